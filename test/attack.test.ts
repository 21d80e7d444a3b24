import { expect, test } from "vitest";
import { medianOf, rankTest } from "../scripts/attack/rank-test.ts";

/** npm run flood judges times by these; the values are those of R's wilcox.test without its correction. */

test("S6 the rank test gives U and p of samples apart, of equal values, and of one sample twice", () => {
  expect(rankTest([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])).toMatchObject({ u: 0, p: expect.closeTo(0.00902, 4) });
  expect(rankTest([1, 2, 2, 3], [2, 3, 4, 4])).toMatchObject({ u: 2.5, p: expect.closeTo(0.0994, 4) });
  expect(rankTest([1, 2, 3], [1, 2, 3])).toMatchObject({ u: 4.5, z: 0, p: expect.closeTo(1, 4) });
});

test("S6 a median is the middle value, or between the two", () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 3, 2])]).toEqual([2, 2.5]);
});
