import { expect, test } from "vitest";
import { openQuestions } from "../../../src/domain/check/open-questions.ts";
import type { Question } from "../../../src/domain/check/report.ts";

const shifted: Question = {
  code: "cells_shifted",
  params: { rows: [2, 3].map((row) => ({ row, values: { department: "Ward 3" } })) },
};
const guessed: Question = { code: "encoding_guessed", params: { encodings: [{ encoding: "gbk", values: ["王"] }] } };
const open = (touched: readonly number[], confirm: readonly ("cells_shifted" | "encoding_guessed")[] = []) =>
  openQuestions([guessed, shifted], { confirm, touched: new Set(touched) });

test("Q2 rows whose cells may have moved are asked for until each was corrected or removed, or all were confirmed", () => {
  expect(open([])).toEqual([guessed, shifted]);
  expect(open([2, 9])).toEqual([
    guessed,
    { code: "cells_shifted", params: { rows: [{ row: 3, values: { department: "Ward 3" } }] } },
  ]);
  expect(open([2, 3])).toEqual([guessed]);
  expect(open([], ["cells_shifted"])).toEqual([guessed]);
});

test("Q1 no yes answers which encoding is meant", () => {
  expect(open([2, 3], ["encoding_guessed"])).toEqual([guessed]);
});
