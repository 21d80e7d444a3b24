import fc from "fast-check";
import { expect, test } from "vitest";
import { areMarked, readValue } from "../../../src/domain/cells/value/read-value.ts";
import { type Cells, type ColumnKey, columnKeys, columnOf } from "../../../src/domain/columns.ts";
import { guardRow } from "../../../src/domain/file/guard-row.ts";
import { readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten } from "../../../src/domain/file/reading-options.ts";
import { writeCsv } from "../../../src/domain/file/write-csv.ts";
import { writeNotCreated } from "../../../src/domain/import/not-created-csv.ts";
import { testColumn } from "../../support/files/edges.ts";
import { rounds } from "../../support/rounds.ts";

/** F9: a `'` in front, and `="…"` around, are a spreadsheet's; but names keep their own. */
testColumn("last_name", [
  ["a name of its own F9", "'t Hart", "'t Hart"],
  ["a name of its own F9", "'s-Gravenhage", "'s-Gravenhage"],
  ["a name of its own F9", "'Abd al-Rahman", "'Abd al-Rahman"],
  ["a typographic apostrophe F9", "’t Hart", "’t Hart"],
  ["two F9", "''t Hart", "''t Hart"],
  ["a formula around F9", '="Roe"', "Roe"],
  ["a formula around a name of its own F9", `="'t Hart"`, "'t Hart"],
  ["a formula around, with quotes F9", '="Roe ""Jr."""', 'Roe "Jr."'],
  ["a formula that does more F9", '=A1&"x"', '=A1&"x"'],
  ["quotes alone F9", '"Roe"', '"Roe"'],
]);
testColumn("job_title", [
  ["a guard F9", "'=Head", "=Head"],
  ["a guard before a full-width sign F9", "'＝Head", "＝Head"],
  ["a text mark before a digit F9", "'3D artist", "3D artist"],
  ["a text mark before a letter, alone in its row F9", "'Nurse", "'Nurse"],
]);
testColumn("email", [
  ["a text mark F9", "'jane@acme.example", "jane@acme.example"],
  ["a formula around F9", '="jane@acme.example"', "jane@acme.example"],
  ["a guard before a formula F9", `'="jane@acme.example"`, "jane@acme.example"],
  ["an apostrophe inside F9", "o'brien@acme.example", "o'brien@acme.example"],
]);
testColumn("extension", [
  ["a text mark F9", "'4009", "4009"],
  ["a formula around F9", '="4009"', "4009"],
]);
testColumn("voicemail_transcription", [["a text mark F9", "'YES", true]]);

const header = "Display Name,Email Address,Subscription License Type,Job Title,Last Name,Primary Phone Number";

function rowOf(line: string): Cells {
  const bytes = new TextEncoder().encode(`${header}\n${line}`);
  const reading = readFile(bytes, { ...asWritten, licenseTypes: 2, connect: true });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.file.rows[0]?.cells ?? {};
}

test.each([
  ["'Jane Roe,'jane@acme.example,'Pro,'Nurse,'Roe,'+14155550123", "Jane Roe", "Nurse", "Roe"],
  ["'Jane Roe,'jane@acme.example,'Pro,Nurse,'Roe,", "Jane Roe", "Nurse", "Roe"],
  ["'Jan 't Hart,'jane@acme.example,'Pro,,''t Hart,", "Jan 't Hart", undefined, "'t Hart"],
])("F9 takes the mark off names where most of a row is marked: %s", (line, name, title, last) => {
  expect(rowOf(line)).toMatchObject({ display_name: name, email: "jane@acme.example", license_type: "Pro" });
  expect([rowOf(line).job_title, rowOf(line).last_name]).toEqual([title, last]);
});

test.each([
  ["'t Hart,jane@acme.example,Pro,,'t Hart,", "'t Hart", "'t Hart"],
  ["'Ali 'Abd,ali@acme.example,,'Amid,'Abd,", "'Ali 'Abd", "'Abd"],
  ["'t Hart,jane@acme.example,Pro,'s Avonds,'t Hart,'+14155550123", "'t Hart", "'t Hart"],
  ["'t Hart,'jane@acme.example,Pro,Nurse,Hart,+14155550123", "'t Hart", "Hart"],
])("F9 leaves names their own apostrophe in every other row: %s", (line, name, last) => {
  expect([rowOf(line).display_name, rowOf(line).last_name]).toEqual([name, last]);
});

/** Texts of the signs that matter here. */
const text = fc
  .array(fc.constantFrom(..."'''=+-@＝＋ \t\r\n\"\",;059at４\u00A0\u200B\u0301é", '="', "'t "), { maxLength: 6 })
  .map((parts) => parts.join(""));
const names = columnKeys.map((key) => columnOf(key).name);
const row = fc
  .array(fc.oneof(text, fc.constant(""), fc.constant("'x")), { minLength: names.length, maxLength: names.length })
  .map((cells) => ["x", ...cells.slice(1)]);

function valuesIn(csv: string): readonly (readonly string[])[] {
  const reading = readFile(new TextEncoder().encode(csv), { ...asWritten, licenseTypes: 2, connect: true });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.file.rows.map(({ cells }) => columnKeys.map((key) => cells[key] ?? ""));
}

function valuesOf(raw: readonly string[]): readonly string[] {
  const cells = columnKeys.map((key, at) => ({ key, raw: raw[at] ?? "" }));
  return cells.map((cell) => readValue(cell.raw, cell.key, areMarked(cells)));
}

test("X4 F9 what is written of values is read as these values, in every column and in marked rows", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (raw) => {
      const values = raw.map(valuesOf);
      expect(valuesIn(writeCsv([names, ...values.map((cells) => guardRow(cells, columnKeys))], ","))).toEqual(values);
      for (const cells of values)
        expect(guardRow(cells, columnKeys).map(({ written }) => written)).not.toContainEqual(
          expect.stringMatching(/^[=+\-@＝＋－＠\t\r\n]/),
        );
    }),
    { numRuns: rounds(120, 400) },
  );
});

test("X2 F9 what is copied from a file is read as it was, and the corrections among it as they are", () => {
  const correction = fc.tuple(fc.constantFrom<ColumnKey>(...columnKeys.slice(1)), text);
  fc.assert(
    fc.property(row, fc.array(correction, { maxLength: 5 }), fc.boolean(), (raw, corrected, errors) => {
      const texts = corrected.map(([key, typed]) => [key, readValue(typed, key)] as const);
      const corrections: Cells = Object.fromEntries(texts);
      const layout = {
        headings: names,
        fields: columnKeys.map((key, index) => ({ key, index })),
        delimiter: ",",
      } as const;
      const csv = writeNotCreated(layout, [{ raw, corrections, reason: "'why" }], errors);
      const wanted = valuesOf(raw).map((value, at) => corrections[columnKeys[at] ?? "email"] ?? value);
      expect(valuesIn(csv)).toEqual([wanted]);
    }),
    { numRuns: rounds(180, 600) },
  );
});
