import fc from "fast-check";
import { expect, test } from "vitest";
import { readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten } from "../../../src/domain/file/reading-options.ts";
import { type NotCreatedRow, writeNotCreated } from "../../../src/domain/import/not-created-csv.ts";

function open(csv: string) {
  const read = readFile(new TextEncoder().encode(csv), { ...asWritten, licenseTypes: 1, connect: true });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

const file = open(
  ["Email Address;Display Name;", 'ann@x.example;"Lee; Ann";', "  Bob@X.example ;'=Bob;", "cy@x.example;+Cy;"].join(
    "\r\n",
  ),
);
const left = (changes: Partial<NotCreatedRow> = {}): readonly NotCreatedRow[] =>
  file.rows.map(({ raw }) => ({ raw, corrections: {}, reason: "Taken.", ...changes }));

test("X2 gives the original columns in their order and separator, each cell exactly as it was, guarded", () => {
  expect(writeNotCreated(file, left(), false)).toBe(
    '\uFEFFEmail Address;Display Name;\r\nann@x.example;"Lee; Ann";\r\n"  Bob@X.example ";\'=Bob;\r\ncy@x.example;\'+Cy;\r\n',
  );
});

test("X3 one more column gives the reason, when it is asked for", () => {
  const lines = writeNotCreated(file, left(), true).split("\r\n");
  expect(lines[0]).toBe("\uFEFFEmail Address;Display Name;;Import Error");
  expect(lines[1]).toBe('ann@x.example;"Lee; Ann";;Taken.');
});

test("X2 a corrected cell holds the correction, also where that is blank", () => {
  const rows = left({ corrections: { email: "new@x.example", display_name: "" } });
  expect(writeNotCreated(file, rows, false).split("\r\n")[1]).toBe("new@x.example;;");
});

test("X2 a corrected column that the file lacks is added at the end, before the reasons; other rows leave it blank", () => {
  const [first, ...others] = left();
  const rows = [{ ...first!, corrections: { extension: "2041" } }, ...others];
  const lines = writeNotCreated(file, rows, true).split("\r\n");
  expect(lines[0]).toBe("\uFEFFEmail Address;Display Name;;Extension (Optional);Import Error");
  expect(lines[1]).toBe('ann@x.example;"Lee; Ann";;2041;Taken.');
  expect(lines[2]).toBe('"  Bob@X.example ";\'=Bob;;;Taken.');
});

test("X4 a correction that looks like a formula is guarded", () => {
  const csv = writeNotCreated(file, left({ corrections: { display_name: "=1+1" } }), false);
  expect(csv.split("\r\n")[1]).toBe("ann@x.example;'=1+1;");
});

test("X2 a row that was cut short in the file comes back whole", () => {
  const short = open("Email Address,Display Name,Department\nann@x.example");
  const rows = short.rows.map(({ raw }) => ({ raw, corrections: {}, reason: "" }));
  expect(writeNotCreated(short, rows, false)).toBe(
    "\uFEFFEmail Address,Display Name,Department\r\nann@x.example,,\r\n",
  );
});

test("X2 X4 what was exported reads as the same values again, with and without reasons", () => {
  const cell = fc.array(fc.constantFrom(..."'=+-@ ,;\"\n\ta1é")).map((parts) => parts.join(""));
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.constantFrom(",", ";", "\t"), fc.boolean(), (cells, separator, errors) => {
      const quoted = cells.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator));
      const heading = ["Email Address", "Display Name", "Job Title"].join(separator);
      const original = open([heading, ...quoted.map((row) => `${row}${separator}x`)].join("\r\n"));
      const kept = original.rows.map(({ raw }) => ({ raw, corrections: {}, reason: "=reason; of, it" }));
      const again = open(writeNotCreated(original, kept, errors));
      expect(again.rows.map((row) => row.cells)).toEqual(original.rows.map((row) => row.cells));
      expect(again.delimiter).toBe(separator);
    }),
  );
});
