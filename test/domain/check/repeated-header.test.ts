import { expect, test } from "vitest";
import { said } from "../../support/english.ts";
import { makeFacts } from "../../support/files/facts.ts";
import { readAndCheck } from "../../support/files/read-anything.ts";

const TOP = "Display Name (Mandatory),Email Address (Mandatory),First Name,Last Name";
const GOOD = "Ann Lee,ann@x.example,Ann,Lee";

function errorsOf(...lines: readonly string[]) {
  const outcome = readAndCheck(new TextEncoder().encode(lines.join("\n")), makeFacts({ types: { Pro: 9 } }));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  expect(outcome.checked.rows.map(({ row }) => row)).toEqual(outcome.file.rows.map(({ row }) => row));
  return outcome.checked.report.errors;
}

test.each([
  TOP,
  "display name,EMAIL ADDRESS,first  name (x),Last Name",
  "Display Name,Email Address,First Name,",
  "Display Name,Email Address",
  "Display Name*,*Email Address:,First Name [opt],Last Name",
  "\u200bDisplay Name, Email\u00a0Address ,First Name,Last Name",
])("F7 tells of a row that repeats the header once, and of nothing else in it: %s", (row) => {
  const errors = errorsOf(TOP, GOOD, row, "Bo,bo@x.example,,", row);
  expect(errors.map(({ code, row: at, field }) => [code, at, field])).toEqual([
    ["header_repeated", 3, null],
    ["header_repeated", 5, null],
  ]);
  expect(said(errors[0])).toBe("Row 3 repeats the header row. Remove it.");
});

test("F7 says what a header in another order means for the rows below it", () => {
  const [error] = errorsOf(TOP, GOOD, "Display Name,Email Address,Last Name,First Name", "Bo,bo@x.example,Hill,Bo");
  expect(error).toMatchObject({ code: "header_repeated", row: 3, params: { same: false } });
  expect(said(error)).toContain("in another order");
});

test.each([
  "First Name,first@x.example,First Name,Last Name",
  "Location,hq@x.example,,",
  "Extension,e@x.example,Extension,",
  "Department,d@x.example,Job,Title",
  "Location Manager,lm@x.example,Location,Manager",
  "Last Name,last@x.example,Last Name,Last Name",
])("F7 does not take a user for a header whose name is one: %s", (row) => {
  expect(errorsOf(TOP, GOOD, row)).toEqual([]);
});

test("F7 leaves what stands below the data as rows: a total has its own errors", () => {
  const errors = errorsOf(TOP, GOOD, "Total,,,", "2 users,,,");
  expect(errors.map(({ code, row, field }) => [code, row, field])).toEqual([
    ["required", 3, "email"],
    ["required", 4, "email"],
  ]);
});
