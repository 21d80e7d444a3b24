import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addCost,
  type ImportState,
  importStates,
  isActive,
  isDraft,
  noCost,
  planChunks,
} from "../../../src/domain/import/import.ts";
import { describeProgress } from "../../../src/domain/import/progress.ts";

const started_at = "2026-11-22T10:00:00.000Z";

function progress(created: number, failed: number, rows: number, seconds: number, state: ImportState = "running") {
  const settled_at = new Date(Date.parse(started_at) + seconds * 1000).toISOString();
  const counts = { rows, created, failed, pending: rows - created - failed, not_attempted: 0, skipped: 0, undone: 0 };
  return describeProgress({ state, counts, started_at, settled_at, undo: null });
}

test("spec 5 every state is a draft, active or final, and only one of them", () => {
  const kinds = importStates.map((state) => [state, isDraft(state), isActive(state)]);
  expect(kinds).toEqual([
    ["invalid", true, false],
    ["ready", true, false],
    ["running", false, true],
    ["stopping", false, true],
    ["stopped", false, false],
    ["completed", false, false],
    ["undoing", false, true],
    ["undone", false, false],
  ]);
});

test("I7 progress is what is done of all rows, with the rate so far and the time that it leaves", () => {
  expect(progress(412, 3, 1000, 2)).toEqual({ percent: 41.5, rows_per_second: 207.5, seconds_left: 3 });
});

test("I7 a draft has no progress", () => {
  const counts = { rows: 9, created: 0, failed: 0, pending: 9, not_attempted: 0, skipped: 0, undone: 0 };
  expect(describeProgress({ state: "ready", counts, started_at: null, settled_at: null, undo: null })).toEqual({
    percent: 0,
    rows_per_second: null,
    seconds_left: null,
  });
});

test("I7 before the first chunk nothing is said of rate and time", () => {
  expect(progress(0, 0, 1000, 0)).toEqual({ percent: 0, rows_per_second: null, seconds_left: null });
  expect(progress(0, 0, 1000, 3)).toEqual({ percent: 0, rows_per_second: null, seconds_left: null });
});

test("I7 100 percent is said only when no row is left", () => {
  expect(progress(999_999, 0, 1_000_000, 9).percent).toBe(99.9);
  expect(progress(999, 1, 1000, 9, "completed")).toMatchObject({ percent: 100, seconds_left: null });
});

test("I11 the progress of an undo is of those who were created, whether they were removed or stay", () => {
  const undo = { started_at, started_by: "dana@acme.example", kept: 5 };
  const counts = { rows: 500, created: 105, failed: 100, pending: 0, not_attempted: 0, skipped: 0, undone: 295 };
  const given = { counts, started_at: "2026-11-21T10:00:00.000Z", settled_at: "2026-11-22T10:00:03.000Z", undo };
  expect(describeProgress({ ...given, state: "undoing" })).toEqual({
    percent: 75,
    rows_per_second: 100,
    seconds_left: 1,
  });
  const done = { ...counts, created: 105, undone: 295 };
  const over = { ...given, counts: done, undo: { ...undo, kept: 105 } };
  expect(describeProgress({ ...over, state: "undone" })).toMatchObject({ percent: 100, seconds_left: null });
});

test("I7 an import that is being stopped names no time that is left", () => {
  expect(progress(400, 0, 1000, 2, "stopping").seconds_left).toBeNull();
});

test("I7 rows that were not attempted do not count into the rate", () => {
  const counts = { rows: 1000, created: 100, failed: 0, pending: 0, not_attempted: 900, skipped: 0, undone: 0 };
  const settled_at = "2026-11-22T10:00:02.000Z";
  expect(describeProgress({ state: "stopped", undo: null, counts, started_at, settled_at }).rows_per_second).toBe(50);
});

test("I7 progress never goes backwards while rows are settled, and stays from 0 to 100", () => {
  const steps = fc.array(fc.record({ created: fc.nat(100), failed: fc.nat(100) }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(steps, (chunks) => {
      const rows = chunks.reduce((sum, { created, failed }) => sum + created + failed, 0);
      let [created, failed, before] = [0, 0, 0];
      for (const [at, chunk] of chunks.entries()) {
        created += chunk.created;
        failed += chunk.failed;
        const { percent, seconds_left } = progress(created, failed, rows, at + 1);
        expect(percent).toBeGreaterThanOrEqual(before);
        expect(percent).toBeLessThanOrEqual(100);
        expect(percent === 100).toBe(rows > 0 && created + failed === rows);
        expect(seconds_left ?? 0).toBeGreaterThanOrEqual(0);
        before = percent;
      }
    }),
  );
});

test("I2 rows travel in ranges, in file order, over the gaps of removed and blank rows", () => {
  expect(planChunks([2, 3, 5, 9, 10], 2)).toEqual([
    { from: 2, to: 3 },
    { from: 5, to: 9 },
    { from: 10, to: 10 },
  ]);
  expect(planChunks([], 100)).toEqual([]);
});

test("I5 every row is in exactly one range, and no range has more rows than it may", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(3000)), fc.integer({ min: 1, max: 150 }), (numbers, size) => {
      const rows = numbers.toSorted((one, other) => one - other);
      const ranges = planChunks(rows, size);
      const inside = ranges.map(({ from, to }) => rows.filter((row) => row >= from && row <= to));
      expect(inside.flat()).toEqual(rows);
      expect(inside.every((some) => some.length > 0 && some.length <= size)).toBe(true);
    }),
  );
});

test("I9 costs add up, member by member", () => {
  const one = { d1_queries: 1, d1_rows_read: 20, d1_rows_written: 300, queue_messages: 4000 };
  expect(addCost(one, one)).toEqual({ d1_queries: 2, d1_rows_read: 40, d1_rows_written: 600, queue_messages: 8000 });
  expect(addCost(noCost, one)).toEqual(one);
});
