import * as v from "valibot";
import { type Cost, type Import, type ImportState, importStates, passwordRoutes } from "../../domain/import/import.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { json, maybeText, notice, readColumn, services, text, truth, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { attempt } from "../guarded.ts";
import { readingColumns, readingOf } from "./reading.ts";

const cost = v.object({ d1_queries: whole, d1_rows_read: whole, d1_rows_written: whole, queue_messages: whole });

/** The version before noted a guessed encoding, which is a question now. */
const notices = v.pipe(
  v.array(notice),
  v.transform((all) => all.filter(({ code }: { readonly code: string }) => code !== "encoding_guessed")),
);

/** What an import is decoded by, out of all its columns. */
export const importRow = v.object({
  id: text,
  account: text,
  state: v.picklist(importStates),
  file_name: text,
  file_bytes: whole,
  file_sha256: text,
  file_encoding: text,
  file_delimiter: v.picklist([",", ";", "\t"]),
  services,
  passwords: v.picklist(passwordRoutes),
  password_recipient: maybeText,
  row_count: whole,
  created: whole,
  failed: whole,
  pending: whole,
  not_attempted: whole,
  errors: whole,
  warnings: whole,
  rows_will_fail: whole,
  notices: json(notices),
  columns: json(v.array(readColumn)),
  ...readingColumns,
  started_by: text,
  created_at: text,
  started_at: maybeText,
  settled_at: maybeText,
  finished_at: maybeText,
  dismissed: truth,
  cost: json(cost),
  mail_cost: json(cost),
});
export type ImportRecord = Readonly<v.InferOutput<typeof importRow>>;

/** Finds an import of the account; null when there is none. */
export async function findImport(db: AccountDatabase, account: string, importId: string): Promise<Import | null> {
  const record = await db.first(
    importRow,
    db.sql("SELECT * FROM imports WHERE account = ?1 AND id = ?2", account, importId),
  );
  return record && importOf(record);
}

/** Finds the import that holds the account's single place (I1), or null. */
export async function findActiveImport(db: AccountDatabase, account: string): Promise<Import | null> {
  const record = await db.first(importRow, activeImportStatement(db, account));
  return record && importOf(record);
}

export function activeImportStatement(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql("SELECT * FROM imports WHERE account = ?1 AND state IN ('running', 'stopping')", account);
}

/** Finds what /imports/new shows: the running import, or the newest result that nobody has hidden (I8). */
export async function findShownImport(db: AccountDatabase, account: string): Promise<Import | null> {
  const record = await db.first(
    importRow,
    db.sql(
      `SELECT * FROM imports
       WHERE account = ?1 AND (state IN ('running', 'stopping') OR (state IN ('stopped', 'completed') AND dismissed = 0))
       ORDER BY state IN ('running', 'stopping') DESC, id DESC LIMIT 1`,
      account,
    ),
  );
  return record && importOf(record);
}

/** Lists imports, newest first, from before the cursor (an import's id); any state when none is given. */
export async function listImports(
  db: AccountDatabase,
  account: string,
  page: { readonly state: ImportState | null; readonly before: string | null; readonly limit: number },
): Promise<readonly Import[]> {
  const records = await db.all(
    importRow,
    db.sql(
      `SELECT * FROM imports
       WHERE account = ?1 AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR id < ?3)
       ORDER BY id DESC LIMIT ?4`,
      account,
      page.state,
      page.before,
      page.limit,
    ),
  );
  return records.map(importOf);
}

/** Hides a result from /imports/new (I8); tells whether the import exists and has ended. */
export async function dismissImport(db: AccountDatabase, importId: string, audit: AuditEntry): Promise<boolean> {
  const statement = db.sql(
    "UPDATE imports SET dismissed = 1 WHERE account = ?1 AND id = ?2 AND state IN ('stopped', 'completed')",
    audit.account,
    importId,
  );
  return (await attempt(db, "other", [statement], audit)).changed;
}

/** Throws a draft away with its rows; tells whether it was one. */
export async function deleteDraft(db: AccountDatabase, importId: string, audit: AuditEntry): Promise<boolean> {
  const statement = db.sql(
    "DELETE FROM imports WHERE account = ?1 AND id = ?2 AND state IN ('invalid', 'ready')",
    audit.account,
    importId,
  );
  return (await attempt(db, "other", [statement], audit)).changed;
}

/** Keeps what an import has cost, once it is known. */
export async function saveCost(db: AccountDatabase, account: string, importId: string, cost: Cost): Promise<void> {
  await db.run(
    db.sql("UPDATE imports SET cost = ?3 WHERE account = ?1 AND id = ?2", account, importId, JSON.stringify(cost)),
  );
}

/** Adds to what the mails of an import have cost. */
export function addMailCostStatement(
  db: AccountDatabase,
  account: string,
  importId: string,
  cost: Cost,
): D1PreparedStatement {
  return db.sql(
    `UPDATE imports SET mail_cost = json_object(
       'd1_queries', (mail_cost ->> 'd1_queries') + (?3 ->> 'd1_queries'),
       'd1_rows_read', (mail_cost ->> 'd1_rows_read') + (?3 ->> 'd1_rows_read'),
       'd1_rows_written', (mail_cost ->> 'd1_rows_written') + (?3 ->> 'd1_rows_written'),
       'queue_messages', (mail_cost ->> 'queue_messages') + (?3 ->> 'queue_messages'))
     WHERE account = ?1 AND id = ?2`,
    account,
    importId,
    JSON.stringify(cost),
  );
}

export function importOf(record: ImportRecord): Import {
  const { encoding, unknown_columns, confirm } = readingOf(record);
  return {
    id: record.id,
    account: record.account,
    state: record.state,
    file: {
      name: record.file_name,
      bytes: record.file_bytes,
      sha256: record.file_sha256,
      encoding: record.file_encoding,
      delimiter: record.file_delimiter,
    },
    options: {
      services: record.services,
      passwords: record.passwords,
      password_recipient: record.password_recipient,
      encoding,
      unknown_columns,
      confirm,
    },
    counts: {
      rows: record.row_count,
      created: record.created,
      failed: record.failed,
      pending: record.pending,
      not_attempted: record.not_attempted,
    },
    problem_counts: { errors: record.errors, warnings: record.warnings, rows_will_fail: record.rows_will_fail },
    columns: record.columns,
    notices: record.notices,
    started_by: record.started_by,
    created_at: record.created_at,
    started_at: record.started_at,
    settled_at: record.settled_at,
    finished_at: record.finished_at,
    dismissed: record.dismissed,
    cost: record.cost,
    mail_cost: record.mail_cost,
  };
}
