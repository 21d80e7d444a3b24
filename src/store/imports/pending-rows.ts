import * as v from "valibot";
import { whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

export const pendingRow = v.object({ row: whole });

/** Reads the rows of an import that have no outcome yet, in file order. */
export function pendingRowsStatement(db: AccountDatabase, account: string, importId: string): D1PreparedStatement {
  return db.sql(
    `SELECT row FROM import_rows
     WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2) AND outcome = 'pending' ORDER BY row`,
    account,
    importId,
  );
}

/** Lists the rows that have no outcome yet, in file order. */
export async function listPendingRows(
  db: AccountDatabase,
  account: string,
  importId: string,
): Promise<readonly number[]> {
  const pending = await db.all(pendingRow, pendingRowsStatement(db, account, importId));
  return pending.map(({ row }) => row);
}
