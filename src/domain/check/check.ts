import type { RowContext } from "../cells/row-context.ts";
import type { Service, WantedUser } from "../user/user.ts";
import { findBlockers } from "./blockers.ts";
import type { CheckInput } from "./check-input.ts";
import { existsAlready, findConflicts } from "./conflicts.ts";
import { contextOf, headersOf, servicesOf } from "./context.ts";
import { findDuplicates } from "./duplicates.ts";
import { findNumbersElsewhere } from "./elsewhere.ts";
import { type ErrorFinding, type RowRead, reportErrors, reportWarnings, type WarningFinding } from "./findings.ts";
import { type Foresight, foresee } from "./foresight.ts";
import { findNotices, foreseenNumbers } from "./notices.ts";
import { readRows } from "./readings.ts";
import { findRepeatedHeaders } from "./repeated-header.ts";
import type { Problem, Report } from "./report.ts";
import { findDanglingSettings } from "./warnings.ts";

export type CheckedRow = {
  readonly row: number;
  /** Null when the row has errors. */
  readonly wanted: WantedUser | null;
  readonly pin: string | null;
  readonly willFail: boolean;
  /** Its user exists, and such rows are skipped (I10). */
  readonly willSkip: boolean;
};

export type Checked = {
  readonly report: Report;
  readonly rows: readonly CheckedRow[];
  /** The ones that the import would run with. */
  readonly services: readonly Service[];
};

/**
 * Checks rows against the account and finds every problem in one pass, in the order of rows and of columns (spec 4). `read` is what
 * was read of these rows against the same account, where that is known.
 */
export function checkRows(input: CheckInput, read: readonly RowRead[] = readRows(input)): Checked {
  const { facts, options } = input;
  const context = contextOf(input);
  const headers = headersOf(input);
  const repeats = findRepeatedHeaders(input.rows, headers);
  const rows = read.filter(({ row }) => !repeats.has(row));
  const errors = findDuplicates(rows);
  const skipped = findSkipped(rows, input);
  const { warnings, numbers } = findWarnings(rows, input, { context, skipped });
  const report = {
    errors: [...repeats.values(), ...reportErrors(rows, errors, headers)].toSorted(byRow),
    warnings: reportWarnings(rows, warnings, headers),
    notices: [...findNotices(input, headers, context.voice), ...foreseenNumbers(rows, numbers)],
    questions: [],
    blockers: findBlockers(
      input,
      rows.filter((_, at) => !skipped.has(at)),
    ),
  };
  return {
    report,
    rows: [...noUsers(repeats), ...settleRows(rows, errors, { warnings, skipped })].toSorted(byRow),
    services: servicesOf(options.services, facts),
  };
}

/** The sort is stable: the problems of a row stay in their order. */
function byRow(one: { readonly row: number | null }, other: { readonly row: number | null }): number {
  return (one.row ?? 0) - (other.row ?? 0);
}

function noUsers(repeats: ReadonlyMap<number, Problem>): readonly CheckedRow[] {
  return Array.from(repeats.keys(), (row) => ({ row, wanted: null, pin: null, willFail: false, willSkip: false }));
}

/** The places of rows whose user exists, where such rows are skipped (I10). */
function findSkipped(rows: readonly RowRead[], { held, options }: CheckInput): ReadonlySet<number> {
  if (options.existing !== "skip") return new Set();
  return new Set(rows.flatMap((row, at) => (existsAlready(row, held) ? [at] : [])));
}

type Known = { readonly context: RowContext; readonly skipped: ReadonlySet<number> };

/** What is foreseen beside what the cells say. Of a row that will be skipped only its cells are spoken of: what the account has does not matter to it (I10). */
function findWarnings(rows: readonly RowRead[], { facts, held }: CheckInput, known: Known): Foresight {
  const { context, skipped } = known;
  const isTried = ({ at }: WarningFinding) => !skipped.has(at);
  const conflicts = findConflicts(rows, held).filter(isTried);
  if (!context.voice) return { warnings: conflicts, numbers: new Map() };
  const taking = new Set([...conflicts.map(({ at }) => at), ...skipped]);
  const { warnings: unlucky, numbers } = foresee(rows, facts, held, taking);
  const dangling = findDanglingSettings(rows, held, context.reserved).filter(isTried);
  const elsewhere = findNumbersElsewhere(rows, facts).filter(isTried);
  return { warnings: [...conflicts, ...unlucky, ...dangling, ...elsewhere], numbers };
}

function settleRows(
  rows: readonly RowRead[],
  errors: readonly ErrorFinding[],
  { warnings, skipped }: { readonly warnings: readonly WarningFinding[]; readonly skipped: ReadonlySet<number> },
): readonly CheckedRow[] {
  const faulty = new Set(errors.map(({ at }) => at));
  const failing = new Set(warnings.filter(({ will_fail }) => will_fail).map(({ at }) => at));
  return rows.map(({ row, read, errors: own }, at) => {
    const isSound = own.length === 0 && !faulty.has(at);
    const will = { willFail: failing.has(at), willSkip: skipped.has(at) };
    return { row, wanted: isSound ? read.wanted : null, pin: isSound ? read.pin : null, ...will };
  });
}
