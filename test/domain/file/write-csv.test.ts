import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanCell } from "../../../src/domain/cells/text.ts";
import { readRows } from "../../../src/domain/file/csv.ts";
import type { Delimiter } from "../../../src/domain/file/format.ts";
import { guardCell, writeCsv } from "../../../src/domain/file/write-csv.ts";
import { rounds } from "../../support/rounds.ts";

/** Texts with the characters that matter here much more often than chance would have them. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(..."'''=+-@＝＋－＠\t\r\n\"\",; 059a\u00A0\u200B\uFEFF\u0301\u0338é"),
      fc.string({ unit: "binary" }),
    ),
  )
  .map((parts) => parts.join(""));
const delimiter = fc.constantFrom<Delimiter>(",", ";", "\t");

const readBack = (csv: string, separator: Delimiter) =>
  [...readRows(csv.replace(/^\uFEFF/, ""), separator)].map((row) => row.cells);

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
  ["\t=1", "'\t=1"],
  ["\r=1", "'\r=1"],
  ["'=1", "''=1"],
  ["''@", "'''@"],
  ["＝1+1", "'＝1+1"],
  ["＋1", "'＋1"],
  ["－1", "'－1"],
  ["＠home", "'＠home"],
  ["\n=1", "'\n=1"],
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
])("X4 writes the value %j as %j", (value, written) => {
  expect(guardCell(value)).toBe(written);
});

test("X2 writes a copied cell that is guarded already as it stands, and guards the others", () => {
  const copied = ["'=1", "'+1", "''-1", "'5", "=1", "Ann"].map((raw) => ({ copied: raw }));
  expect(readBack(writeCsv([copied], ","), ",")).toEqual([["'=1", "'+1", "''-1", "'5", "'=1", "Ann"]]);
});

test("X4 nothing that it writes begins as a formula does, whatever the value", () => {
  fc.assert(
    fc.property(text, fc.boolean(), delimiter, (value, copied, separator) => {
      const cell = readBack(writeCsv([[copied ? { copied: value } : value, "x"]], separator), separator)[0]?.[0];
      expect(cell).not.toMatch(/^\p{Cf}*[=+\-@＝＋－＠\t\r\n]/u);
    }),
  );
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
      expect([one, `'${one}`]).toContain(first);
      expect([other, `'${other}`]).toContain(second);
      expect([cleanCell(first), cleanCell(second)]).toEqual([cleanCell(one), cleanCell(other)]);
    }),
    { numRuns: rounds(150, 500) },
  );
});
