import type { ColumnKey } from "../columns.ts";
import type { QuestionCode } from "../problems/codes/questions.ts";
import type { MissingService } from "../problems/codes/users.ts";
import type { CellCode, Coded, FileCode, FileRowCode, Parts, WarningCode } from "../problems/codes.ts";

/** Where a problem is, and what is to be written instead. */
export type Place = {
  /** The spreadsheet's row number (F8); null for the whole file. */
  readonly row: number | null;
  /** The header as the file has it. */
  readonly column: string | null;
  readonly field: ColumnKey | null;
  /** Cut at 200 characters; null for voicemail PINs, which are not echoed. */
  readonly value: string | null;
  readonly suggestion: string | null;
  /** The parts of the value that it is about; null where it is about all of it. */
  readonly parts: Parts | null;
};

/** One thing wrong with one cell, or with the file. */
export type Problem = Coded<CellCode | FileCode | FileRowCode | WarningCode> & Place;

/** A problem for which a whole file is refused. */
export type FileProblem = Coded<FileCode> & Place;

/**
 * What a person is asked before anything is created: the encodings that may be meant, likeliest first, each with
 * values as it reads them; rows whose cells may have moved, with what each field would get. A PIN is never shown.
 */
export type Question = Coded<QuestionCode>;

/** A problem that does not stop the import. */
export type Warning = Coded<WarningCode> & Place & { readonly will_fail: boolean };

/** A service that is not on the account. */
type Missing<L extends MissingService["lacking"]> = {
  readonly code: "service_not_installed";
  readonly params: Extract<MissingService, { readonly service: unknown }> & { readonly lacking: L };
};

/** What stands in the account's way, not the file's (B1–B3). */
export type Blocker = Coded<"import_in_progress" | "insufficient_subscriptions"> | Missing<"import">;

/** What is worth knowing of a file, and stands in nobody's way. */
export type Notice =
  | Coded<"columns_ignored" | "column_ignored" | "columns_assigned" | "encoding" | "numbers_foreseen" | "same_file">
  | Missing<"nobody">;

export type Report = {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Warning[];
  readonly notices: readonly Notice[];
  readonly questions: readonly Question[];
  readonly blockers: readonly Blocker[];
};
