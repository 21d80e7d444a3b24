import type { ColumnKey } from "../columns.ts";
import type { CellErrorCode } from "../problems/cell.ts";
import type { FileErrorCode } from "../problems/file.ts";
import type { WarningCode } from "../problems/row.ts";
import type { Service } from "../user/user.ts";

/** One thing wrong with one cell, or with the file, in the shape of the API (api.md, "Errors"). */
export type Problem = {
  /** The spreadsheet's row number (F8); null for the whole file. */
  readonly row: number | null;
  /** The header as the file has it. */
  readonly column: string | null;
  readonly field: ColumnKey | null;
  /** Cut at 200 characters; null for voicemail PINs, which are not echoed. */
  readonly value: string | null;
  readonly code: CellErrorCode | FileErrorCode | WarningCode;
  readonly message: string;
  readonly suggestion: string | null;
};

/** A problem for which a whole file is refused. */
export type FileProblem = Problem & { readonly code: FileErrorCode };

/** A problem that does not stop the import. */
export type Warning = Problem & { readonly will_fail: boolean };

export type Shortfall = {
  readonly type: string;
  readonly needed: number;
  readonly available: number;
  readonly missing: number;
};

/** What stands in the account's way, not the file's (B1–B3). */
export type Blocker =
  | { readonly code: "service_not_installed"; readonly message: string; readonly service: Service }
  | { readonly code: "import_in_progress"; readonly message: string; readonly running_import: string }
  | {
      readonly code: "insufficient_subscriptions";
      readonly message: string;
      readonly subscriptions: readonly Shortfall[];
    };

export type Notice =
  | { readonly code: "service_not_installed"; readonly message: string; readonly service: Service }
  | { readonly code: "columns_ignored"; readonly message: string; readonly columns: readonly string[] }
  | {
      readonly code: "encoding_guessed";
      readonly message: string;
      readonly encoding: string;
      /** Up to five values as they were read. */
      readonly values: readonly string[];
    };

export type Report = {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Warning[];
  readonly notices: readonly Notice[];
  readonly blockers: readonly Blocker[];
};
