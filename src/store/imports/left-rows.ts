import * as v from "valibot";
import { type ImportState, importStates } from "../../domain/import/import.ts";
import { whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { firstRow, rows } from "../decode.ts";

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

/**
 * The statements that read the rows of a draft that has just been set running, which are all left: the first and the last where
 * no row is missing between them, so that none is read in between, or each of them.
 */
export function startedRowsStatements(
  db: AccountDatabase,
  account: string,
  importId: string,
): readonly D1PreparedStatement[] {
  return [
    db.sql(
      `SELECT state, row_count AS count, (SELECT min(row) FROM import_rows WHERE import_id = ?2) AS first,
              (SELECT max(row) FROM import_rows WHERE import_id = ?2) AS last
       FROM imports WHERE account = ?1 AND id = ?2`,
      account,
      importId,
    ),
    db.sql(
      `SELECT row FROM imports CROSS JOIN import_rows ON import_rows.import_id = imports.id
       WHERE imports.account = ?1 AND imports.id = ?2 AND state = 'running'
         AND row_count <> 1 + (SELECT max(row) FROM import_rows WHERE import_id = ?2)
                            - (SELECT min(row) FROM import_rows WHERE import_id = ?2)
       ORDER BY row`,
      account,
      importId,
    ),
  ];
}

const startedRow = v.object({
  state: v.picklist(importStates),
  count: whole,
  first: v.nullable(whole),
  last: v.nullable(whole),
});

/** Reads the state of the import and its rows out of two results of a batch; null where there is no such import. */
export function readStartedRows(
  results: readonly D1Result[],
  at: number,
): { readonly state: ImportState; readonly rows: readonly number[] } | null {
  const found = firstRow(startedRow, results, at);
  if (!found) return null;
  const { state, count, first, last } = found;
  const isWhole = first !== null && last !== null && last - first + 1 === count;
  const numbered = isWhole ? Array.from({ length: count }, (_, n) => first + n) : [];
  return { state, rows: isWhole ? numbered : rows(leftRow, results, at + 1).map(({ row }) => row) };
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
