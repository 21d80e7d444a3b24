import type { Problem, Warning } from "../../domain/check/report.ts";
import type { Cells, ColumnKey } from "../../domain/columns.ts";
import type { FallbackEncoding } from "../../domain/file/format.ts";
import { type Import, noCost } from "../../domain/import/import.ts";
import type { WantedUser } from "../../domain/user/user.ts";
import type { AuditEntry } from "../audit/audit.ts";
import type { AccountDatabase } from "../database.ts";
import { guarded } from "../guarded.ts";
import { bindKeyStatement, type HeldKey } from "./idempotency.ts";

/** A checked row as it is kept: `pin` is sealed, `cells` are without it. */
export type StoredDraftRow = {
  readonly row: number;
  readonly cells: Cells;
  readonly wanted: WantedUser | null;
  readonly email_key: string | null;
  readonly pin: string | null;
  readonly problems: readonly (Problem | Warning)[];
  /** What was corrected in Muster; a corrected PIN stands as "". */
  readonly corrections: Cells | null;
  /** Raised by each correction of the row. */
  readonly revision: number;
};

export type Draft = Omit<
  Import,
  "counts" | "dismissed" | "started_at" | "settled_at" | "finished_at" | "cost" | "mail_cost"
> & {
  readonly fallback_encoding: FallbackEncoding;
  /** The headers of the file, for naming problems. */
  readonly headers: { readonly [K in ColumnKey]?: string };
  readonly notify_email: string | null;
  readonly asked_extensions: readonly string[];
  /** Where the one who started it called from. */
  readonly started_from: string | null;
};

/** D1 takes 2,000,000 bytes a parameter; rows are staged in slices well below it. */
const SLICE_CHARACTERS = 500_000;

/**
 * Keeps a draft and all its rows in one transaction, and binds the key of the request to it where there is one. Throws
 * "stale" (isStale) and keeps nothing when the claim of the key is another by now, or bound already.
 */
export async function saveDraft(
  db: AccountDatabase,
  draft: Draft,
  rows: readonly StoredDraftRow[],
  { audit, claim }: { readonly audit: AuditEntry; readonly claim: HeldKey | null },
): Promise<void> {
  const first = claim && bindKeyStatement(db, claim, draft.id);
  const statements = [insertDraft(db, draft, rows.length), ...stageRows(db, draft.id, rows)];
  await guarded(db, { account: draft.account, first }, statements, audit);
}

/** What a new check changes of a draft. */
export type Recheck = Pick<
  Draft,
  "state" | "options" | "problem_counts" | "notices" | "asked_extensions" | "notify_email"
> & {
  readonly account: string;
  readonly id: string;
  readonly now: string;
  /** The draft's revision when it was read. */
  readonly revision: number;
};

/**
 * Keeps what checking a draft again has found; rows that are left out are removed. Throws "stale" (isStale)
 * when it is no draft any more, or somebody else has changed it.
 */
export async function replaceRows(
  db: AccountDatabase,
  recheck: Recheck,
  rows: readonly StoredDraftRow[],
  audit: AuditEntry | null,
): Promise<void> {
  const { account, id, revision } = recheck;
  const statements = [
    updateDraft(db, recheck, rows.length),
    db.sql(
      "DELETE FROM import_rows WHERE import_id = ?1 AND row NOT IN (SELECT value FROM json_each(?2))",
      id,
      JSON.stringify(rows.map(({ row }) => row)),
    ),
    ...stageRows(db, id, rows),
  ];
  await guarded(db, { account, draft: { importId: id, revision } }, statements, audit);
}

function stageRows(
  db: AccountDatabase,
  importId: string,
  rows: readonly StoredDraftRow[],
): readonly D1PreparedStatement[] {
  return slices(rows).map((slice) =>
    db.sql(
      `INSERT INTO import_rows (import_id, row, outcome, cells, wanted, email_key, pin, problems, corrections, revision)
       SELECT ?1, value ->> 'row', 'pending', value -> 'cells', nullif(value -> 'wanted', 'null'),
              value ->> 'email_key', value ->> 'pin', nullif(value -> 'problems', '[]'),
              nullif(value -> 'corrections', 'null'), value ->> 'revision'
       FROM json_each(?2) WHERE true
       ON CONFLICT (import_id, row) DO UPDATE SET cells = excluded.cells, wanted = excluded.wanted,
         email_key = excluded.email_key, pin = excluded.pin, problems = excluded.problems,
         corrections = excluded.corrections, revision = excluded.revision`,
      importId,
      slice,
    ),
  );
}

function updateDraft(db: AccountDatabase, recheck: Recheck, rows: number): D1PreparedStatement {
  const { options, problem_counts } = recheck;
  return db.sql(
    `UPDATE imports SET state = ?3, services = ?4, passwords = ?5, password_recipient = ?6, notify_email = ?7,
       asked_extensions = ?8, row_count = ?9, pending = ?9, errors = ?10, warnings = ?11, rows_will_fail = ?12,
       notices = ?13, touched_at = ?14, revision = revision + 1
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
  );
}

function insertDraft(db: AccountDatabase, draft: Draft, rows: number): D1PreparedStatement {
  const { file, options, problem_counts } = draft;
  return db.sql(
    `INSERT INTO imports (id, account, state, file_name, file_bytes, file_sha256, file_encoding, file_delimiter,
       fallback_encoding, headers, services, passwords, password_recipient, notify_email, asked_extensions,
       row_count, pending, errors, warnings, rows_will_fail, notices, started_by, started_from, created_at, touched_at,
       cost, mail_cost)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
             ?23, ?23, ?24, ?24)`,
    draft.id,
    draft.account,
    draft.state,
    file.name,
    file.bytes,
    file.sha256,
    file.encoding,
    file.delimiter,
    draft.fallback_encoding,
    JSON.stringify(draft.headers),
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
  );
}

/** Cuts rows into JSON arrays that each fit into one parameter. */
export function slices(rows: readonly StoredDraftRow[]): readonly string[] {
  const made: string[] = [];
  let open: string[] = [];
  let length = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    if (length + text.length > SLICE_CHARACTERS && open.length > 0) {
      made.push(`[${open.join(",")}]`);
      open = [];
      length = 0;
    }
    open.push(text);
    length += text.length;
  }
  return open.length > 0 ? [...made, `[${open.join(",")}]`] : made;
}
