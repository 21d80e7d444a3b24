import type { AccountFacts } from "../account/account.ts";
import { readRow } from "../cells/read-row.ts";
import { type RowContext, rowContext } from "../cells/row-context.ts";
import { type Cells, type ColumnKey, columnKeys, columnOf, headerOf } from "../columns.ts";
import { type Service, services, type WantedUser } from "../user/user.ts";
import { findBlockers } from "./blockers.ts";
import { findConflicts } from "./conflicts.ts";
import { findDuplicates } from "./duplicates.ts";
import {
  type ErrorFinding,
  type FileRow,
  type Headers,
  reportErrors,
  reportWarnings,
  type WarningFinding,
} from "./findings.ts";
import { findNotices } from "./notices.ts";
import type { Report } from "./report.ts";
import { findDanglingSettings } from "./warnings.ts";
import { findRowsWithoutExtension } from "./without-extension.ts";

/** What the account has of what the rows claim (`listClaims`). */
export type Held = {
  /** Comparison keys (`emailKey`) of users who exist. */
  readonly emails: ReadonlySet<string>;
  /** E.164 numbers on the account; `user` is the display name of who has it, null while parked. */
  readonly numbers: ReadonlyMap<string, { readonly user: string | null }>;
  /** Extensions that users have, with their display names. */
  readonly extensions: ReadonlyMap<string, string>;
  /** How many extensions could be given (I3): of the account's length, from 10…01 up, that nobody has, that are not reserved and do not begin with an emergency code. */
  readonly freeExtensions: number;
};

export type CheckInput = {
  readonly rows: readonly { readonly row: number; readonly cells: Cells }[];
  /** Headers as the file has them; a column that the file lacks is shown with its template header. */
  readonly columns: readonly { readonly key: ColumnKey; readonly header: string }[];
  readonly facts: AccountFacts;
  readonly held: Held;
  readonly options: {
    /** Null: none named, so the installed ones. */
    readonly services: readonly Service[] | null;
  };
  readonly runningImport: { readonly id: string; readonly message: string } | null;
};

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
  const selected = services.filter((service) => (options.services ?? facts.account.services).includes(service));
  const context = rowContext(facts, selected, (e164) => held.numbers.has(e164));
  const rows = input.rows.map(({ row, cells }) => ({ row, cells, read: readRow(cells, context) }));
  const headers = headersOf(input);
  const errors = findErrors(rows);
  const warnings = findWarnings(rows, held, context);
  const report = {
    errors: reportErrors(errors, rows, headers),
    warnings: reportWarnings(warnings, rows, headers),
    notices: findNotices(input, headers, context.voice),
    blockers: findBlockers(input, rows),
  };
  return { report, rows: settleRows(rows, errors, warnings), services: selected };
}

function headersOf({ columns, facts }: CheckInput): Headers {
  const types = facts.subscriptions.length;
  const given = columns.map(({ key, header }) => [key, header] as const);
  return new Map([...columnKeys.map((key) => [key, headerOf(columnOf(key), types)] as const), ...given]);
}

function findErrors(rows: readonly FileRow[]): readonly ErrorFinding[] {
  const inCells = rows.flatMap(({ read }, at) => read.problems.map((problem) => ({ at, ...problem })));
  return [...inCells, ...findDuplicates(rows)];
}

function findWarnings(rows: readonly FileRow[], held: Held, context: RowContext): readonly WarningFinding[] {
  const inCells = rows.flatMap(({ read }, at) => read.notes.map((note) => ({ at, ...note, will_fail: false })));
  const conflicts = findConflicts(rows, held);
  if (!context.voice) return [...inCells, ...conflicts];
  const failing = new Set(conflicts.map(({ at }) => at));
  const unlucky = findRowsWithoutExtension(rows, context.extensionLength, held, failing);
  return [...inCells, ...conflicts, ...unlucky, ...findDanglingSettings(rows, held, context.reserved)];
}

function settleRows(
  rows: readonly FileRow[],
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
