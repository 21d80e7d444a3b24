import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cleanCell } from "../../../src/domain/cells/text.ts";
import { readRows } from "../../../src/domain/file/csv.ts";
import { readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten } from "../../../src/domain/file/reading-options.ts";

/** Max Ogden's suite, from npm. Of location_coordinates the JSON is of another file: another telephone number. */
const suite = join(import.meta.dirname, "../../../node_modules/csv-spectrum");
const names = readdirSync(join(suite, "csvs"))
  .map((name) => name.replace(".csv", ""))
  .filter((name) => name !== "location_coordinates");

const csvOf = (name: string) => readFileSync(join(suite, "csvs", `${name}.csv`), "utf8");
const recordsOf = (name: string): Record<string, string>[] =>
  JSON.parse(readFileSync(join(suite, "json", `${name}.json`), "utf8"));

test("F5 the suite has all its files", () => {
  expect(names).toHaveLength(11);
});

test.each(names)("F5 csv-spectrum's %s reads as its JSON says", (name) => {
  const [header = [], ...rows] = [...readRows(csvOf(name), ",")].map(({ cells }) => cells);
  const records = rows.map((cells) => Object.fromEntries(header.map((title, at) => [title, cells[at]])));
  expect(records).toEqual(recordsOf(name));
});

const titles = ["Display Name", "Email Address", "First Name", "Last Name", "Job Title"];

test.each(names)("F5 F9 csv-spectrum's %s reads so under the headers of the template, too", (name) => {
  const header = csvOf(name).split(/\r?\n/, 1)[0] ?? "";
  const ours = titles.slice(0, header.split(",").length).join(",");
  const bytes = new TextEncoder().encode(ours + csvOf(name).slice(header.length));
  const read = readFile(bytes, { ...asWritten, licenseTypes: 1, connect: true });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { rows, fields } = read.file;
  const values = recordsOf(name).map((record) => Object.values(record).map(cleanCell));
  expect(rows.map(({ cells }) => fields.map(({ key }) => cells[key] ?? ""))).toEqual(values);
});
