import { expect, test } from "vitest";
import { checkRows } from "../../src/domain/check.ts";
import { type Cells, columnKeys } from "../../src/domain/columns.ts";
import { makeFacts, makeHeld } from "../support/facts.ts";

const ROWS = 1_000;

/** A row with every cell filled and nothing wrong; `digits` has four. */
function fullRow(at: number): Cells {
  const digits = String(at).padStart(4, "0");
  return {
    display_name: `User ${at}`,
    email: `user${at}@example.com`,
    license_type: "Pro",
    primary_phone: `+1415555${digits}`,
    additional_phones: `+1415556${digits};+1415557${digits}`,
    extension: String(2000 + at),
    location: "Berlin",
    first_name: "Dana",
    last_name: "Miller",
    job_title: "Engineer",
    department: "R&D",
    time_zone: "(UTC-05:00) Eastern Time (US & Canada)",
    caller_id: `+1415555${digits}`,
    call_timeout: "30",
    voicemail_pin: String(250_000 + 7 * at),
    voicemail_operator: "2000",
    voicemail_autodelete_days: "30",
    voicemail_transcription: "YES",
    voicemail_emails: `a${at}@example.com;b${at}@example.com`,
    voicemail_sms: `+1415558${digits}`,
    fmfm_order: "Sequentially",
    fmfm_phones: `+1415559${digits};+1415655${digits}`,
    fmfm_timeout: "5",
  };
}

function brokenRow(at: number): Cells {
  return Object.fromEntries(
    columnKeys.map((key) => [key, key.endsWith("name") ? "x".repeat(300) : `#${key} ${at} ${"x".repeat(200)}`]),
  );
}

function reportOf(rows: readonly { row: number; cells: Cells }[], parked: readonly string[], facts = makeFacts()) {
  const held = makeHeld({ parked });
  return checkRows({ rows, columns: [], facts, held, options: { services: null }, runningImport: null }).report;
}

test("checks 1,000 rows with every cell filled and finds nothing", () => {
  const rows = Array.from({ length: ROWS }, (_, at) => ({ row: at + 2, cells: fullRow(at) }));
  const parked = rows.flatMap(({ cells }) => `${cells.primary_phone};${cells.additional_phones}`.split(";"));
  const report = reportOf(rows, parked);
  expect(report).toEqual({ errors: [], warnings: [], notices: [], blockers: [] });
});

test("checks 1,000 rows with an error in every cell and finds them all", () => {
  const rows = Array.from({ length: ROWS }, (_, at) => ({ row: at + 2, cells: brokenRow(at) }));
  const report = reportOf(rows, []);
  expect(report.errors.length).toBeGreaterThanOrEqual(ROWS * (columnKeys.length - 1));
});

test("checks 1,000 rows that all have the same values and names each of them", () => {
  const additional = Array.from({ length: 20 }, (_, at) => `+14155561${100 + at}`).join(";");
  const cells = { ...fullRow(1), additional_phones: additional };
  const report = reportOf(
    Array.from({ length: ROWS }, (_, at) => ({ row: at + 2, cells })),
    [],
  );
  expect(report.errors.filter(({ code }) => code === "duplicate_in_file")).toHaveLength(5 * ROWS);
});

test("checks 1,000 rows that each misspell one of 1,000 locations", () => {
  const facts = makeFacts({
    locations: Array.from({ length: 1_000 }, (_, at) => `Regional sales office number ${at}`),
  });
  const rows = Array.from({ length: ROWS }, (_, at) => {
    return { row: at + 2, cells: { ...fullRow(at), location: `Regionel sales ofice nummber ${at}` } };
  });
  const report = reportOf(rows, [], facts);
  expect(report.errors).toHaveLength(ROWS);
});
