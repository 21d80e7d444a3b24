import { expect, test } from "vitest";
import { holdBackMs } from "../../../src/domain/people/hold-back.ts";

test("S6 the answer is held back for a second from 10 failures on, for longer with each, and for 30 seconds from 20 on", () => {
  expect([0, 1, 9].map(holdBackMs)).toEqual([0, 0, 0]);
  expect(holdBackMs(10)).toBe(1_000);
  const growing = Array.from({ length: 11 }, (_, n) => holdBackMs(10 + n));
  expect(growing.toSorted((one, other) => one - other)).toEqual(growing);
  expect(new Set(growing).size).toBe(11);
  expect([20, 21, 5_000].map(holdBackMs)).toEqual([30_000, 30_000, 30_000]);
});
