import { expect, test } from "vitest";
import { checkRows } from "../../../src/domain/check/check.ts";
import { type ColumnKey, columnOf } from "../../../src/domain/columns.ts";
import { guardRow } from "../../../src/domain/file/guard-row.ts";
import { readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten } from "../../../src/domain/file/reading-options.ts";
import { writeCsv } from "../../../src/domain/file/write-csv.ts";
import { makeFacts, makeHeld } from "../../support/files/facts.ts";
import { type Person, peopleOfLanguages } from "../../support/files/people-of-languages.ts";

const keys: readonly ColumnKey[] = [
  ...(["display_name", "email", "license_type", "first_name", "last_name", "job_title", "department"] as const),
];

/** The cells of a person, as some program writes them. */
function cellsOf({ first, last, door }: Person, at: number): readonly string[] {
  return [`${first} ${last}`, `user${at}@acme.example`, "Pro", first, last, door, `${door} (${last})`];
}

/** Reads the people from a file and checks them: their values, and all that is said of them. */
function readPeople(people: readonly Person[], write: (text: string) => string) {
  const rows = people.map((person, at) => cellsOf(person, at).map(write));
  const csv = writeCsv([keys.map((key) => columnOf(key).name), ...rows.map((cells) => guardRow(cells, keys))], ",");
  const reading = readFile(new TextEncoder().encode(csv), { ...asWritten, licenseTypes: 2, connect: true });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const checked = checkRows({
    ...{ rows: reading.file.rows, columns: [], facts: makeFacts(), held: makeHeld() },
    ...{ options: { services: null }, runningImport: null },
  });
  const { errors, warnings } = checked.report;
  const told = [...errors, ...warnings].map(({ row, field, code, value }) => `${row} ${field} ${code} ${value}`);
  return { told, values: reading.file.rows.map(({ cells }) => keys.map((key) => cells[key] ?? "")), checked };
}

/** No file has more rows than 1,000 (F2). */
const halves = [peopleOfLanguages.slice(0, 625), peopleOfLanguages.slice(625)];
const forms = [
  ["as they are written", (text: string) => text],
  ["with marks apart from their letters", (text: string) => text.normalize("NFD")],
  ["in capital letters", (text: string) => text.toLocaleUpperCase("en")],
] as const;

test("the names are those of fifty languages, 1,250 people", () => {
  expect(peopleOfLanguages).toHaveLength(1_250);
  expect(new Set(peopleOfLanguages.map(({ language }) => language)).size).toBe(50);
});

test.each(forms)("F9 F10 no name of any language is refused, noted or changed but for NFC, %s", (_, write) => {
  for (const people of halves) {
    const { told, values, checked } = readPeople(people, write);
    expect(told).toEqual([]);
    const meant = people.map((person, at) => cellsOf(person, at).map((text) => write(text).normalize("NFC")));
    expect(values.map((cells) => cells.filter((_, at) => at !== 1 && at !== 2))).toEqual(
      meant.map((cells) => cells.filter((_, at) => at !== 1 && at !== 2)),
    );
    expect(checked.rows.map(({ wanted }) => wanted?.last_name)).toEqual(values.map((cells) => cells[4]));
  }
});
