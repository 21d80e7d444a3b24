import fc from "fast-check";
import { expect, test } from "vitest";
import { readValue } from "../../../src/domain/cells/value/read-value.ts";
import { columnKeys, columns } from "../../../src/domain/columns.ts";
import type { Delimiter } from "../../../src/domain/file/format.ts";
import { guardRow } from "../../../src/domain/file/guard-row.ts";
import { readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten } from "../../../src/domain/file/reading-options.ts";
import { writeCsv } from "../../../src/domain/file/write-csv.ts";
import { said } from "../../support/english.ts";
import { rounds } from "../../support/rounds.ts";

const options = { ...asWritten, licenseTypes: 1, connect: true } as const;
const HEADER = "Display Name,Email Address";
const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

const readBytes = (bytes: Uint8Array) => readFile(bytes, options);
const read = (text: string) => readBytes(new TextEncoder().encode(text));

function fileOf(text: string) {
  const reading = read(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.file;
}

function problemsOf(text: string) {
  const reading = read(text);
  return reading.ok ? reading.file.headerProblems : reading.problems;
}

const inTemplate = { how: "template", suggestion: null };
const codesOf = (text: string) => problemsOf(text).map(({ code, row }) => [code, row]);

test("F8 gives each row its number, its cells as they are and their values", () => {
  const file = fileOf(`\n ${HEADER} ,First Name\r\n\r\n" Ann ",'+ann@x.org\n,,\nBo\n`);
  expect(file).toEqual({
    encoding: "utf-8",
    delimiter: ",",
    headings: [" Display Name", "Email Address ", "First Name"],
    columns: [
      { ...inTemplate, index: 1, header: "Display Name", field: "display_name", values: 2 },
      { ...inTemplate, index: 2, header: "Email Address", field: "email", values: 1 },
      { ...inTemplate, index: 3, header: "First Name", field: "first_name", values: 0 },
    ],
    fields: [
      { index: 0, header: "Display Name", key: "display_name" },
      { index: 1, header: "Email Address", key: "email" },
      { index: 2, header: "First Name", key: "first_name" },
    ],
    rows: [
      { row: 4, raw: [" Ann ", "'+ann@x.org"], cells: { display_name: "Ann", email: "+ann@x.org" } },
      { row: 6, raw: ["Bo"], cells: { display_name: "Bo" } },
    ],
    headerProblems: [],
    questions: [{ code: "cells_shifted", params: { rows: [{ row: 6, values: { display_name: "Bo" } }] } }],
    notices: [],
  });
});

test.each<[string, Delimiter, string]>([
  ["commas", ",", "Display Name,Email Address,Job Title\nA;B;C;D;E,b,c"],
  ["semicolons", ";", "Display Name;Email Address;Job Title\nA,B,C,D,E;b;c"],
  ["tabs", "\t", "Display Name\tEmail Address\tJob Title\nA,B;C,D;E\tb\tc"],
  [
    "semicolons, with unquoted commas in headers",
    ";",
    "Find Me, Follow Me Timeout;Find Me, Follow Me Ringing order;Email Address;Display Name\n5;;b;A",
  ],
  ["semicolons, below rows of them", ";", ";;\n;;\nDisplay Name;Email Address\nA;b"],
  ["semicolons in quotes", ";", '"Display Name";"Email Address"\n"A";"b"'],
])("F5 tells %s by the header", (_, delimiter, text) => {
  expect(fileOf(text).delimiter).toBe(delimiter);
  expect(fileOf(text).rows).toHaveLength(1);
});

test.each([
  ["sep=;", ";"],
  ["SEP=,", ","],
  ["sep=\t", "\t"],
  ['"sep=;"', ";"],
  ["sep=;;;", ";"],
  ["\uFEFFsep=;", ";"],
  ["sep=|", ","],
])("F5 understands the first line %j, and does not count it as a row", (line, delimiter) => {
  const file = fileOf(`${line}\r\nDisplay Name${delimiter}Email Address\r\nAnn${delimiter}a@x.org`);
  expect(file.delimiter).toBe(delimiter);
  expect(file.rows.map((row) => row.row)).toEqual([2]);
});

test("F5 believes the header more than a sep= line", () => {
  expect(fileOf("sep=,\nDisplay Name;Email Address\nAnn;a").delimiter).toBe(";");
});

test.each([
  ["nothing", ""],
  ["a byte order mark", "\uFEFF"],
  ["blank rows", "\r\n ,,\n\u00A0\t\n"],
  ["blank rows with semicolons", ";;;\r\n\r\n;;;\r\n"],
  ["blank rows with tabs", "\t\t\n"],
  ["a sep= line", "sep=;\r\n"],
])("F7 calls a file with %s empty", (_, text) => {
  expect(codesOf(text)).toEqual([["file_empty", null]]);
});

test("F7 tells a file with a header only that it has no rows", () => {
  expect(codesOf(`${HEADER}\r\n,,\r\n`)).toEqual([["no_rows", null]]);
});

test("F2 says how many rows there are over 1,000, blank ones not counted", () => {
  const rows = (count: number) => `${HEADER}\n${"Ann,a@x.org\n\n".repeat(count)}`;
  expect(fileOf(rows(1000)).rows).toHaveLength(1000);
  expect(codesOf(rows(1234))).toEqual([["too_many_rows", null]]);
  expect(said(problemsOf(rows(1234))[0])).toContain("1,234");
});

test("F6 tells all rows that are malformed or have too many cells, and a shorter row means blank cells", () => {
  const text = `${HEADER},Extension\nA,b,,,\nB,b,1,2\nC\n"D"x,d\n"E",e,,,5,\n"F,f`;
  expect(codesOf(text)).toEqual([
    ["too_many_cells", 3],
    ["malformed_csv", 5],
    ["too_many_cells", 6],
    ["malformed_csv", 7],
  ]);
  expect(said(problemsOf(text)[2])).toContain("5 cells, but there are only 3 headers");
});

test("F6 says what is wrong with a header row that is malformed, and nothing else of it", () => {
  expect(codesOf('Display Name,"Email Address\nAnn,a@x.org\n')).toEqual([["malformed_csv", 1]]);
  expect(codesOf('Display Name,"Email" Address\nAnn,"a" b\n')).toEqual([
    ["malformed_csv", 1],
    ["malformed_csv", 2],
  ]);
});

test("F6 does not count rows that a quote has swallowed", () => {
  expect(codesOf(`${HEADER}\n${"Ann,a@x.org\n".repeat(1100)}"Bo,b\n${"Ann,a\n".repeat(500)}`)).toEqual([
    ["malformed_csv", 1102],
  ]);
});

test("T2 gives header_missing alone where no header is known", () => {
  expect(codesOf("Name?,Nick,Nick\nAnn,a,b,c,d\n")).toEqual([["header_missing", 1]]);
  expect(codesOf("\nAnn;a@x.org\n")).toEqual([["header_missing", 2]]);
  expect(codesOf("Import Error\nx\n")).toEqual([["header_missing", 1]]);
});

test.each([
  ["“|”", "Display Name|Email Address\nAnn|a@x.org\n"],
  ["one cell", '"Display Name;Email Address"\n"Ann;a@x.org"\n'],
  ["one cell", '"Display Name,""Find Me, Follow Me Timeout"""\n"Ann,5"\n'],
  ["straight ones", "“Display Name”,“Email Address”\n“Ann”,“a@x.org”\n"],
  ["straight ones", "'Display Name';'Email Address'\n'Ann';'a@x.org'\n"],
  ["“Display Name (Mandatory)” instead of “display_name”", "display_name;email\nAnn;a@x.org\n"],
  ["“Email Address (Mandatory)” instead of “email”", "name,email\nAnn,a@x.org\n"],
  ["Assign each column to one of the template, or put the header row of the template", "Ann,a@x.org\nBo,b@x.org\n"],
])("T2 says what hides the headers: %s", (words, text) => {
  expect(codesOf(text)).toEqual([["header_missing", 1]]);
  expect(said(problemsOf(text)[0])).toContain(words);
});

test("T2 says in plain words that rows stand above the header", () => {
  const [problem, ...others] = problemsOf(`"New users, June"\n\n${HEADER.replace(",", ";")}\nAnn;a@x.org\n`);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: "header_missing", row: 1, column: null });
  expect(said(problem)).toContain("The header row is row 3");
});

test("T2 tells of the header and of the rows in one pass, the header first", () => {
  expect(codesOf("Display Name,Emial Address\nAnn,a,b\n")).toEqual([
    ["header_unknown", 1],
    ["header_missing", 1],
    ["too_many_cells", 2],
  ]);
  expect(codesOf("Display Name,Display Name,Email Address\nAnn,Ann,a@x.org\nBo,,b@x.org,c\n")).toEqual([
    ["header_duplicate", 1],
    ["too_many_cells", 3],
  ]);
});

test("T3 ignores blank headers over blank cells, and tells of the first value below one", () => {
  expect(fileOf(`${HEADER},,\nAnn,a@x.org,\u00A0,\n`).rows).toHaveLength(1);
  const text = `Display Name,,Email Address,\nA,,a,\nB,,b,x\nC,y,c,z\n`;
  expect(codesOf(text)).toEqual([
    ["header_unknown", 1],
    ["header_unknown", 1],
  ]);
  const [column, other] = problemsOf(text).map(said);
  expect(column).toContain("Column B has no header, but a value in row 4");
  expect(other).toContain("Column D has no header, but a value in row 3");
});

test("T3 ignores the column Import Error, and a row with nothing else is blank", () => {
  const file = fileOf(`Import Error,${HEADER}\nno,Ann,a@x.org\nleft over,,\n`);
  expect(file.fields.map((column) => column.index)).toEqual([1, 2]);
  expect(file.rows.map((row) => [row.row, row.cells])).toEqual([[2, { display_name: "Ann", email: "a@x.org" }]]);
});

test("Q1 asks which encoding is meant, with the same five values as each reads them, never a PIN", () => {
  const rows = ["Zo\xEB", "\xC9va", "Zo\xEB", "Bob", "\xD6rs", "\xC5ke", "Ren\xE9e", "\xDCmit"].map(
    (name) => `${name},a@x.org,1\xE8`,
  );
  const reading = readBytes(latin1(`${HEADER},Voicemail PIN\n${rows.join("\n")}`));
  expect(reading.ok && reading.file.encoding).toBe("windows-1252");
  const [question] = reading.ok ? reading.file.questions : [];
  const encodings = question?.code === "encoding_guessed" ? question.params.encodings : [];
  expect(encodings[0]).toEqual({ encoding: "windows-1252", values: ["Zoë", "Éva", "Örs", "Åke", "Renée"] });
  expect(encodings.length).toBeGreaterThan(2);
  expect(new Set(encodings.map(({ values }) => values.join())).size).toBe(encodings.length);
  expect(reading.ok && reading.file.notices).toEqual([]);
});

test("Q1 does not ask where the encoding was named, and says which it was", () => {
  const reading = readFile(latin1(`${HEADER}\nZo\xEB,a@x.org`), { ...options, encoding: "windows-1252" });
  expect(reading.ok && reading.file.questions).toEqual([]);
  expect(reading.ok && reading.file.notices).toEqual([{ code: "encoding", params: { encoding: "windows-1252" } }]);
});

test("Q1 does not ask where no value depends on it", () => {
  const reading = readBytes(latin1(`${HEADER},Import Error\nZoe,a@x.org,\xE9`));
  expect(reading.ok && reading.file.questions).toEqual([]);
});

test("F3 and F4 refuse what is no text or is damaged before anything else", () => {
  expect(codesOf(`${HEADER}\n\0,a`)).toEqual([["unsupported_file_type", null]]);
  const damaged = readBytes(Uint8Array.from([...new TextEncoder().encode(`${HEADER}\nZoë,é\n`), 0xff]));
  expect(damaged).toMatchObject({ ok: false, problems: [{ code: "unreadable_encoding", row: 3 }] });
});

test("reads or refuses whatever bytes there are, and refuses never without a reason", () => {
  const header = fc.constantFrom<number[]>(
    [],
    [...latin1(`${HEADER}\n`)],
    [0xff, 0xfe],
    [0xfe, 0xff],
    [0xef, 0xbb, 0xbf],
  );
  const bytes = fc.array(fc.oneof(fc.constantFrom(...latin1("\",;\t\r\n' =sep()")), fc.integer({ min: 0, max: 255 })));
  fc.assert(
    fc.property(header, bytes, (top, rest) => {
      const reading = readBytes(Uint8Array.from([...top, ...rest]));
      expect(reading.ok ? reading.file.rows.length : reading.problems.length).toBeGreaterThan(0);
    }),
    { numRuns: rounds(500, 2_000) },
  );
});

test("X4 reading what was written gives the same values, column for column", () => {
  const names = columns.map((column) => column.name);
  // Control characters never get past the check of a row, and many of them are no text (F3).
  const words = fc.string({ unit: "binary" }).map((text) => text.replace(/\p{Cc}/gu, ""));
  const cell = fc.oneof(
    fc.constantFrom("'5", "=1", "'=1", "sep=;", 'a"b', "x;y,z\tq", "'", "'t", "''x", "＝1", '="x"', "４\u200B"),
    words,
  );
  const row = fc.array(cell, { minLength: names.length, maxLength: names.length });
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 5 }),
      fc.constantFrom<Delimiter>(",", ";", "\t"),
      (raw, delimiter) => {
        const values = raw.map((cells) => [
          "x",
          ...cells.slice(1).map((text, at) => readValue(text, columnKeys[at + 1] ?? "email")),
        ]);
        const file = fileOf(writeCsv([names, ...values.map((cells) => guardRow(cells, columnKeys))], delimiter));
        expect(file.rows.map(({ cells }) => file.fields.map(({ key }) => cells[key] ?? ""))).toEqual(values);
      },
    ),
  );
});

test("F1 reads two megabytes of the worst without giving up", () => {
  const top = `${HEADER}`;
  const hostile = [
    "\n".repeat(2_000_000),
    ";".repeat(2_000_000),
    `${top}${",".repeat(2_000_000)}\n`,
    `${top}${",".repeat(900_000)}\n${"a\n".repeat(500_000)}`,
    `${top}\n${'""x\n'.repeat(500_000)}`,
    `${top}\n${"a,b,c\n".repeat(300_000)}`,
    `${top}${",Import Error".repeat(70_000)}\n${"a\n".repeat(500_000)}`,
    `${top}\n"${'""'.repeat(900_000)}`,
    `${top}${",a".repeat(900_000)}`,
  ];
  for (const text of hostile) {
    expect(readBytes(new TextEncoder().encode(text))).toHaveProperty("ok");
  }
});
