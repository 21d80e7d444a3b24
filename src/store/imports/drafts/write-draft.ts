import type { ColumnKey } from "../../../domain/columns.ts";
import { type Import, noCost } from "../../../domain/import/import.ts";
import type { RunOptions } from "../../../domain/import/options.ts";
import type { Reading, ReadingFindings } from "../../../domain/import/reading.ts";
import type { AccountDatabase } from "../../database.ts";

/** A draft as it is kept. */
export type Draft = Omit<
  Import,
  | (
      | "counts"
      | "started_at"
      | "settled_at"
      | "finished_at"
      | "undone_at"
      | "undo"
      | "mails_released_at"
      | "dismissed"
      | "purged"
    )
  | ("cost" | "mail_cost" | "options")
> & {
  readonly options: RunOptions;
  readonly reading: Reading;
  readonly found: ReadingFindings;
  /** How many questions nobody has answered yet. */
  readonly open_questions: number;
  /** The headers of the file, for naming problems. */
  readonly headers: { readonly [K in ColumnKey]?: string };
  readonly notify_email: string | null;
  readonly asked_extensions: readonly string[];
  /** Where the one who started it called from. */
  readonly started_from: string | null;
  /** The account's revision before it was checked. */
  readonly checked_revision: number;
};

/** What a new check changes of a draft, and a new reading of its file. */
export type Recheck = Pick<
  Draft,
  | ("state" | "options" | "problem_counts" | "notices" | "asked_extensions" | "notify_email" | "open_questions")
  | ("file" | "headers" | "columns" | "reading" | "found" | "checked_revision")
> & {
  readonly account: string;
  readonly id: string;
  readonly now: string;
  /** The draft's revision when it was read, and when it had been touched. */
  readonly revision: number;
  readonly touchedAt: string;
};

/** The statement that keeps what a new check has found of a draft, and raises its revision. */
export function updateDraft(db: AccountDatabase, recheck: Recheck, rows: number): D1PreparedStatement {
  const { options, problem_counts } = recheck;
  return db.sql(
    `UPDATE imports SET state = ?3, services = ?4, passwords = ?5, password_recipient = ?6, notify_email = ?7,
       asked_extensions = ?8, row_count = ?9, pending = ?9, errors = ?10, warnings = ?11, rows_will_fail = ?12,
       notices = ?13, touched_at = ?14, file_encoding = ?15, file_delimiter = ?16, headers = ?17, columns = ?18,
       reading = ?19, found = ?20, open_questions = ?21, existing = ?22, rows_will_skip = ?23, mails = ?24,
       mails_at = ?25, on_warnings = ?26, checked_revision = ?27, revision = revision + 1
     WHERE account = ?1 AND id = ?2`,
    recheck.account,
    recheck.id,
    recheck.state,
    JSON.stringify(options.services),
    options.passwords,
    options.password_recipient,
    recheck.notify_email,
    JSON.stringify(recheck.asked_extensions),
    rows,
    problem_counts.errors,
    problem_counts.warnings,
    problem_counts.rows_will_fail,
    JSON.stringify(recheck.notices),
    recheck.now,
    recheck.file.encoding,
    recheck.file.delimiter,
    ...readingValues(recheck),
    options.existing,
    problem_counts.rows_will_skip,
    options.mails,
    options.mails_at,
    options.warnings,
    recheck.checked_revision,
  );
}

type KeptReading = Pick<Draft, "headers" | "columns" | "reading" | "found" | "open_questions">;

/** What is kept of reading a file: five parameters of both statements. */
function readingValues({ headers, columns, reading, found, open_questions }: KeptReading) {
  return [...[headers, columns, reading, found].map((value) => JSON.stringify(value)), open_questions] as const;
}

/** The statement that keeps a draft. `fallback_encoding` is for the version before alone. */
export function insertDraft(db: AccountDatabase, draft: Draft, rows: number): D1PreparedStatement {
  const { file, options, problem_counts } = draft;
  return db.sql(
    `INSERT INTO imports (id, account, state, file_name, file_bytes, file_sha256, file_encoding, file_delimiter,
       fallback_encoding, services, passwords, password_recipient, notify_email, asked_extensions,
       row_count, pending, errors, warnings, rows_will_fail, notices, started_by, started_from, created_at, touched_at,
       cost, mail_cost, headers, columns, reading, found, open_questions, existing, rows_will_skip,
       mails, mails_at, continues, continues_outcomes, on_warnings, checked_revision)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'windows-1252', ?9, ?10, ?11, ?12, ?13, ?14, ?14, ?15, ?16, ?17, ?18, ?19,
             ?20, ?21, ?21, ?22, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35)`,
    draft.id,
    draft.account,
    draft.state,
    file.name,
    file.bytes,
    file.sha256,
    file.encoding,
    file.delimiter,
    JSON.stringify(options.services),
    options.passwords,
    options.password_recipient,
    draft.notify_email,
    JSON.stringify(draft.asked_extensions),
    rows,
    problem_counts.errors,
    problem_counts.warnings,
    problem_counts.rows_will_fail,
    JSON.stringify(draft.notices),
    draft.started_by,
    draft.started_from,
    draft.created_at,
    JSON.stringify(noCost),
    ...readingValues(draft),
    options.existing,
    problem_counts.rows_will_skip,
    options.mails,
    options.mails_at,
    draft.continues?.import ?? null,
    JSON.stringify(draft.continues?.outcomes ?? []),
    options.warnings,
    draft.checked_revision,
  );
}
