import type { ColumnKey } from "../../../domain/columns.ts";
import { type Import, noCost } from "../../../domain/import/import.ts";
import type { RunOptions } from "../../../domain/import/options.ts";
import type { Reading, ReadingFindings } from "../../../domain/import/reading.ts";
import type { AuditEntry } from "../../audit/audit.ts";
import type { AccountDatabase } from "../../database.ts";
import { onlyRow } from "../../decode.ts";
import { guarded } from "../../guarded.ts";
import { bindKeyStatement, type HeldKey } from "../idempotency.ts";
import { importOf, importRow } from "../import-record.ts";
import { importStatement } from "../imports.ts";
import { type HistoryStep, historyStatements } from "./changes.ts";
import type { KeptRow } from "./kept-row.ts";
import { noteWritten, notWritten } from "./known-rows.ts";
import { type StoredDraftRow, stageRows } from "./stage-rows.ts";

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
};

/**
 * Keeps a draft and all its rows in one transaction, and binds the key of the request to it where there is one; gives it as it
 * is kept. Throws "stale" (isStale) and keeps nothing when the claim of the key is another by now, or bound already.
 */
export async function saveDraft(
  db: AccountDatabase,
  draft: Draft,
  rows: readonly StoredDraftRow[],
  { audit, claim }: { readonly audit: AuditEntry; readonly claim: HeldKey | null },
): Promise<Import> {
  const first = claim && bindKeyStatement(db, claim, draft.id);
  const { account, id: importId, created_at: touchedAt } = draft;
  const writes = [insertDraft(db, draft, rows.length), ...stageRows(db, importId, rows)];
  const kept = importStatement(db, account, importId);
  const results = await guarded(db, { account, first }, [...writes, kept], audit);
  noteWritten({ account, importId, revision: FIRST_REVISION, touchedAt }, rows, []);
  return importOf(onlyRow(importRow, results ?? (await db.batch([kept])), results ? writes.length : 0));
}

/** What a draft begins with. */
const FIRST_REVISION = 1;

/** What a new check changes of a draft, and a new reading of its file. */
export type Recheck = Pick<
  Draft,
  | ("state" | "options" | "problem_counts" | "notices" | "asked_extensions" | "notify_email" | "open_questions")
  | ("file" | "headers" | "columns" | "reading" | "found")
> & {
  readonly account: string;
  readonly id: string;
  readonly now: string;
  /** The draft's revision when it was read, and when it had been touched. */
  readonly revision: number;
  readonly touchedAt: string;
};

/** The rows that a draft is to have, and those that it had when it was read. */
export type NewRows = { readonly rows: readonly StoredDraftRow[]; readonly before: readonly KeptRow[] };

/**
 * Keeps what checking a draft again has found. Throws "stale" (isStale) when it is no draft any more, or somebody else has
 * changed it since its rows were read.
 */
export async function replaceRows(
  db: AccountDatabase,
  recheck: Recheck,
  { rows, before }: NewRows,
  { audit, history }: { readonly audit: AuditEntry | null; readonly history: HistoryStep | null },
): Promise<void> {
  const { account, id, revision, now, touchedAt } = recheck;
  const draft = { account, importId: id };
  const stays = new Set(rows.map(({ row }) => row));
  const removed = before.flatMap(({ row }) => (stays.has(row) ? [] : [row]));
  const statements = [
    ...(history === null ? [] : historyStatements(db, id, revision, history)),
    updateDraft(db, recheck, rows.length),
    ...(removed.length === 0 ? [] : [removeStatement(db, id, removed)]),
    ...stageRows(db, id, notWritten({ ...draft, revision, touchedAt }, rows)),
  ];
  await guarded(db, { account, draft: { importId: id, revision } }, statements, audit);
  noteWritten({ ...draft, revision: revision + 1, touchedAt: now }, rows, before);
}

function removeStatement(db: AccountDatabase, importId: string, removed: readonly number[]): D1PreparedStatement {
  return db.sql(
    "DELETE FROM import_rows WHERE import_id = ?1 AND row IN (SELECT value FROM json_each(?2))",
    importId,
    JSON.stringify(removed),
  );
}

function updateDraft(db: AccountDatabase, recheck: Recheck, rows: number): D1PreparedStatement {
  const { options, problem_counts } = recheck;
  return db.sql(
    `UPDATE imports SET state = ?3, services = ?4, passwords = ?5, password_recipient = ?6, notify_email = ?7,
       asked_extensions = ?8, row_count = ?9, pending = ?9, errors = ?10, warnings = ?11, rows_will_fail = ?12,
       notices = ?13, touched_at = ?14, file_encoding = ?15, file_delimiter = ?16, headers = ?17, columns = ?18,
       reading = ?19, found = ?20, open_questions = ?21, existing = ?22, rows_will_skip = ?23, mails = ?24,
       mails_at = ?25, on_warnings = ?26, revision = revision + 1
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
  );
}

type KeptReading = Pick<Draft, "headers" | "columns" | "reading" | "found" | "open_questions">;

/** What is kept of reading a file: five parameters of both statements. */
function readingValues({ headers, columns, reading, found, open_questions }: KeptReading) {
  return [...[headers, columns, reading, found].map((value) => JSON.stringify(value)), open_questions] as const;
}

/** `fallback_encoding` is for the version before alone. */
function insertDraft(db: AccountDatabase, draft: Draft, rows: number): D1PreparedStatement {
  const { file, options, problem_counts } = draft;
  return db.sql(
    `INSERT INTO imports (id, account, state, file_name, file_bytes, file_sha256, file_encoding, file_delimiter,
       fallback_encoding, services, passwords, password_recipient, notify_email, asked_extensions,
       row_count, pending, errors, warnings, rows_will_fail, notices, started_by, started_from, created_at, touched_at,
       cost, mail_cost, headers, columns, reading, found, open_questions, existing, rows_will_skip,
       mails, mails_at, continues, continues_outcomes, on_warnings)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'windows-1252', ?9, ?10, ?11, ?12, ?13, ?14, ?14, ?15, ?16, ?17, ?18, ?19,
             ?20, ?21, ?21, ?22, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34)`,
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
  );
}
