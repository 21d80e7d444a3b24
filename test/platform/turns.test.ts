import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Turns } from "../../src/platform/turns.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("scheduler", { wait: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Work that goes on until it is ended. */
function openEnded() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { work: () => promise, end: () => resolve("done") };
}

const some = { rank: 1, patienceMs: 5_000 };

test("S6 no more than so many are at work at a time, and whoever waits gets the next free place", async () => {
  const turns = new Turns(2);
  const [one, other] = [openEnded(), openEnded()];
  let begun = false;
  const first = turns.take(one.work, some);
  const second = turns.take(other.work, some);
  const third = turns.take(async () => {
    begun = true;
    return "third";
  }, some);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(begun).toBe(false);
  other.end();
  expect(await second).toEqual({ value: "done" });
  await vi.advanceTimersByTimeAsync(100);
  expect(await third).toEqual({ value: "third" });
  one.end();
  expect(await first).toEqual({ value: "done" });
});

test("S6 whoever has waited for too long is turned away, and does nothing", async () => {
  const turns = new Turns(1);
  const long = openEnded();
  const first = turns.take(long.work, some);
  const work = vi.fn(async () => "too late");
  const waiting = turns.take(work, some);
  await vi.advanceTimersByTimeAsync(5_100);
  expect(await waiting).toBeNull();
  expect(work).not.toHaveBeenCalled();
  long.end();
  await first;
});

test("S6 work that fails gives its place back, and so does one whose request went away", async () => {
  const turns = new Turns(1);
  await expect(turns.take(() => Promise.reject(new Error("no")), some)).rejects.toThrow("no");
  expect(await turns.take(async () => 1, some)).toEqual({ value: 1 });
  void turns.take(() => new Promise(() => {}), some);
  const next = turns.take(async () => 2, { rank: 1, patienceMs: 60_000 });
  await vi.advanceTimersByTimeAsync(16_000);
  expect(await next).toEqual({ value: 2 });
});

test("S6 whoever is known goes before others, the newest of these first, and whoever is held back anyway behind them and for longer; nobody waits for who went away", async () => {
  const turns = new Turns(1);
  const long = openEnded();
  const first = turns.take(long.work, some);
  const order: string[] = [];
  const come = (name: string, rank: number, patienceMs = 5_000) =>
    turns.take(async () => order.push(name), { rank, patienceMs });
  const all = [come("held back", 2, 30_000), come("other", 1), come("known", 0), come("newest", 1)];
  await vi.advanceTimersByTimeAsync(1_000);
  long.end();
  await first;
  await vi.advanceTimersByTimeAsync(1_000);
  await Promise.all(all);
  expect(order).toEqual(["known", "newest", "other", "held back"]);

  const again = openEnded();
  const second = turns.take(again.work, some);
  const late = [come("too late", 1), come("patient", 2, 30_000)];
  await vi.advanceTimersByTimeAsync(6_000);
  again.end();
  await second;
  await vi.advanceTimersByTimeAsync(100);
  expect(await late[0]).toBeNull();
  expect(await late[1]).not.toBeNull();
  expect(order.at(-1)).toBe("patient");

  // Its timer never comes again: the request has ended.
  const third = openEnded();
  const busy = turns.take(third.work, some);
  vi.stubGlobal("scheduler", { wait: () => new Promise(() => {}) });
  void come("gone", 0);
  vi.stubGlobal("scheduler", { wait: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)) });
  const last = come("last", 1);
  third.end();
  await busy;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await last).not.toBeNull();
  expect(order.at(-1)).toBe("last");
});

test("S6 whoever waits while the isolate is held up is still waiting afterwards, and has their turn", async () => {
  const turns = new Turns(1);
  const long = openEnded();
  const first = turns.take(long.work, some);
  const others = [1, 2, 3].map((n) => turns.take(async () => n, some));
  await vi.advanceTimersByTimeAsync(100);
  // For a second nobody comes to look.
  vi.setSystemTime(Date.now() + 1_000);
  long.end();
  await first;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await Promise.all(others)).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }]);
});
