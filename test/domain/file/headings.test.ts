import { expect, test } from "vitest";
import { templateColumns } from "../../../src/domain/columns.ts";
import { judgeHeadings } from "../../../src/domain/file/header-problems.ts";
import { countKnown, readHeadings } from "../../../src/domain/file/headings.ts";
import type { ColumnsChosen } from "../../../src/domain/file/titles.ts";
import { said } from "../../support/english.ts";

const MANDATORY = ["Display Name", "Email Address", "Subscription License Type"];
const two = { licenseTypes: 2, connect: true };

const read = (cells: readonly string[]) => readHeadings({ row: 1, cells, fault: null }, {});
const keysOf = (cells: readonly string[]) => read(cells).columns.map((column) => column.key);
/** What is wrong with a header row below which every column holds something. */
function wrongIn(cells: readonly string[], needs = two, chosen: ColumnsChosen = {}) {
  const headings = readHeadings({ row: 1, cells, fault: null }, chosen);
  return judgeHeadings(headings, Array(cells.length).fill(1), needs).problems;
}
const problemsOf = (extra: readonly string[], needs = two) => wrongIn([...MANDATORY, ...extra], needs);

test("T1 knows every header of the template, in any order", () => {
  const names = templateColumns.map((column) => column.name);
  const keys = templateColumns.map((column) => column.key);
  expect(keysOf(names)).toEqual(keys);
  expect(keysOf(names.toReversed())).toEqual(keys.toReversed());
  expect(read(names.toReversed()).columns[0]).toEqual({
    index: 0,
    header: "Find Me, Follow Me Timeout",
    key: "fmfm_timeout",
  });
  expect(countKnown([...names, ...names, "x"])).toBe(23);
});

test.each(["External ID", "employee id", "Employee  Number (HR)", "External ID (Optional)"])(
  "T6 reads %j as the external ID, which no file needs",
  (header) => {
    expect(keysOf([header])).toEqual(["external_id"]);
    expect(problemsOf([header])).toEqual([]);
    expect(problemsOf([])).toEqual([]);
  },
);

test("T6 an external ID stands once in a file, under whichever header", () => {
  const problems = problemsOf(["External ID", "Employee ID"]);
  expect(problems.map(({ code, column }) => [code, column])).toEqual([["header_duplicate", "Employee ID"]]);
});

test.each([
  "display name",
  "  DISPLAY   NAME  ",
  "Display Name(Mandatory)",
  "Display Name (Optional)",
  "Display\u00A0Name (obligatoire)",
  "Display\nName (Mandatory) ",
  "\uFEFFDisplay Name ( )",
])("T1 reads %j as Display Name", (header) => {
  expect(keysOf([header])).toEqual(["display_name"]);
});

test.each([
  "Display Name (a) (b)",
  "Display Name Mandatory",
  "(Display Name)",
  "DisplayName",
  "Display Name (a",
  `Display Name${"x".repeat(300)}`,
])("T1 does not read %j as Display Name", (header) => {
  expect(keysOf([header])).toEqual([]);
});

test.each([
  "Display Name*",
  "Display Name *",
  "* Display Name",
  "Display Name:",
  "Display Name [required]",
  "Display Name (required) *",
  "Display Name* (required)",
  "Display\u00AD Name",
  "Dis\u200Bplay Name\u200E",
])("T1 reads %j as Display Name, as forms mark what must be filled in and as copies have it", (header) => {
  expect(keysOf([header])).toEqual(["display_name"]);
});

test.each([
  ["E-mail", "Email Address (Mandatory)"],
  ["Emial Adress", "Email Address (Mandatory)"],
  ["EMAIL-ADRES", "Email Address (Mandatory)"],
  ["display_name", "Display Name (Mandatory)"],
  ["DisplayName", "Display Name (Mandatory)"],
  ["Name", "Display Name (Mandatory)"],
  ["Licence Type", "Subscription License Type (Mandatory)"],
  ["Phone Plan", "Subscription License Type (Mandatory)"],
  ["Worker", "Display Name (Mandatory)"],
  ["Work Mail", "Email Address (Mandatory)"],
  ["Legal First Name", "First Name (Optional)"],
  ["Preferred Last Name", "Last Name (Optional)"],
  ["Business Title", "Job Title (Optional)"],
  ["Phone", "Primary Phone Number (Optional)"],
  ["Office Phone", "Primary Phone Number (Optional)"],
  ["Mobile Phone", "Primary Phone Number (Optional)"],
  ["Direct Line", "Primary Phone Number (Optional)"],
  ["Mobile", "Primary Phone Number (Optional)"],
  ["Additional Phones", "Additional Phone Numbers (Optional)"],
  ["Extention (Optional)", "Extension (Optional)"],
  ["Ext.", "Extension (Optional)"],
  ["Location", "Voice Location (Optional)"],
  ["Site", "Voice Location (Optional)"],
  ["Surname", "Last Name (Optional)"],
  ["Given Name", "First Name (Optional)"],
  ["Position", "Job Title (Optional)"],
  ["Timezone", "Time Zone (Optional)"],
  ["TZ", "Time Zone (Optional)"],
  ["PIN", "Voicemail PIN (Optional)"],
  ["Dept", "Department (Optional)"],
  ["Find Me Timeout", "Find Me, Follow Me Timeout (Optional)"],
  ["Staff ID", "External ID (Optional)"],
])("T5 suggests for %j what it most likely means: %j", (header, name) => {
  const [problem] = wrongIn([header]);
  expect(problem).toMatchObject({ code: "header_unknown", row: 1, column: header, field: null, suggestion: name });
  expect(said(problem)).toContain(`Did you mean “${name}”?`);
});

test.each([
  ...[
    "Hire Date",
    "Start Date",
    "First Date",
    "Username",
    "Manager",
    "Country",
    "Shoe size",
    "Notes",
    "Gender",
    "Salary",
    "Department ID",
    "Location ID",
    "Email 2",
  ],
  ...["漢字", "?", "Q", "x".repeat(5_000)],
])("T5 suggests nothing for %j, and says what can be done", (header) => {
  const [problem, ...others] = problemsOf([header]);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: "header_unknown", suggestion: null });
  expect(said(problem)).toContain("Assign it to a column of the template, ignore it, or remove it");
});

test("T5 never suggests what the file has already: of two phones the second is an additional one, a third is nothing", () => {
  const suggested = (...extra: readonly string[]) => problemsOf(extra).map(({ suggestion }) => suggestion);
  expect(suggested("Mail", "Full Name")).toEqual([null, null]);
  expect(suggested("Office Phone", "Mobile", "Cell", "Fax")).toEqual([
    "Primary Phone Number (Optional)",
    "Additional Phone Numbers (Optional)",
    null,
    null,
  ]);
  expect(suggested("Primary Phone Number", "Mobile")).toEqual(["Additional Phone Numbers (Optional)"]);
  expect(suggested("Primary Phone Number", "Additional Phone Numbers", "Mobile")).toEqual([null]);
});

test("T5 what a header says goes before what may be a slip, wherever it stands, and a login is no name", () => {
  const suggested = (...headers: readonly string[]) =>
    wrongIn(headers).flatMap(({ code, suggestion }) => (code === "header_unknown" ? [suggestion] : []));
  expect(suggested("Emial", "E-mail")).toEqual([null, "Email Address (Mandatory)"]);
  expect(suggested("Email 2", "Email")).toEqual([null, "Email Address (Mandatory)"]);
  expect(suggested("Department ID", "Dept")).toEqual([null, "Department (Optional)"]);
  expect(suggested("Username", "Full Name")).toEqual([null, "Display Name (Mandatory)"]);
});

test("T2 tells of a user who stands in the header row, whatever else is known of the column", () => {
  const problems = problemsOf(["ann@x.example"]);
  expect(problems).toMatchObject([{ code: "header_unknown", column: "ann@x.example" }]);
  expect(said(problems[0])).toContain("A user seems to stand there");
  const byHand = {
    columns: [
      { index: 1, field: "display_name" },
      { index: 2, field: "email" },
    ],
  } as const;
  expect(wrongIn(["Ann", "ann@x.example"], two, byHand)).toMatchObject([
    { code: "header_unknown", column: "ann@x.example" },
    { code: "header_missing" },
  ]);
});

test("T2 tells of every header that occurs twice, unknown or missing, in one pass", () => {
  const problems = wrongIn(["Email Address", "Nickname?", "EMAIL ADDRESS (x)", "Extension", "email address"]);
  expect(problems.map(({ code, column, field }) => [code, column, field])).toEqual([
    ["header_unknown", "Nickname?", null],
    ["header_duplicate", "EMAIL ADDRESS (x)", "email"],
    ["header_duplicate", "email address", "email"],
    ["header_missing", null, "display_name"],
    ["header_missing", null, "license_type"],
  ]);
});

test("T2 needs no licence column with one licence type, and V2 none without CONNECT", () => {
  const missing = (needs: typeof two) => wrongIn(MANDATORY.slice(0, 2), needs).map((problem) => problem.field);
  expect(missing({ licenseTypes: 1, connect: true })).toEqual([]);
  expect(missing({ licenseTypes: 2, connect: false })).toEqual([]);
  expect(missing({ licenseTypes: 2, connect: true })).toEqual(["license_type"]);
  expect(missing({ licenseTypes: 0, connect: true })).toEqual(["license_type"]);
});

test("T2 tells a file that has lost the quotes of headers 21 to 23 just that", () => {
  const lost =
    "Find Me, Follow Me Ringing order (Optional),Find Me, Follow Me Phone Number,Find Me,Follow Me Timeout".split(",");
  const problems = problemsOf(lost);
  expect(problems.map((problem) => problem.field)).toEqual(["fmfm_order", "fmfm_phones", "fmfm_timeout"]);
  expect(problems[0]).toMatchObject({
    code: "header_unknown",
    column: "Follow Me Ringing order (Optional)",
    suggestion: '"Find Me, Follow Me Ringing order (Optional)"',
  });
  for (const problem of problems) expect(said(problem)).toContain("lost its quotation marks");
});

test("T3 passes over a column headed Import Error, however often, and over blank headers", () => {
  const passedOver = ["Import Error", "", "\u00A0", "IMPORT  ERROR (x)"];
  const headings = read([...MANDATORY, ...passedOver]);
  expect(problemsOf(passedOver)).toEqual([]);
  expect([...headings.ignored]).toEqual([3, 6]);
  expect(headings.titled.has(4)).toBe(false);
  expect(headings.titled.has(5)).toBe(false);
});

test("T2 comes to the end of a million headers, and tells a hundred", () => {
  const problems = problemsOf(Array.from({ length: 1_000_000 }, (_, at) => `Voicemail ${at}`));
  expect(problems).toHaveLength(100);
});
