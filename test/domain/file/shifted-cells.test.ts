import { expect, test } from "vitest";
import { readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten } from "../../../src/domain/file/reading-options.ts";
import { said } from "../../support/english.ts";

const TOP = "Display Name,Email Address,Department,Job Title";
const GOOD = "Ann Lee,ann@x.example,Sales,Clerk";
const NO_WARD = "Ann Lee,ann@x.example,,Clerk";
const many = (row: string, count: number) => Array.from({ length: count }, () => row);

function read(lines: readonly string[]) {
  return readFile(new TextEncoder().encode(lines.join("\n")), { ...asWritten, licenseTypes: 1, connect: true });
}

function askedRows(lines: readonly string[]) {
  const reading = read(lines);
  if (!reading.ok) return reading.problems.map(({ code, row }) => [code, row]);
  const [question] = reading.file.questions;
  return question?.code === "cells_shifted" ? question.params.rows.map(({ row }) => row) : [];
}

test.each<[string, readonly string[], readonly number[]]>([
  [
    "a separator in a value, above a blank last cell",
    [TOP, GOOD, GOOD, "Jane Roe,jane@x.example,Ward 3, East Wing,"],
    [4],
  ],
  ["a separator behind the last cell of one row", [TOP, `${GOOD},`, GOOD, GOOD], [2]],
  ["the same in the only row", [TOP, `${GOOD},`], [2]],
  ["rows of several lengths beyond the header", [TOP, `${GOOD},`, `${GOOD},,`, GOOD], [2, 3, 4]],
  ["one row that is shorter than all others", [TOP, ...many(GOOD, 5), "Jane Roe,jane@x.example,Clerk"], [7]],
  ["two rows of which either may be right", [TOP, GOOD, `${GOOD},`], [2, 3]],
  ["one of two rows", [TOP, GOOD, "Jane Roe,jane@x.example,Clerk"], [3]],
  ["two rows of forty", [TOP, ...many("A,b@x.example", 2), ...many(GOOD, 38)], [2, 3]],
  ["a cell less in the only row", [TOP, "Jane Roe,jane@x.example,Clerk"], [2]],
  ["a row that was cut in two", [TOP, ...many(GOOD, 3), "Bo,bo@x.example", "desk,bo@y.example"], [5, 6]],
  [
    "a blank header that the rows do not have",
    ["Display Name,Email Address,,Department,Job Title", NO_WARD, NO_WARD],
    [2, 3],
  ],
  [
    "an unknown header above no value, which rows do not have",
    ["Display Name,Email Address,DepartmentJob Title,Last Name", "A,a@x.example,,Clerk,", "B,b@x.example,,Clerk,"],
    [2, 3],
  ],
])("F6 asks for %s", (_, lines, rows) => {
  expect(askedRows(lines)).toEqual(rows);
});

test.each<[string, readonly string[]]>([
  ["rows that are as long as the header", [TOP, GOOD, "Jane Roe,jane@x.example,,", ",,,"]],
  ["blank cells where the header row has blank cells, too", [`${TOP},,`, `${GOOD},`, `${GOOD},`]],
  ["a separator behind each of several rows", [TOP, `${GOOD},`, `${GOOD},`]],
  [
    "several rows that are shorter, some more, some less",
    [TOP, GOOD, "A,b@x.example", "B,c@x.example", "C,d@x.example,x"],
  ],
  ["three short rows of forty", [TOP, ...many("A,b@x.example", 3), ...many(GOOD, 37)]],
  ["an only row that is much shorter", [TOP, "Jane Roe,jane@x.example"]],
  ["rows that are all shorter", [TOP, ...many("A,b@x.example,Sales", 3)]],
  ["separators in quotes", [TOP, GOOD, 'Jane Roe,jane@x.example,"Ward 3, East Wing",']],
  ["a blank row, however short", [TOP, GOOD, ",", "", GOOD]],
  ["a blank header above blank cells", ["Display Name,,Email Address", "A,,b@x.example", "C,,d@x.example"]],
  ["an unknown header above no value", ["Display Name,Email Address,Shoe size", "A,a@x.example,", "B,b@x.example,"]],
])("F6 does not ask for %s", (_, lines) => {
  expect(askedRows(lines)).toEqual([]);
});

test("Q2 shows what each field of a moved row would get, and never a PIN", () => {
  const reading = read([
    "Display Name,Email Address,Voicemail PIN,Department,Job Title",
    "Jo,jo@x.example,2580,Ward 3, East,",
  ]);
  expect(reading.ok && reading.file.questions).toEqual([
    {
      code: "cells_shifted",
      params: {
        rows: [
          { row: 2, values: { display_name: "Jo", email: "jo@x.example", department: "Ward 3", job_title: "East" } },
        ],
      },
    },
  ]);
});

test.each([['"Jane Roe,jane@x.example,Sales,Clerk"'], ['"Jane Roe,jane@x.example,""Ward 3, East"",Clerk",,,']])(
  "F6 says that a row stands whole in its first cell: %s",
  (row) => {
    expect(askedRows([TOP, GOOD, row])).toEqual([["malformed_csv", 3]]);
    const reading = read([TOP, GOOD, row]);
    expect(reading.ok ? "" : said(reading.problems[0])).toContain("Row 3 stands whole in its first cell");
  },
);

test.each([
  '"Roe, Jane",jane@x.example,,',
  '"Roe, Jane",,,',
  '"Roe, Jane"',
  '"Ward 3, East, near the desk",b@x.example',
])("F6 does not take a value with separators for a row: %s", (row) => {
  expect(askedRows([TOP, GOOD, row])).not.toContainEqual(["malformed_csv", 3]);
});

test.each(["\u001A", "\r\n\u001A", "\u001A\r\n", "\n\u001A\n\n", "\n\u001A\u001A\u001A"])(
  "F7 skips a final 0x1A: %j",
  (end) => {
    const reading = read([TOP, `${GOOD}${end}`]);
    expect(reading.ok && reading.file.rows.map(({ row, cells }) => [row, cells.job_title])).toEqual([[2, "Clerk"]]);
  },
);
