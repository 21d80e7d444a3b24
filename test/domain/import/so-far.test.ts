import { expect, test } from "vitest";
import { type Ending, reasonsSoFar } from "../../../src/domain/import/so-far.ts";

const ended = (row: number, outcome: Ending["outcome"], code: string | null = null): Ending => ({ row, outcome, code });

test("I7 the reasons so far are of the rows that were not created alone, the most frequent first, each with its first rows", () => {
  const endings = [
    ended(2, "created"),
    ended(3, "failed", "user_exists"),
    ...[4, 5, 6, 9].map((row) => ended(row, "failed", "number_in_use")),
    ended(7, "skipped", "user_exists"),
    ended(8, "pending"),
  ];
  expect(reasonsSoFar(endings, "failed")).toEqual([
    { code: "number_in_use", rows: 4, first: [4, 5, 6] },
    { code: "user_exists", rows: 1, first: [3] },
  ]);
});

test("I11 of an undo they are of those who stay", () => {
  const endings = [
    ended(2, "undone"),
    ended(3, "created", "changed"),
    ended(4, "created"),
    ended(5, "failed", "user_exists"),
  ];
  expect(reasonsSoFar(endings, "created")).toEqual([{ code: "changed", rows: 1, first: [3] }]);
});
