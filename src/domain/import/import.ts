import type { Notice } from "../check/report.ts";
import type { Cells } from "../columns.ts";
import type { Delimiter } from "../file/format.ts";
import type { ReadColumn } from "../file/read-columns.ts";
import type { RunningImport } from "../problems/codes/imports.ts";
import type { Coded, RowCode } from "../problems/codes.ts";
import type { Service } from "../user/user.ts";
import type { Reading } from "./reading.ts";

/** Spec 5: invalid and ready are drafts, running and stopping are active, stopped and completed are final. */
export const importStates = ["invalid", "ready", "running", "stopping", "stopped", "completed"] as const;
export type ImportState = (typeof importStates)[number];

/** Tells whether an import has not been started yet. */
export function isDraft(state: ImportState): boolean {
  return state === "invalid" || state === "ready";
}

/** What is told of an import that holds its account's place (B2). */
export function runningOf(given: Pick<Import, "id" | "file" | "started_at" | "started_by">): RunningImport {
  const { id, file, started_at, started_by } = given;
  return { id, file: file.name, startedAt: started_at, startedBy: started_by };
}

/** Tells whether an import holds its account's single place (I1). */
export function isActive(state: ImportState): boolean {
  return state === "running" || state === "stopping";
}

/** Tells whether an import has ended, one way or the other. */
export function hasEnded(state: ImportState): boolean {
  return state === "stopped" || state === "completed";
}

export type PasswordRoute = "users" | "recipient" | "none";
export const passwordRoutes = ["users", "recipient", "none"] as const;

/** What an import runs with. */
export type RunOptions = {
  readonly services: readonly Service[];
  readonly passwords: PasswordRoute;
  /** Set exactly when `passwords` is "recipient". */
  readonly password_recipient: string | null;
};

/** Every option in force; those that say how the file is read as well. */
export type ImportOptions = RunOptions & Pick<Reading, "encoding" | "unknown_columns" | "confirm">;

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
  readonly started_by: string;
  readonly created_at: string;
  readonly started_at: string | null;
  /** When the last chunk was settled; progress is computed from it (I7). */
  readonly settled_at: string | null;
  readonly finished_at: string | null;
  readonly dismissed: boolean;
  readonly cost: Cost;
  readonly mail_cost: Cost;
};

export type Progress = {
  /** 0 to 100, one decimal. */
  readonly percent: number;
  readonly rows_per_second: number | null;
  readonly seconds_left: number | null;
};

/** Tells how far an import is, from what is kept alone, so that an unchanged state has an unchanged answer (I7). */
export function describeProgress(given: Pick<Import, "state" | "counts" | "started_at" | "settled_at">): Progress {
  const { rows, pending, created, failed } = given.counts;
  const percent = isDraft(given.state) || rows === 0 ? 0 : Math.floor(((created + failed) * 1000) / rows) / 10;
  const seconds =
    given.started_at && given.settled_at ? (Date.parse(given.settled_at) - Date.parse(given.started_at)) / 1000 : 0;
  const settled = created + failed;
  if (seconds <= 0 || settled === 0) return { percent, rows_per_second: null, seconds_left: null };
  const rate = settled / seconds;
  const left = given.state === "running" ? Math.ceil(pending / rate) : null;
  return { percent, rows_per_second: Math.round(rate * 10) / 10, seconds_left: left };
}

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

export const outcomes = ["pending", "created", "failed", "not_attempted"] as const;
export type Outcome = (typeof outcomes)[number];

/** Why a row is not created (I4). */
export type RowFailure = Coded<RowCode>;

/** One row of an import. */
export type ImportRow = {
  readonly row: number;
  readonly outcome: Outcome;
  /** Why it failed; null for every other outcome. */
  readonly failure: RowFailure | null;
  readonly user: string | null;
  readonly email: string;
  readonly display_name: string;
  readonly extension: string | null;
  readonly primary_phone: string | null;
  /** Texts after F9 and corrections, without the PIN. */
  readonly values: Cells;
  readonly revision: number;
};
