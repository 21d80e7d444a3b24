import { expect, test } from "vitest";
import type { Problem, Warning } from "../../../src/domain/check/report.ts";
import type { Cells, ColumnKey } from "../../../src/domain/columns.ts";
import { changeByProblems, changeByTexts } from "../../../src/domain/import/bulk.ts";
import type { StepByTexts } from "../../../src/domain/import/bulk-step.ts";
import type { DraftRow } from "../../../src/domain/import/draft-row.ts";

const rowsOf = (...cells: readonly Cells[]): readonly DraftRow[] =>
  cells.map((texts, at) => ({ row: at + 2, cells: texts, corrections: null, revision: 1 }));

const changed = (rows: readonly DraftRow[], step: StepByTexts) => {
  const result = changeByTexts(rows, step);
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
};

const departments = (rows: readonly DraftRow[]) => rows.map(({ cells }) => cells.department ?? "");
const some = rowsOf({ department: "Sales" }, {}, { department: "sales" }, { department: "Care" });

test("I13 a column is set to a value in all rows, in the blank ones, or in those with a given value", () => {
  const set = { do: "set", field: "department", value: " IT " } as const;
  expect(departments(changed(some, { ...set, where: "all" }))).toEqual(["IT", "IT", "IT", "IT"]);
  expect(departments(changed(some, { ...set, where: "blank" }))).toEqual(["Sales", "IT", "sales", "Care"]);
  expect(departments(changed(some, { ...set, where: { value: "\u00a0Sales " } }))).toEqual(["IT", "", "sales", "Care"]);
  expect(departments(changed(some, { ...set, value: "", where: "all" }))).toEqual(["", "", "", ""]);
});

test("I13 a cell that has the text already is not touched, and one that is changed is corrected and of another revision", () => {
  const after = changed(some, { do: "set", field: "department", value: "Sales", where: "all" });
  expect(after[0]).toBe(some[0]);
  expect(after[1]).toEqual({
    row: 3,
    cells: { department: "Sales" },
    corrections: { department: "Sales" },
    revision: 2,
  });
});

test("I13 a text is replaced within a column wherever it occurs, case heeded, and taken as it stands", () => {
  const rows = rowsOf(
    { email: "a@old.example;b@old.example" },
    { email: "c@OLD.example" },
    { email: "$&@old.example" },
  );
  const after = changed(rows, { do: "replace", field: "email", find: "old", with: "$&new" });
  expect(after.map(({ cells }) => cells.email)).toEqual([
    "a@$&new.example;b@$&new.example",
    "c@OLD.example",
    "$&@$&new.example",
  ]);
  const gone = changed(rowsOf({ department: "Care" }), { do: "replace", field: "department", find: "Care", with: "" });
  expect(gone[0]?.cells).toEqual({});
});

test("I13 a text compares as F9 leaves it: letters in two parts are found by those in one", () => {
  const after = changed(rowsOf({ department: "Büro" }), {
    ...({ do: "replace", field: "department" } as const),
    ...{ find: "Bu\u0308ro", with: "Amt" },
  });
  expect(departments(after)).toEqual(["Amt"]);
});

test("I13 a replacement that would make a text endless is refused before it is made", () => {
  const rows = rowsOf({ department: "x" }, { department: "a".repeat(4_000) });
  const long = changeByTexts(rows, { do: "replace", field: "department", find: "a", with: "b".repeat(4_000) });
  expect(long).toMatchObject({
    ok: false,
    failure: { code: "invalid_option", params: { about: "long_text", row: 3 } },
  });
  const alike = changed(rows, { do: "replace", field: "department", find: "a", with: "b" });
  expect(departments(alike)).toEqual(["x", "b".repeat(4_000)]);
});

function finding(
  row: number,
  field: ColumnKey,
  suggestion: string | null,
  code: "invalid_email" | "required",
): Problem {
  return {
    ...{ row, field, suggestion, column: field, value: null, parts: null },
    ...(code === "required" ? { code, params: { column: field } } : { code, params: { address: null } }),
  } as Problem;
}

const people = rowsOf({ email: "a@b", department: "?" }, { email: "c@d" }, { email: "e@f.example" });
const report = {
  errors: [
    finding(2, "email", "a@b.example", "invalid_email"),
    finding(2, "email", "never", "required"),
    finding(3, "email", null, "invalid_email"),
    finding(3, "voicemail_pin", "1234", "required"),
  ],
  warnings: [{ ...finding(2, "department", "", "required"), will_fail: false } as Warning],
};

test("I13 suggestions are taken over: of one cell the first, blank where the cell is to be cleared, never of a PIN", () => {
  const after = changeByProblems(people, { do: "accept_suggestions" }, report);
  expect(after.map(({ cells }) => cells)).toEqual([
    { email: "a@b.example" },
    { email: "c@d" },
    { email: "e@f.example" },
  ]);
});

test("I13 suggestions are taken over of one kind, and of one column, only", () => {
  const kind = changeByProblems(people, { do: "accept_suggestions", code: "invalid_email" }, report);
  expect(kind[0]?.cells).toEqual({ email: "a@b.example", department: "?" });
  const column = changeByProblems(people, { do: "accept_suggestions", field: "department" }, report);
  expect(column[0]?.cells).toEqual({ email: "a@b" });
});

test("I13 rows with a problem of a kind are removed, errors and warnings alike", () => {
  const after = changeByProblems(people, { do: "remove", code: "invalid_email" }, report);
  expect(after).toEqual([people[2]]);
});

test("I13 the rows with a problem of a kind, in a column, or of a kind in a column are removed", () => {
  const rows = rowsOf({}, {}, {}, {});
  const place = { column: null, value: null, suggestion: null, parts: null };
  const params = { column: "Department" };
  const errors: readonly Problem[] = [
    { ...place, code: "required", params, row: 2, field: "email" },
    { ...place, code: "required", params, row: 3, field: "department" },
    {
      ...place,
      code: "too_long",
      params: { column: null, max: 64, unit: "characters", length: 70 },
      row: 4,
      field: "department",
    },
  ];
  const left = (step: { readonly code?: "required"; readonly field?: "department" }) =>
    changeByProblems(rows, { do: "remove", ...step }, { errors, warnings: [] }).map(({ row }) => row);
  expect(left({ code: "required" })).toEqual([4, 5]);
  expect(left({ field: "department" })).toEqual([2, 5]);
  expect(left({ code: "required", field: "department" })).toEqual([2, 4, 5]);
});
