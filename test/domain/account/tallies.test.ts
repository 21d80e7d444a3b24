import { expect, test } from "vitest";
import { differences, type Tally, takeRound } from "../../../src/domain/account/tallies.ts";

const tally = (
  inventory: Partial<Tally["inventory"]> = {},
  used: Tally["used"] = {},
  freeFrom: number | null = null,
): Tally => ({
  inventory: { users: 3, parked: 5, parked_toll_free: 1, assigned: 2, toll_free: 1, ...inventory },
  used,
  freeFrom,
});

test("counts that are as the rows say differ in nothing, also where no licence of a type is used", () => {
  expect(differences(tally({}, { pro: 2, basic: 0 }), tally({}, { pro: 2 }))).toEqual([]);
});

test("each count that is not as the rows say is named, with what it is and what it should be", () => {
  expect(differences(tally({ users: 4, assigned: 0 }, { pro: 1 }, 1004), tally({}, { pro: 2, basic: 1 }))).toEqual([
    { count: "users", kept: 4, counted: 3 },
    { count: "assigned", kept: 0, counted: 2 },
    { count: "used", kept: 1, counted: 2 },
    { count: "used", kept: 0, counted: 1 },
    { count: "free_from", kept: 1004, counted: null },
  ]);
});

test.each([
  [[], []],
  [[900], ["a0"]],
  [
    [10, 80, 10, 1],
    ["a0", "a1", "a2"],
  ],
  [[10, 91, 1], ["a0"]],
  [
    [0, 0, 101, 0],
    ["a0", "a1"],
  ],
])(
  "of accounts with %j rows those at the front that hold a hundred are counted, and one in any case",
  (rows, taken) => {
    const accounts = rows.map((some, at) => ({ account: `a${at}`, rows: some }));
    expect(takeRound(accounts, 100)).toEqual(taken);
  },
);
