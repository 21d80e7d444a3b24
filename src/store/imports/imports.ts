import type { Cost, Import, ImportState } from "../../domain/import/import.ts";
import type { AuditEntry } from "../audit/audit.ts";
import type { AccountDatabase } from "../database.ts";
import { attempt } from "../guarded.ts";
import { importOf, importRow } from "./import-record.ts";

/** Finds an import of the account; null when there is none. */
export async function findImport(db: AccountDatabase, account: string, importId: string): Promise<Import | null> {
  const record = await db.first(importRow, importStatement(db, account, importId));
  return record && importOf(record);
}

export function importStatement(db: AccountDatabase, account: string, importId: string): D1PreparedStatement {
  return db.sql("SELECT * FROM imports WHERE account = ?1 AND id = ?2 AND deleted_at IS NULL", account, importId);
}

/** Finds the import that holds the account's single place (I1), or null. */
export async function findActiveImport(db: AccountDatabase, account: string): Promise<Import | null> {
  const record = await db.first(importRow, activeImportStatement(db, account));
  return record && importOf(record);
}

export function activeImportStatement(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql("SELECT * FROM imports WHERE account = ?1 AND state IN ('running', 'stopping', 'undoing')", account);
}

/**
 * Finds what /imports/new shows: the running import, or the newest result that nobody has hidden (I8). A result whose rest
 * was started as another import is not brought up again (E10).
 */
export function shownImportStatement(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql(
    `SELECT * FROM imports
     WHERE account = ?1 AND (state IN ('running', 'stopping', 'undoing') OR (state IN ('stopped', 'completed', 'undone') AND dismissed = 0
       AND NOT EXISTS (SELECT 1 FROM imports AS later
         WHERE later.account = ?1 AND later.continues = imports.id AND later.started_at IS NOT NULL)))
     ORDER BY state IN ('running', 'stopping', 'undoing') DESC, id DESC LIMIT 1`,
    account,
  );
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
       WHERE account = ?1 AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR id < ?3) AND deleted_at IS NULL
       ORDER BY id DESC LIMIT ?4`,
      account,
      page.state,
      page.before,
      page.limit,
    ),
  );
  return records.map(importOf);
}

/** Finds the import that has ended and was uploaded last. */
export function lastEndedStatement(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql(
    `SELECT * FROM (SELECT * FROM imports WHERE account = ?1 AND deleted_at IS NULL ORDER BY id DESC LIMIT ?2)
     WHERE state IN ('stopped', 'completed', 'undone') ORDER BY id DESC LIMIT 1`,
    account,
    LOOK_BACK,
  );
}

/** The newest drafts may hide the last import that has ended; further back nobody misses it. */
const LOOK_BACK = 10;

/**
 * Hides a result from /imports/new, and every older one with it: otherwise the next older one would stand in the place of
 * the form (I8). Tells whether the import exists and has ended.
 */
export async function dismissImport(db: AccountDatabase, importId: string, audit: AuditEntry): Promise<boolean> {
  const older = db.sql(
    `UPDATE imports SET dismissed = 1
     WHERE account = ?1 AND id < ?2 AND dismissed = 0 AND state IN ('stopped', 'completed', 'undone')
       AND EXISTS (SELECT 1 FROM imports AS it
         WHERE it.account = ?1 AND it.id = ?2 AND it.state IN ('stopped', 'completed', 'undone'))`,
    audit.account,
    importId,
  );
  const own = db.sql(
    "UPDATE imports SET dismissed = 1 WHERE account = ?1 AND id = ?2 AND state IN ('stopped', 'completed', 'undone')",
    audit.account,
    importId,
  );
  return (await attempt(db, "other", [older, own], audit)).changed;
}

/** Deletes a draft for good, with its rows, unless somebody has changed, started or brought it back since. */
export async function deleteDraft(
  db: AccountDatabase,
  { id, revision }: { readonly id: string; readonly revision: number },
  audit: AuditEntry,
): Promise<boolean> {
  const statement = db.sql(
    "DELETE FROM imports WHERE account = ?1 AND id = ?2 AND state IN ('invalid', 'ready') AND revision = ?3",
    audit.account,
    id,
    revision,
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
