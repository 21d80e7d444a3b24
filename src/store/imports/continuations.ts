import type { Continuation } from "../../domain/import/continuation.ts";
import type { AccountDatabase } from "../database.ts";
import { importOf, importRow } from "./import-record.ts";

/** More than these nobody makes of one import. */
const MOST = 20;

/** Lists what was made of the rows that an import did not create, the newest first; deleted drafts are not among them (E10). */
export async function listContinuations(
  db: AccountDatabase,
  account: string,
  importId: string,
): Promise<readonly Continuation[]> {
  const records = await db.all(
    importRow,
    db.sql(
      `SELECT * FROM imports WHERE account = ?1 AND continues = ?2 AND deleted_at IS NULL ORDER BY id DESC LIMIT ?3`,
      account,
      importId,
      MOST,
    ),
  );
  return records.map((record) => ({ ...importOf(record), outcomes: record.continues_outcomes }));
}
