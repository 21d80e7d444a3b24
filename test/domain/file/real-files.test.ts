import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten } from "../../../src/domain/file/reading-options.ts";
import { said } from "../../support/english.ts";
import { readAndCheck } from "../../support/files/read-anything.ts";

/** What LibreOffice makes of scripts/fixtures/people.csv; see test/fixtures/README.md. */
const fixture = (name: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, `../../fixtures/libreoffice-${name}.csv`)));

function read(name: string, encoding: string | null = null) {
  return readFile(fixture(name), { ...asWritten, encoding, licenseTypes: 2, connect: true });
}

const people = [
  {
    display_name: "Zoë Müller",
    email: "zoe.mueller@example.com",
    license_type: "Pro",
    primary_phone: "+14155550101",
    additional_phones: "+14155550102;+14155550103",
    extension: "1001",
    location: "Headquarters",
    job_title: "Engineer, senior",
    time_zone: "UTC-05:00",
    voicemail_pin: "0042",
    fmfm_order: "Sequentially",
    fmfm_phones: "+14155550104",
  },
  {
    display_name: 'Ana "Nita" Peña',
    email: "ana@example.com",
    license_type: "Basic",
    primary_phone: "14155550105",
    extension: "1002",
    location: "Berlin",
    job_title: "Lead of two lines",
    time_zone: "UTC+5:30",
    voicemail_pin: "2580",
  },
  {
    display_name: "O'Brien; Pat",
    email: "pat@example.com",
    license_type: "Pro",
    primary_phone: "+1 (415) 555-0106",
    extension: "1003",
    job_title: '5" displays',
    time_zone: "(UTC+01:00) Amsterdam",
    voicemail_pin: "13579",
    fmfm_order: "Simultaneously",
    fmfm_phones: "+14155550107;+14155550108",
  },
];

test.each([
  ["comma", ",", "utf-8"],
  ["semicolon", ";", "utf-8"],
  ["semicolon-quoted", ";", "utf-8"],
  ["tab-utf16", "\t", "utf-16le"],
  ["semicolon-windows-1252", ";", "windows-1252"],
])("F4 F5 LibreOffice's file %s reads as what was typed", (name, delimiter, encoding) => {
  const reading = read(name);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const { file } = reading;
  expect([file.delimiter, file.encoding]).toEqual([delimiter, encoding]);
  expect(file.rows.map(({ cells }) => cells)).toEqual(people);
  expect(file.rows.map(({ row }) => row)).toEqual([2, 3, 4]);
  const [question] = file.questions;
  const likeliest = question?.code === "encoding_guessed" ? question.params.encodings[0] : null;
  const values = ["Zoë Müller", 'Ana "Nita" Peña'];
  expect(likeliest).toEqual(encoding === "windows-1252" ? { encoding, values } : null);
});

test("spec 4 LibreOffice's files have no error in them", () => {
  const outcome = readAndCheck(fixture("semicolon-windows-1252"));
  expect(outcome).toMatchObject({ ok: true, checked: { report: { errors: [], blockers: [] } } });
});

test.each([
  ["xlsx-called", "an Excel workbook (XLSX)"],
  ["ods-called", "an OpenDocument spreadsheet (ODS)"],
  ["xls-called", "an Excel workbook (XLS)"],
  ["html-called", "a web page (HTML)"],
])("F3 what LibreOffice saves as %s.csv is refused by what it is", (name, found) => {
  const reading = read(name);
  expect(reading).toMatchObject({ ok: false, problems: [{ code: "unsupported_file_type" }] });
  expect(reading.ok || said(reading.problems[0])).toContain(`This is ${found}, not CSV`);
});

test("spec 4 where a spreadsheet has taken texts for numbers, what it changed is told or read all the same", () => {
  const outcome = readAndCheck(fixture("numbers-rewritten"));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  // The numbers have lost their plus, which V1 does not mind, and one PIN its zeros, which nobody can know.
  expect(outcome.file.rows.map(({ cells }) => cells.primary_phone)).toEqual([
    "14155550101",
    "14155550105",
    "+1 (415) 555-0106",
  ]);
  const { errors } = outcome.checked.report;
  expect(errors.map(({ row, field, code }) => [row, field, code])).toEqual([[2, "voicemail_pin", "invalid_pin"]]);
  expect(said(errors[0])).toContain("leading zeros");
});
