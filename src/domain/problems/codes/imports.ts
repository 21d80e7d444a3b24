import type { ColumnKey } from "../../columns.ts";
import type { Nothing } from "./cells.ts";
import type { QuestionCode } from "./questions.ts";

/** Why an import cannot be started, stopped, corrected or continued. */
export interface ImportParams {
  import_not_draft: { readonly wish: "correct" | "delete" };
  /** Whose the newest change of the draft is. */
  change_not_last: { readonly by: string };
  import_not_ready: { readonly reason: "started" | "errors" | "changed" };
  import_not_started: Nothing;
  import_not_finished: { readonly wish: "continue" | "hide" };
  import_finished: Nothing;
  /** `running` is null where it has just ended; `wish` is what cannot be done meanwhile. */
  import_in_progress:
    | { readonly wish: "start" | "undo"; readonly running: RunningImport | null }
    | { readonly wish: "remove_account"; readonly running: RunningImport };
  insufficient_subscriptions: { readonly subscriptions: readonly Shortfall[] };
  /** What nobody has answered yet. */
  confirmation_needed: { readonly asked: readonly QuestionCode[] };
  warnings_present: { readonly rows: number };
  row_changed: { readonly rows: readonly number[] };
  idempotency_in_progress: Nothing;
  idempotency_key_reused: { readonly wish: "import" | "start" | "user" | "users" | "undo" | "token" | "reset" };
  /** Without numbers it is one user. */
  validation_failed: { readonly errors: number; readonly rows: number } | Nothing;
  unknown_row: { readonly row: number };
  /** `fixed` is a column, but one that cannot be changed here; `known` is null where the list would not help. */
  unknown_field: { readonly field: string; readonly fixed: boolean; readonly known: readonly string[] | null };
  nothing_to_continue: Nothing;
  import_not_undoable: { readonly reason: "not_ended" | "rows_gone" };
}

/** Why an undo leaves a user whom an import created (I11). */
export interface KeptParams {
  gone: Nothing;
  signed_in: Nothing;
  changed: Nothing;
}

/** The import that holds the account's place (B2). */
export type RunningImport = {
  readonly id: string;
  /** It is being undone: its users go, and it cannot be stopped. */
  readonly undoing: boolean;
  readonly file: string;
  readonly startedAt: string | null;
  readonly startedBy: string;
};

/** A licence type of which a file needs more than there are (B1). */
export type Shortfall = {
  readonly type: string;
  readonly needed: number;
  readonly available: number;
  readonly missing: number;
};

/** An import that was started before. */
export type EarlierImport = {
  readonly import: string;
  readonly at: string;
  readonly by: string;
  /** A state of spec 5. */
  readonly state: string;
  readonly created: number;
  readonly rows: number;
};

/** What is worth knowing of a file and stands in nobody's way (spec 4, Notices). */
export interface NoticeParams {
  columns_ignored: { readonly columns: readonly string[] };
  /** `header` is null where the n-th column has none. */
  column_ignored: { readonly header: string | null; readonly index: number; readonly values: number };
  /** Headers, and what each was read as; null for not used. */
  columns_assigned: { readonly columns: readonly { readonly header: string; readonly field: ColumnKey | null }[] };
  /** The last import of the very same content that was started, and how it ended. */
  same_file: EarlierImport;
  /** What was named, and the file read as. */
  encoding: { readonly encoding: string };
  /** The first rows that ask for any number, what each would get now, and how many more there are (I14). */
  numbers_foreseen: {
    readonly rows: readonly { readonly row: number; readonly e164: string }[];
    readonly more: number;
  };
}

export const importStatuses = {
  import_not_draft: 409,
  change_not_last: 409,
  import_not_ready: 409,
  import_not_started: 409,
  import_not_finished: 409,
  import_finished: 409,
  import_in_progress: 409,
  insufficient_subscriptions: 409,
  confirmation_needed: 409,
  warnings_present: 409,
  row_changed: 409,
  idempotency_in_progress: 409,
  idempotency_key_reused: 422,
  validation_failed: 422,
  unknown_row: 422,
  unknown_field: 422,
  nothing_to_continue: 422,
  import_not_undoable: 409,
} as const satisfies { readonly [C in keyof ImportParams]: number };
