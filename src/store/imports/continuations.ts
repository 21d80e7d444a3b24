import type { Continuation } from "../../domain/import/continuation.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";
import { importOf, importRow } from "./import-record.ts";

/** More than these nobody makes of one import. */
const MOST = 20;

/** Lists what was made of the rows that an import did not create, the newest first; deleted drafts are not among them (E10). */
export async function listContinuations(
  db: AccountDatabase,
  account: string,
  importId: string,
): Promise<readonly Continuation[]> {
  return readContinuations(await db.batch([continuationsStatement(db, account, importId)]), 0);
}

/** The statement that lists them, for a batch. */
export function continuationsStatement(db: AccountDatabase, account: string, importId: string): D1PreparedStatement {
  return db.sql(
    `SELECT * FROM imports WHERE account = ?1 AND continues = ?2 AND deleted_at IS NULL ORDER BY id DESC LIMIT ?3`,
    account,
    importId,
    MOST,
  );
}

/** Gives them out of a result of a batch. */
export function readContinuations(results: readonly D1Result[], at: number): readonly Continuation[] {
  return rows(importRow, results, at).map((record) => ({ ...importOf(record), outcomes: record.continues_outcomes }));
}
