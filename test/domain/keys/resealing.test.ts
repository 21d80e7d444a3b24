import { expect, test } from "vitest";
import { advance, beginResealing, type Resealing } from "../../../src/domain/keys/resealing.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 29, 10, minutes)).toISOString();
const found = { next: null, resealed: 3, unopened: 0 };
const nothing = { next: null, resealed: 0, unopened: 0 };
const begun = beginResealing(undefined, { thing: "users", keys: "b a", now: at(0) });

test("S11 sealing anew goes on where it was as long as the keys are the same, and begins anew with others", () => {
  const half = advance(begun, { next: "500", resealed: 2, unopened: 0 }, at(0));
  expect(half).toMatchObject({ position: "500", resealed: 2, changed: true, finished_at: null });
  expect(beginResealing(half, { thing: "users", keys: "b a", now: at(5) })).toBe(half);
  const anew = beginResealing(half, { thing: "users", keys: "c b", now: at(5) });
  expect(anew).toMatchObject({ keys: "c b", position: "", resealed: 0, began_at: at(5) });
});

test("S11 it is finished by a whole pass that finds nothing, and not before ten minutes have passed", () => {
  const passes: readonly (readonly [typeof found, number])[] = [
    [found, 0],
    [nothing, 5],
    [found, 10],
    [nothing, 15],
  ];
  const finished: (string | null)[] = [];
  passes.reduce((progress: Resealing, [step, minutes]) => {
    const gone = advance(progress, step, at(minutes));
    finished.push(gone.finished_at);
    return gone;
  }, begun);
  expect(finished).toEqual([null, null, null, at(15)]);
});

test("S11 a pass in several steps that has found something is not the last one, though its last step finds nothing", () => {
  const first = advance(begun, { next: "500", resealed: 1, unopened: 0 }, at(20));
  const second = advance(first, nothing, at(20));
  expect(second).toMatchObject({ position: "", changed: false, finished_at: null });
  expect(advance(second, nothing, at(25)).finished_at).toBe(at(25));
});

test("S11 what no key opens is counted once, however many passes there are", () => {
  const lost = { next: null, resealed: 0, unopened: 2 };
  const once = advance(begun, lost, at(0));
  expect(advance(once, lost, at(15))).toMatchObject({ unopened: 2, finished_at: at(15) });
  const half = advance(once, { next: "5", resealed: 0, unopened: 2 }, at(15));
  expect(advance(half, { next: null, resealed: 0, unopened: 1 }, at(15)).unopened).toBe(3);
});
