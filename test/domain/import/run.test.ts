import { expect, test } from "vitest";
import { noCost } from "../../../src/domain/import/import.ts";
import { newRun, noteSent, planWatch, type Run } from "../../../src/domain/import/run.ts";

const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const running = (left: readonly number[]) => ({ state: "running", left }) as const;

/** The coordinator has been up since 0. */
const at = (now: number) => ({ now, since: 0 });

/** A run whose first range, rows 2 to 101, was sent so often, the last time at 0. */
function sent(times: number): Run {
  return noteSent(newRun("imp_1", noCost), { epoch: 1, range: { from: 2, to: 101 }, rest: [], times, deaths: 0 }, 0);
}

test("I5 a run of which nothing was sent gets its first range at once", () => {
  expect(planWatch(newRun("imp_1", noCost), running(rows(2, 251)), at(0))).toEqual({
    kind: "send",
    range: { from: 2, to: 101 },
    rest: [
      { from: 102, to: 201 },
      { from: 202, to: 251 },
    ],
    times: 1,
    deaths: 0,
    anew: true,
  });
});

test.each([
  [1, 5_000],
  [2, 10_000],
  [4, 40_000],
  [5, 80_000],
  [7, 300_000],
  [9, 300_000],
])("I5 a range that was sent %i times is waited for %i ms and then sent again", (times, patience) => {
  expect(planWatch(sent(times), running(rows(2, 101)), at(patience - 1))).toEqual({ kind: "wait" });
  expect(planWatch(sent(times), running(rows(2, 101)), at(patience))).toMatchObject({ kind: "send", times: times + 1 });
});

test("I5 a range that no sending settles is given up, so that no import hangs", () => {
  expect(planWatch(sent(10), running(rows(2, 201)), at(299_999))).toEqual({ kind: "wait" });
  expect(planWatch(sent(10), running(rows(2, 201)), at(300_000))).toEqual({
    kind: "give_up",
    range: { from: 2, to: 101 },
  });
});

test("I5 after progress the count begins anew", () => {
  expect(planWatch(sent(10), running(rows(102, 150)), at(5_000))).toMatchObject({
    kind: "send",
    range: { from: 102, to: 150 },
    times: 1,
  });
});

test("I5 the end is found from the rows: none is pending", () => {
  expect(planWatch(sent(1), running([]), at(1))).toEqual({ kind: "finish" });
  expect(planWatch(newRun("imp_1", noCost), running([]), at(1))).toEqual({ kind: "finish" });
});

test("I11 an undo goes on and ends as a run does: by the rows that are left", () => {
  const undoing = (left: readonly number[]) => ({ state: "undoing", left }) as const;
  const run = newRun("imp_1", noCost, true);
  expect(planWatch(run, undoing(rows(2, 4)), at(0))).toMatchObject({ kind: "send", range: { from: 2, to: 4 } });
  expect(planWatch(run, undoing([]), at(0))).toEqual({ kind: "finish" });
});

test("I6 what is being stopped is ended, whatever is pending or in flight", () => {
  expect(planWatch(sent(1), { state: "stopping", left: rows(2, 9) }, at(1))).toEqual({ kind: "finish" });
});

test.each(["invalid", "ready", "stopped", "completed", "undone"] as const)(
  "I5 a run whose import is %s is forgotten",
  (state) => {
    expect(planWatch(sent(1), { state, left: [] }, at(1))).toEqual({ kind: "forget" });
  },
);

test("I5 a run whose import is gone is forgotten", () => {
  expect(planWatch(sent(1), null, at(1))).toEqual({ kind: "forget" });
});

test("I9 each sending counts one queue message, on top of what was spent before", () => {
  const spent = { d1_queries: 4, d1_rows_read: 30, d1_rows_written: 200, queue_messages: 0 };
  const range = { from: 2, to: 3 };
  const first = noteSent(newRun("imp_1", spent), { epoch: 1, range, rest: [], times: 1, deaths: 0 }, 1);
  const second = noteSent(first, { epoch: 2, range, rest: [], times: 2, deaths: 0 }, 2);
  expect(second.cost).toEqual({ ...spent, queue_messages: 2 });
  expect([second.epoch, second.sent]).toEqual([2, { range, at: 2, times: 2, deaths: 0 }]);
});

test("I5 what was sent before the coordinator came up is sent at once in a new epoch: the queue may have died with it", () => {
  const before = { now: 101, since: 100 };
  expect(planWatch(sent(1), running(rows(2, 101)), before)).toMatchObject({
    kind: "send",
    anew: true,
    times: 1,
    deaths: 1,
  });
  expect(planWatch(sent(1), running(rows(2, 101)), { now: 101, since: 0 })).toEqual({ kind: "wait" });
});

test("I5 a range over which coordinators die is no range that was tried in vain, until there is no end of it", () => {
  const died = (deaths: number) =>
    noteSent(newRun("imp_1", noCost), { epoch: 1, range: { from: 2, to: 101 }, rest: [], times: 1, deaths }, 0);
  expect(planWatch(died(99), running(rows(2, 101)), { now: 2, since: 1 })).toMatchObject({ kind: "send", deaths: 100 });
  expect(planWatch(died(100), running(rows(2, 101)), { now: 2, since: 1 })).toMatchObject({ kind: "give_up" });
});

test.each([1_000, 20_000, 65_000, 240_000])(
  "I5 a queue that delivers everything %i ms late fails no row: what is sent again keeps its epoch",
  (lag) => {
    let run = newRun("imp_1", noCost);
    let pending = rows(2, 301);
    let epoch = 0;
    const queue: { at: number; epoch: number; from: number; to: number }[] = [];
    for (let now = 0; pending.length > 0 && now < 7_200_000; now += 1_000) {
      for (const message of queue.filter(({ at: due }) => due === now)) {
        if (message.epoch === epoch) pending = pending.filter((row) => row < message.from || row > message.to);
      }
      const step = now % 5_000 === 0 ? planWatch(run, running(pending), { now, since: 0 }) : { kind: "wait" as const };
      expect(step.kind).not.toBe("give_up");
      if (step.kind !== "send") continue;
      epoch += step.anew ? 1 : 0;
      queue.push({ at: now + lag, epoch, ...step.range });
      run = noteSent(run, { ...step, epoch }, now);
    }
    expect(pending).toEqual([]);
  },
);
