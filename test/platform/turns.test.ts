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

test("S6 no more than so many are at work at a time, and whoever waits gets the next free place", async () => {
  const turns = new Turns(2, 5_000);
  const [one, other] = [openEnded(), openEnded()];
  let begun = false;
  const first = turns.take(one.work);
  const second = turns.take(other.work);
  const third = turns.take(async () => {
    begun = true;
    return "third";
  });
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
  const turns = new Turns(1, 5_000);
  const long = openEnded();
  const first = turns.take(long.work);
  const work = vi.fn(async () => "too late");
  const waiting = turns.take(work);
  await vi.advanceTimersByTimeAsync(5_100);
  expect(await waiting).toBeNull();
  expect(work).not.toHaveBeenCalled();
  long.end();
  await first;
});

test("S6 work that fails gives its place back, and so does one whose request went away", async () => {
  const turns = new Turns(1, 60_000);
  await expect(turns.take(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await turns.take(async () => 1)).toEqual({ value: 1 });
  void turns.take(() => new Promise(() => {}));
  const next = turns.take(async () => 2);
  await vi.advanceTimersByTimeAsync(16_000);
  expect(await next).toEqual({ value: 2 });
});
