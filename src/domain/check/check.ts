import type { AccountFacts } from "../account/account.ts";
import { readRow } from "../cells/read-row.ts";
import { type RowContext, rowContext } from "../cells/row-context.ts";
import { columnKeys, columnOf, headerOf } from "../columns.ts";
import { type Service, services, type WantedUser } from "../user/user.ts";
import { findBlockers } from "./blockers.ts";
import type { CheckInput } from "./check-input.ts";
import { findConflicts } from "./conflicts.ts";
import { findDuplicates } from "./duplicates.ts";
import { findNumbersElsewhere } from "./elsewhere.ts";
import {
  type ErrorFinding,
  type Headers,
  type RowToCheck,
  reportErrors,
  reportWarnings,
  type WarningFinding,
} from "./findings.ts";
import { type Foresight, foresee } from "./foresight.ts";
import { findNotices, foreseenNumbers } from "./notices.ts";
import { findRepeatedHeaders } from "./repeated-header.ts";
import type { Problem, Report } from "./report.ts";
import { findDanglingSettings } from "./warnings.ts";

export type CheckedRow = {
  readonly row: number;
  /** Null when the row has errors. */
  readonly wanted: WantedUser | null;
  readonly pin: string | null;
  readonly willFail: boolean;
};

export type Checked = {
  readonly report: Report;
  readonly rows: readonly CheckedRow[];
  /** The ones that the import would run with. */
  readonly services: readonly Service[];
};

/** Checks rows against the account and finds every problem in one pass, in the order of rows and of columns (spec 4). */
export function checkRows(input: CheckInput): Checked {
  const { facts, held, options } = input;
  const selected = servicesOf(options.services, facts);
  const context = rowContext(facts, selected, (e164) => held.numbers.has(e164), options.kept);
  const headers = headersOf(input);
  const repeats = findRepeatedHeaders(input.rows, headers);
  const rows = input.rows
    .filter(({ row }) => !repeats.has(row))
    .map(({ row, cells }) => ({ row, cells, read: readRow(cells, context) }));
  const errors = findErrors(rows);
  const { warnings, numbers } = findWarnings(rows, input, context);
  const report = {
    errors: [...repeats.values(), ...reportErrors(errors, rows, headers)].toSorted(byRow),
    warnings: reportWarnings(warnings, rows, headers),
    notices: [...findNotices(input, headers, context.voice), ...foreseenNumbers(rows, numbers)],
    questions: [],
    blockers: findBlockers(input, rows),
  };
  return {
    report,
    rows: [...noUsers(repeats), ...settleRows(rows, errors, warnings)].toSorted(byRow),
    services: selected,
  };
}

/** The sort is stable: the problems of a row stay in their order. */
function byRow(one: { readonly row: number | null }, other: { readonly row: number | null }): number {
  return (one.row ?? 0) - (other.row ?? 0);
}

function noUsers(repeats: ReadonlyMap<number, Problem>): readonly CheckedRow[] {
  return Array.from(repeats.keys(), (row) => ({ row, wanted: null, pin: null, willFail: false }));
}

/** The services that users get: those that are named, otherwise those that are installed (B3). */
export function servicesOf(named: readonly Service[] | null, { account }: AccountFacts): readonly Service[] {
  return services.filter((service) => (named ?? account.services).includes(service));
}

function headersOf({ columns, facts }: CheckInput): Headers {
  const types = facts.subscriptions.length;
  const given = columns.map(({ key, header }) => [key, header] as const);
  return new Map([...columnKeys.map((key) => [key, headerOf(columnOf(key), types)] as const), ...given]);
}

function findErrors(rows: readonly RowToCheck[]): readonly ErrorFinding[] {
  const inCells = rows.flatMap(({ read }, at) => read.problems.map((problem) => ({ at, ...problem })));
  return [...inCells, ...findDuplicates(rows)];
}

function findWarnings(rows: readonly RowToCheck[], { facts, held }: CheckInput, context: RowContext): Foresight {
  const inCells = rows.flatMap(({ read }, at) => read.notes.map((note) => ({ at, ...note, will_fail: false })));
  const conflicts = findConflicts(rows, held);
  if (!context.voice) return { warnings: [...inCells, ...conflicts], numbers: new Map() };
  const failing = new Set(conflicts.map(({ at }) => at));
  const { warnings: unlucky, numbers } = foresee(rows, facts, held, failing);
  const dangling = findDanglingSettings(rows, held, context.reserved);
  const elsewhere = findNumbersElsewhere(rows, facts);
  return { warnings: [...inCells, ...conflicts, ...unlucky, ...dangling, ...elsewhere], numbers };
}

function settleRows(
  rows: readonly RowToCheck[],
  errors: readonly ErrorFinding[],
  warnings: readonly WarningFinding[],
): readonly CheckedRow[] {
  const faulty = new Set(errors.map(({ at }) => at));
  const failing = new Set(warnings.filter(({ will_fail }) => will_fail).map(({ at }) => at));
  return rows.map(({ row, read }, at) => {
    const isSound = !faulty.has(at);
    return { row, wanted: isSound ? read.wanted : null, pin: isSound ? read.pin : null, willFail: failing.has(at) };
  });
}
