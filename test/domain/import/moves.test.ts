import { expect, test } from "vitest";
import { type ImportState, importStates, isActive, isDraft } from "../../../src/domain/import/import.ts";
import { endOf, moves, whyNotStarted } from "../../../src/domain/import/moves.ts";

test("I5 an import moves only as spec 5 draws it: a state that is left is never come back to", () => {
  const steps = Object.values(moves).map(({ from, to }) => `${from} → ${to}`);
  expect(steps).toEqual(["ready → running", "running → stopping", "running → completed", "stopping → stopped"]);
  const order = (state: ImportState) => importStates.indexOf(state);
  expect(Object.values(moves).filter(({ from, to }) => order(from) >= order(to))).toEqual([]);
});

test("I5 an import that runs ends when no row is pending, I6 one that is being stopped ends whatever is", () => {
  const ends = (pending: number) => importStates.flatMap((state) => endOf(state, pending) ?? []);
  expect(ends(0)).toEqual([moves.complete, moves.endStopped]);
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
