import { expect, test } from "vitest";
import { readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten, type ReadingOptions } from "../../../src/domain/file/reading-options.ts";
import { said } from "../../support/english.ts";

const HEADER = "Display Name,Email Address";

function read(text: string, chosen: Partial<ReadingOptions> = {}) {
  const options = { ...asWritten, licenseTypes: 1, connect: true, ...chosen };
  const reading = readFile(new TextEncoder().encode(text), options);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const { columns, headerProblems, rows, notices } = reading.file;
  return {
    columns: columns.map(({ how, field, values }) => [how, field, values]),
    wrong: headerProblems.map(({ code, column }) => [code, column]),
    cells: rows.map(({ cells }) => cells),
    said: notices.map(said),
  };
}

test("T4 columns are read as they were assigned by hand, whatever their headers say", () => {
  const text = "Name,Email Address,Mail,Dept\nAnn,old@x.org,a@x.org,Care\n";
  const columns = [
    { index: 1, field: "display_name" },
    { index: 2, field: null },
    { index: 3, field: "email" },
    { index: 4, field: "department" },
  ] as const;
  const file = read(text, { columns });
  expect(file.wrong).toEqual([]);
  expect(file.cells).toEqual([{ display_name: "Ann", email: "a@x.org", department: "Care" }]);
  expect(file.columns).toEqual([
    ["assigned", "display_name", 1],
    ["assigned", null, 1],
    ["assigned", "email", 1],
    ["assigned", "department", 1],
  ]);
  expect(file.said).toEqual(["The column “Email Address” is not used; it has 1 value."]);
});

test.each(["Worker,Mail,Plan\nAnn,a@x.org,Pro\n", "Worker,Mail,Employee ID\nAnn,a@x.org,\n"])(
  "T2 a file of foreign headers alone is kept, its rows too, though unknown columns are not used: %j",
  (text) => {
    const file = read(text, { unknownColumns: "ignore" });
    expect(file.wrong.map(([code]) => code)).toContain("header_missing");
    expect(file.cells).toHaveLength(1);
    const byHand = [
      { index: 1, field: "display_name" },
      { index: 2, field: "email" },
    ] as const;
    const assigned = read(text, { unknownColumns: "ignore", columns: byHand });
    expect([assigned.wrong, assigned.cells]).toEqual([[], [{ display_name: "Ann", email: "a@x.org" }]]);
  },
);

test("T4 what the account remembers is used, with a notice, unless the file has that column already", () => {
  const remembered = [
    { header: "dept", field: "department" },
    { header: "floor", field: null },
  ] as const;
  const file = read(`${HEADER},Dept (old),Floor\nAnn,a@x.org,Care,3\n`, { remembered });
  expect(file.wrong).toEqual([]);
  expect(file.cells).toEqual([{ display_name: "Ann", email: "a@x.org", department: "Care" }]);
  expect(file.said).toEqual([
    "The column “Floor” is not used; it has 1 value.",
    "As in an earlier file: “Dept (old)” is read as “Department”, “Floor” is not used.",
  ]);
  const both = read(`${HEADER},Dept,Department\nAnn,a@x.org,Care,Help\n`, { remembered });
  expect([both.wrong, both.cells[0]?.department]).toEqual([[["header_unknown", "Dept"]], "Help"]);
});

test("T4 unknown columns are not used where that is asked for; one that is there twice still is an error", () => {
  const file = read(`${HEADER},Floor,\nAnn,a@x.org,3,4\n`, { unknownColumns: "ignore" });
  expect([file.wrong, file.said]).toEqual([
    [],
    ["The column “Floor” is not used; it has 1 value.", "Column D is not used; it has 1 value."],
  ]);
  const twice = read(`${HEADER},Email Address\nAnn,a@x.org,b@x.org\n`, { unknownColumns: "ignore" });
  expect(twice.wrong).toEqual([["header_duplicate", "Email Address"]]);
});

test("T3 a column without a value does no harm, and the vendor's two more are passed over", () => {
  const file = read(`${HEADER},Nickname,Email Address,Cloud Extension,SIP Tie Trunk Name\nAnn,a@x.org,,,4711,\n`);
  expect([file.wrong, file.said]).toEqual([[], ["The column “Cloud Extension” is not used; it has 1 value."]]);
  expect(file.columns.slice(2).map(([how]) => how)).toEqual(["ignored", "ignored", "ignored", "ignored"]);
});

test("T4 a row that has values in columns that are not used only is blank, until one of them is assigned", () => {
  const text = `${HEADER},Floor\nAnn,a@x.org,3\n,,4\n`;
  expect(read(text, { columns: [{ index: 3, field: null }] }).cells).toHaveLength(1);
  expect(read(text, { columns: [{ index: 3, field: "department" }] }).cells).toHaveLength(2);
});

/** What each column is suggested as where one is, and what the errors say. */
function suggestedIn(text: string, chosen: Partial<ReadingOptions> = {}) {
  const reading = readFile(new TextEncoder().encode(text), { ...asWritten, licenseTypes: 1, connect: true, ...chosen });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const { columns, headerProblems } = reading.file;
  return {
    columns: columns.flatMap(({ suggestion }) => suggestion ?? []),
    errors: headerProblems.map(({ suggestion }) => suggestion),
  };
}

test("T5 the error and the column suggest the same, and a column that is not used takes nothing away from another", () => {
  const primary = { columns: ["primary_phone"], errors: ["Primary Phone Number (Optional)"] };
  const header = `${HEADER},Phone,Mobile`;
  expect(suggestedIn(`${header}\nAnn,a@x.org,,+14155550100\n`)).toEqual(primary);
  const byHand = { columns: [{ index: 3, field: null }] };
  expect(suggestedIn(`${header}\nAnn,a@x.org,1,+14155550100\n`, byHand)).toEqual(primary);
  const remembered = { remembered: [{ header: "phone", field: null }] };
  expect(suggestedIn(`${header}\nAnn,a@x.org,1,+14155550100\n`, remembered)).toEqual(primary);
});

test("T2 an unknown header behind a hundred others is told as long as it is the one that holds values", () => {
  const blank = Array.from({ length: 120 }, (_, at) => `Unused ${at}`);
  const file = read(`${[HEADER, ...blank, "Floor"].join()}\n${["Ann,a@x.org", ...blank.map(() => ""), "3"].join()}\n`);
  expect(file.wrong).toEqual([["header_unknown", "Floor"]]);
});
