import type { Notice } from "../check/report.ts";
import type { Cells } from "../columns.ts";
import type { Delimiter } from "../file/format.ts";
import type { ReadColumn } from "../file/read-columns.ts";
import type { RunningImport } from "../problems/codes/imports.ts";
import type { Coded, KeptCode, RowCode } from "../problems/codes.ts";
import type { Continues } from "./continues.ts";
import type { ImportOptions } from "./options.ts";

/** Spec 5: invalid and ready are drafts, running, stopping and undoing are active, stopped, completed and undone are final. */
export const importStates = [
  "invalid",
  "ready",
  "running",
  "stopping",
  "stopped",
  "completed",
  "undoing",
  "undone",
] as const;
export type ImportState = (typeof importStates)[number];

/** Tells whether an import has not been started yet. */
export function isDraft(state: ImportState): boolean {
  return state === "invalid" || state === "ready";
}

/** What is told of an import that holds its account's place (B2). */
export function runningOf(given: Pick<Import, "id" | "file" | "started_at" | "started_by" | "undo">): RunningImport {
  const { id, file, undo } = given;
  const begun = undo ? { startedAt: undo.started_at, startedBy: undo.started_by } : null;
  const { started_at: startedAt, started_by: startedBy } = given;
  return { id, file: file.name, undoing: undo !== null, ...(begun ?? { startedAt, startedBy }) };
}

/** Tells whether an import holds its account's single place (I1). */
export function isActive(state: ImportState): boolean {
  return state === "running" || state === "stopping" || state === "undoing";
}

/** Tells whether an import has ended, be it undone or not: nothing happens to it by itself any more. */
export function hasEnded(state: ImportState): boolean {
  return !isDraft(state) && !isActive(state);
}

export type ImportFile = {
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hexadecimal, of the decompressed bytes. */
  readonly sha256: string;
  readonly encoding: string;
  readonly delimiter: Delimiter;
};

/** created + failed + pending + not_attempted + skipped + undone = rows, always. */
export type ImportCounts = {
  readonly rows: number;
  readonly created: number;
  readonly failed: number;
  readonly pending: number;
  readonly not_attempted: number;
  readonly skipped: number;
  readonly undone: number;
};

/** How many rows of an import that has ended were not created, or are not any more. Those that were skipped are none of them. */
export function notCreated({ failed, not_attempted, undone }: ImportCounts): number {
  return failed + not_attempted + undone;
}

/** How many problems the check has found, and what will become of the rows that have them. */
export type ProblemCounts = {
  readonly errors: number;
  readonly warnings: number;
  readonly rows_will_fail: number;
  readonly rows_will_skip: number;
};

/** What an import has cost so far (I9). */
export type Cost = {
  readonly d1_queries: number;
  readonly d1_rows_read: number;
  readonly d1_rows_written: number;
  readonly queue_messages: number;
};

export const noCost: Cost = { d1_queries: 0, d1_rows_read: 0, d1_rows_written: 0, queue_messages: 0 };

/** Adds up two costs. */
export function addCost(one: Cost, other: Cost): Cost {
  return {
    d1_queries: one.d1_queries + other.d1_queries,
    d1_rows_read: one.d1_rows_read + other.d1_rows_read,
    d1_rows_written: one.d1_rows_written + other.d1_rows_written,
    queue_messages: one.queue_messages + other.queue_messages,
  };
}

/** An import as it is kept; the API shows it with progress and links added. */
export type Import = {
  readonly id: string;
  readonly account: string;
  readonly state: ImportState;
  readonly file: ImportFile;
  readonly options: ImportOptions;
  readonly counts: ImportCounts;
  readonly problem_counts: ProblemCounts;
  /** Every column of the file, as it was read. */
  readonly columns: readonly ReadColumn[];
  readonly notices: readonly Notice[];
  /** The import of whose rows it was made; null for one that was uploaded. */
  readonly continues: Continues | null;
  readonly started_by: string;
  readonly created_at: string;
  readonly started_at: string | null;
  /** When the last chunk was settled; progress is computed from it (I7). */
  readonly settled_at: string | null;
  readonly finished_at: string | null;
  readonly undone_at: string | null;
  /** Set from when an undo began (I11). */
  readonly undo: Undo | null;
  /** When somebody let go of mails that were held, or waited for a time (M9). */
  readonly mails_released_at: string | null;
  readonly dismissed: boolean;
  /** Its upload and its rows are deleted; the counts stay (S9). */
  readonly purged: boolean;
  readonly cost: Cost;
  readonly mail_cost: Cost;
};

/** A draft as lists show it, with how many questions nobody has answered yet. */
export type OpenDraft = Import & { readonly open_questions: number };

/** Who has an import undone and since when, and how many of its users the undo has looked at and left. */
export type Undo = { readonly started_at: string; readonly started_by: string; readonly kept: number };

/** Cuts row numbers, in file order, into the ranges that travel one after the other (I2). */
export function planChunks(rows: readonly number[], size: number): readonly ChunkRange[] {
  const ranges: ChunkRange[] = [];
  for (let start = 0; start < rows.length; start += size) {
    const from = rows[start];
    const to = rows[Math.min(start + size, rows.length) - 1];
    if (from !== undefined && to !== undefined) ranges.push({ from, to });
  }
  return ranges;
}

/** Rows of a file, first and last included. */
export type ChunkRange = { readonly from: number; readonly to: number };

export const outcomes = ["pending", "created", "failed", "not_attempted", "skipped", "undone"] as const;
export type Outcome = (typeof outcomes)[number];

/** Why a row is not created (I4). */
export type RowFailure = Coded<RowCode>;

/** Why an undo leaves a user whom a row created (I11). */
export type RowKept = Coded<KeptCode> | Extract<RowFailure, { readonly code: "internal_error" }>;

/** One row of an import. */
export type ImportRow = {
  readonly row: number;
  readonly outcome: Outcome;
  /** Why it failed or was skipped, or why an undo has left its user; null for every other row. */
  readonly failure: RowFailure | RowKept | null;
  readonly user: string | null;
  readonly email: string;
  readonly display_name: string;
  readonly extension: string | null;
  readonly primary_phone: string | null;
  /** Texts after F9 and corrections, without the PIN. */
  readonly values: Cells;
  readonly revision: number;
};
