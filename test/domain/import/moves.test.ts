import { expect, test } from "vitest";
import { hasEnded, type ImportState, importStates, isActive, isDraft } from "../../../src/domain/import/import.ts";
import {
  draftState,
  endOf,
  isSettling,
  isUndone,
  moves,
  whyNotStarted,
  whyNotStopped,
  whyNotUndoable,
} from "../../../src/domain/import/moves.ts";

test("I5 an import moves only as spec 5 draws it: a state that is left is never come back to", () => {
  const steps = Object.values(moves).map(({ from, to }) => `${from} → ${to}`);
  expect(steps).toEqual([
    ...["ready → running", "running → stopping", "running → completed", "stopping → stopped"],
    ...["stopped → undoing", "completed → undoing", "undoing → undone"],
  ]);
  const order = (state: ImportState) => importStates.indexOf(state);
  expect(Object.values(moves).filter(({ from, to }) => order(from) >= order(to))).toEqual([]);
});

test("I5 an import that runs ends when no row is left, so does an undo, I6 one that is being stopped whatever is", () => {
  const ends = (pending: number) => importStates.flatMap((state) => endOf(state, pending) ?? []);
  expect(ends(0)).toEqual([moves.complete, moves.endStopped, moves.endUndone]);
  expect(ends(1)).toEqual([moves.endStopped]);
});

test("I5 only what is active ends, and what has ended is neither draft nor active", () => {
  for (const state of importStates) {
    const end = endOf(state, 0);
    expect(end !== null).toBe(isActive(state));
    if (end) expect([end.from, isActive(end.to), isDraft(end.to)]).toEqual([state, false, false]);
  }
});

test("I1 a start that found its draft ready came too late for its revision; any other state is not ready", () => {
  expect(importStates.filter((state) => whyNotStarted(state) === "changed")).toEqual(["ready"]);
  expect(whyNotStarted(null)).toBe("not_ready");
});

test("I6 Stop finds done what was stopped before, and refuses what has not begun or has ended", () => {
  const answers = importStates.map((state) => `${state}: ${whyNotStopped(state)}`);
  expect(answers).toEqual([
    "invalid: import_not_started",
    "ready: import_not_started",
    "running: import_not_started",
    "stopping: stopped_before",
    "stopped: stopped_before",
    "completed: import_finished",
    "undoing: import_finished",
    "undone: import_finished",
  ]);
});

test("I11 what has ended can be undone as long as its rows are kept, and what is undone already is no obstacle", () => {
  const answers = (purged: boolean) =>
    importStates.map((state) => `${state}: ${whyNotUndoable({ state, purged })}${isUndone(state) ? ", undone" : ""}`);
  const before = ["invalid", "ready", "running", "stopping"].map((state) => `${state}: not_ended`);
  const after = ["undoing: null, undone", "undone: null, undone"];
  expect(answers(false)).toEqual([...before, "stopped: null", "completed: null", ...after]);
  expect(answers(true)).toEqual([...before, "stopped: rows_gone", "completed: rows_gone", ...after]);
  expect(importStates.filter((state) => isSettling(state))).toEqual(["running", "undoing"]);
});

test("I5 every import is a draft, active or has ended, and a draft is ready without errors", () => {
  for (const state of importStates) {
    expect([isDraft(state), isActive(state), hasEnded(state)].filter(Boolean)).toHaveLength(1);
  }
  expect([draftState(0), draftState(1)]).toEqual(["ready", "invalid"]);
});
