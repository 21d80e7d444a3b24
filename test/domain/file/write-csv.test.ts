import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanCell } from "../../../src/domain/cells/text.ts";
import { readRows } from "../../../src/domain/file/csv.ts";
import type { Delimiter } from "../../../src/domain/file/format.ts";
import { guardCell, writeCsv } from "../../../src/domain/file/write-csv.ts";
import { FORMULA, openedWith, separators } from "../../support/files/opened.ts";
import { rounds } from "../../support/rounds.ts";

/** Texts with the characters that matter here much more often than chance would have them. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(..."'''=+-@＝＋－＠\t\r\n\"\",;| 059a\u00A0\u200B\uFEFF\u0301\u0338é"),
      fc.string({ unit: "binary" }),
    ),
  )
  .map((parts) => parts.join(""));
const delimiter = fc.constantFrom<Delimiter>(",", ";", "\t");

const readBack = (csv: string, separator: Delimiter) =>
  [...readRows(csv.replace(/^\uFEFF/, ""), separator)].map((row) => row.cells);

/** Without any `'` before a cell, or behind what may be a separator. */
const withoutGuards = (cell: string) => cell.replace(/(^|[,;|\t\r\n])'+/g, "$1");

test("X2 begins with a byte order mark and ends every row with CRLF", () => {
  expect(
    writeCsv(
      [
        ["a", "b"],
        ["c", "d"],
      ],
      ";",
    ),
  ).toBe("\uFEFFa;b\r\nc;d\r\n");
});

test.each([
  ["=1+1", "'=1+1"],
  ["+14155550100", "'+14155550100"],
  ["-5", "'-5"],
  ["@home", "'@home"],
  ["\t=1", "'\t'=1"],
  ["\r=1", "'\r'=1"],
  ["'=1", "''=1"],
  ["''@", "'''@"],
  ["＝1+1", "'＝1+1"],
  ["＋1", "'＋1"],
  ["－1", "'－1"],
  ["＠home", "'＠home"],
  ["\n=1", "'\n'=1"],
  ["\u200B=1+1", "'\u200B=1+1"],
  ["\uFEFF\u200B+1", "'\uFEFF\u200B+1"],
  ["'\u200B-1", "''\u200B-1"],
  ["\u200BAnn", "\u200BAnn"],
  ["'\u200B5", "''\u200B5"],
  ["'5", "''5"],
  ["5", "5"],
  ["Ann", "Ann"],
  ["'Ann", "'Ann"],
  ["a=1", "a=1"],
  ["x;=1+1", "x;'=1+1"],
  ["x,=1+1", "x,'=1+1"],
  ["x|=1+1", "x|'=1+1"],
  ["x\t=1+1", "x\t'=1+1"],
  ["x\n=1+1", "x\n'=1+1"],
  ['x;"=1+1', `x;'"=1+1`],
  ["x;\u200B=1+1", "x;'\u200B=1+1"],
  ["x;'=1+1", "x;''=1+1"],
  ["x;＝1+1;@x", "x;'＝1+1;'@x"],
  ["+14155550100;+14155550101", "'+14155550100;'+14155550101"],
  ["x; =1+1", "x; =1+1"],
  ["x;'Ann", "x;'Ann"],
])("X4 writes the value %j as %j", (value, written) => {
  expect(guardCell(value)).toBe(written);
});

test("X2 writes a copied cell that is guarded already as it stands, and guards the others", () => {
  const copied = ["'=1", "'+1", "''-1", "'5", "=1", "Ann", "a;'=1;=2", "'=1;=2"].map((raw) => ({ copied: raw }));
  const written = ["'=1", "'+1", "''-1", "'5", "'=1", "Ann", "a;'=1;'=2", "'=1;'=2"];
  expect(readBack(writeCsv([copied], ","), ",")).toEqual([written]);
});

test("X4 nothing that it writes begins as a formula does, whatever the value", () => {
  fc.assert(
    fc.property(text, fc.boolean(), delimiter, (value, copied, separator) => {
      const cell = readBack(writeCsv([[copied ? { copied: value } : value, "x"]], separator), separator)[0]?.[0];
      expect(cell).not.toMatch(/^\p{Cf}*[=+\-@＝＋－＠\t\r\n]/u);
    }),
  );
});

test("X4 nothing that it writes becomes a formula where it is opened with another separator than its own", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.tuple(text, fc.boolean()), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
      delimiter,
      (rows, separator) => {
        const cells = rows.map((row) => row.map(([value, copied]) => (copied ? { copied: value } : value)));
        const csv = writeCsv(cells, separator);
        for (const other of separators) expect(openedWith(other, csv).filter((cell) => FORMULA.test(cell))).toEqual([]);
      },
    ),
    { numRuns: rounds(300, 3_000) },
  );
});

test("X4 a formula behind the separator of others would be found", () => {
  const plain = '\uFEFFa,"x;=1+1",b\r\n';
  expect(openedWith(";", plain)).toContain('=1+1",b');
  expect(openedWith(",", plain).filter((cell) => FORMULA.test(cell))).toEqual([]);
});

test("X4 reading what was written gives the same values, always", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
      delimiter,
      (raw, separator) => {
        const values = raw.map((row) => row.map(cleanCell));
        const read = readBack(writeCsv(values, separator), separator);
        expect(read.map((row) => row.map(cleanCell))).toEqual(values);
      },
    ),
    { numRuns: rounds(150, 500) },
  );
});

test("X2 a copied cell is exactly as it was, but for a guard, and means the same", () => {
  fc.assert(
    fc.property(text, text, delimiter, (one, other, separator) => {
      const [[first = "", second = ""] = []] = readBack(
        writeCsv([[{ copied: one }, { copied: other }]], separator),
        separator,
      );
      expect([first, second].map(withoutGuards)).toEqual([one, other].map(withoutGuards));
      expect([cleanCell(first), cleanCell(second)]).toEqual([cleanCell(one), cleanCell(other)]);
    }),
    { numRuns: rounds(150, 500) },
  );
});
