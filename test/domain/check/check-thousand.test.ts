import { expect, test } from "vitest";
import { checkRows } from "../../../src/domain/check/check.ts";
import { type Cells, columnKeys } from "../../../src/domain/columns.ts";
import { makeFacts, makeHeld } from "../../support/files/facts.ts";
import { fullRow } from "../../support/files/full-row.ts";

const ROWS = 1_000;

/** A full row whose caller ID is its own number, so that there is nothing to warn of. */
function ownRow(at: number): Cells {
  const row = fullRow(at);
  return { ...row, license_type: "Pro", location: "Headquarters", caller_id: row.primary_phone ?? "" };
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
  const rows = Array.from({ length: ROWS }, (_, at) => ({ row: at + 2, cells: ownRow(at) }));
  const parked = rows.flatMap(({ cells }) => `${cells.primary_phone};${cells.additional_phones}`.split(";"));
  const report = reportOf(rows, parked);
  expect(report).toEqual({ errors: [], warnings: [], notices: [], questions: [], blockers: [] });
});

test("checks 1,000 rows with an error in every cell and finds them all", () => {
  const rows = Array.from({ length: ROWS }, (_, at) => ({ row: at + 2, cells: brokenRow(at) }));
  const report = reportOf(rows, []);
  expect(report.errors.length).toBeGreaterThanOrEqual(ROWS * (columnKeys.length - 1));
});

test("checks 1,000 rows that all have the same values and names each of them", () => {
  const additional = Array.from({ length: 20 }, (_, at) => `+14155561${100 + at}`).join(";");
  const cells = { ...ownRow(1), additional_phones: additional };
  const report = reportOf(
    Array.from({ length: ROWS }, (_, at) => ({ row: at + 2, cells })),
    [],
  );
  expect(report.errors.filter(({ code }) => code === "duplicate_in_file")).toHaveLength(6 * ROWS);
});

test("checks 1,000 rows that each misspell one of 1,000 locations", () => {
  const facts = makeFacts({
    locations: Array.from({ length: 1_000 }, (_, at) => `Regional sales office number ${at}`),
  });
  const rows = Array.from({ length: ROWS }, (_, at) => {
    return { row: at + 2, cells: { ...ownRow(at), location: `Regionel sales ofice nummber ${at}` } };
  });
  const report = reportOf(rows, [], facts);
  expect(report.errors).toHaveLength(ROWS);
});
