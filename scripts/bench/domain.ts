import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import Papa from "papaparse";
import { checkRows } from "../../src/domain/check/check.ts";
import { listClaims } from "../../src/domain/check/claims.ts";
import { type Cells, columnKeys } from "../../src/domain/columns.ts";
import { type ReadFile, readFile } from "../../src/domain/file/read-file.ts";
import { asWritten } from "../../src/domain/file/reading-options.ts";
import { account, locations, subscriptions } from "../lib/inventory.mjs";
import { Problem, samples } from "../lib/paths.mjs";
import { compare, report, timed } from "./table.ts";

const options = { ...asWritten, licenseTypes: 2, connect: true } as const;

/**
 * Reading and checking a file in plain Node, against papaparse and libphonenumber alone over the same bytes; gives what they take
 * together (milliseconds).
 */
export async function benchDomain(runs: number): Promise<number> {
  const file = readFileSync(join(samples, "users-1000.csv"));
  const read = readFile(file, options);
  if (!read.ok) throw new Problem("users-1000.csv cannot be read.");
  const { rows, fields: columns } = read.file;
  const reading = report("read users-1000.csv", await timed(runs, () => readFile(file, options)));
  const checking = report("check users-1000.csv", await timed(runs, () => check({ rows, columns })));
  const floor = report("papaparse and libphonenumber alone", await timed(runs, () => bareReading(file)));
  compare("reading and checking, against these alone", reading + checking, floor);
  const broken = Array.from({ length: 1_000 }, (_, at) => ({ row: at + 2, cells: brokenCells(at), raw: [] }));
  report("check an error in every cell", await timed(runs, () => check({ rows: broken, columns: [] })));
  const worst = new TextEncoder().encode(`Display Name,Email Address\n${"a,b,c\n".repeat(340_000)}`);
  report("read 2 MB of the worst", await timed(runs, () => readFile(worst, options)));
  return reading + checking;
}

/** What nobody can do without: the cells of the file, and its numbers understood. */
function bareReading(file: Uint8Array): number {
  const config = { delimiter: ",", newline: "\r\n", skipEmptyLines: false } as const;
  const [headers = [], ...rows] = Papa.parse(new TextDecoder().decode(file), config).data;
  const phones = headers.flatMap((header, at) => (/phone|number/i.test(header) ? [at] : []));
  const texts = rows.flatMap((cells) => phones.flatMap((at) => (cells[at] ?? "").split(";")));
  return texts.filter((text) => parsePhoneNumberFromString(text, "US")?.isValid()).length;
}

/** Something else wrong in each of the 23 cells of each row. */
function brokenCells(at: number): Cells {
  const broken = (key: string) => (key.endsWith("name") ? "x".repeat(300) : `#${key} ${at} ${"x".repeat(200)}`);
  return Object.fromEntries(columnKeys.map((key) => [key, broken(key)]));
}

function check({ rows, columns }: { rows: ReadFile["rows"]; columns: ReadFile["fields"] }): unknown {
  const { numbers } = listClaims(rows);
  const held = {
    emails: new Set<string>(),
    externalIds: new Map<string, string>(),
    numbers: new Map(numbers.map((e164) => [e164, { user: null }])),
    parked: [],
    extensions: new Map(),
    freeExtensions: 8000,
  };
  const facts = {
    account: {
      ...account,
      silent_mode: false,
      retention_days: 30,
      time_zone: "UTC",
      require_factor: false,
      self_service: [],
    },
    locations: locations.map((one, at) => ({ ...one, id: one.name, main: at === 0 })),
    subscriptions: subscriptions.map((one) => ({ ...one, used: 0, available: one.total })),
  };
  return checkRows({ rows, columns, facts, held, options: { services: null }, runningImport: null });
}
