import type { Import, Outcome } from "../../../domain/import/import.ts";
import type { AccountDatabase } from "../../database.ts";
import { firstRow } from "../../decode.ts";
import { importOf, importRow } from "../import-record.ts";
import { importStatement } from "../imports.ts";
import { readOutcomes } from "./endings.ts";

/** An import that is looked at again and again, and how each of its rows has ended, in file order. */
export type Going = { readonly given: Import; readonly outcomes: readonly Outcome[] };

/**
 * Finds an import, in one call; null when there is none. How its rows have ended is read while it is active and is not as
 * somebody has seen it, which its progressTag tells.
 */
export async function findProgress(
  db: AccountDatabase,
  account: string,
  importId: string,
  seen: string,
): Promise<Going | null> {
  const results = await db.batch([
    importStatement(db, account, importId),
    db.sql(
      `SELECT outcome FROM import_rows
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2 AND state IN ('running', 'stopping', 'undoing')
         AND state || '-' || pending || '-' || coalesce(settled_at, '') <> ?3)
       ORDER BY row`,
      account,
      importId,
      seen,
    ),
  ]);
  const record = firstRow(importRow, results, 0);
  return record && { given: importOf(record), outcomes: readOutcomes(results, 1) };
}
