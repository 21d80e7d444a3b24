import * as v from "valibot";
import { whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

export const leftRow = v.object({ row: whole });

/**
 * Reads the rows of an import that are left to settle, in file order: while it runs those without an outcome, while it is
 * being undone those whose user the undo has not looked at.
 */
export function leftRowsStatement(db: AccountDatabase, account: string, importId: string): D1PreparedStatement {
  return db.sql(
    `SELECT row, epoch FROM imports CROSS JOIN import_rows ON import_rows.import_id = imports.id
     WHERE imports.account = ?1 AND imports.id = ?2
       AND (state = 'running' AND outcome = 'pending' OR state = 'undoing' AND outcome = 'created' AND code IS NULL)
     ORDER BY row`,
    account,
    importId,
  );
}

const leftInEpoch = v.object({ row: whole, epoch: whole });

/** Finds the rows that are left to settle, and the epoch in which they may be; null where none is left. */
export async function findLeft(
  db: AccountDatabase,
  account: string,
  importId: string,
): Promise<{ readonly rows: readonly number[]; readonly epoch: number | null }> {
  const left = await db.all(leftInEpoch, leftRowsStatement(db, account, importId));
  return { rows: left.map(({ row }) => row), epoch: left[0]?.epoch ?? null };
}

/** Lists the rows that are left to settle, in file order; none where the import is neither running nor being undone. */
export async function listLeftRows(db: AccountDatabase, account: string, importId: string): Promise<readonly number[]> {
  const left = await db.all(leftRow, leftRowsStatement(db, account, importId));
  return left.map(({ row }) => row);
}
