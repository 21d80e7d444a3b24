import * as v from "valibot";
import type { ChunkRange, RowKept } from "../../domain/import/import.ts";
import { moves, undoable } from "../../domain/import/moves.ts";
import type { Ending, Undoer } from "../../domain/import/run.ts";
import { whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { isTaken } from "../database.ts";
import { onlyRow, rows } from "../decode.ts";
import { attempt, guarded, type RunningImport } from "../guarded.ts";
import { countRowsStatement } from "./count-rows.ts";
import { leftRow, leftRowsStatement } from "./left-rows.ts";

/** What became of an attempt to have an import undone. */
export type UndoOutcome =
  | { readonly kind: "started"; readonly epoch: number; readonly rows: readonly number[] }
  /** It has not ended, is undone already, or its rows are gone. */
  | { readonly kind: "not_undoable" }
  | { readonly kind: "another_is_active" };

/**
 * Begins to undo an import that has ended and whose rows are kept, and gives the rows that it created in file order, unless
 * the account's single place is taken (I1). It begins a new epoch: no message of the run means anything any more.
 */
export async function startUndo(
  db: AccountDatabase,
  account: string,
  importId: string,
  { who, address, now }: Undoer,
): Promise<UndoOutcome> {
  const statements = [
    db.sql(
      `UPDATE imports SET state = ?6, epoch = epoch + 1, undo_started_at = ?3, undo_started_by = ?4, settled_at = ?3,
              touched_at = ?3, dismissed = 0
       WHERE account = ?1 AND id = ?2 AND state IN (SELECT value FROM json_each(?5)) AND purged_at IS NULL`,
      account,
      importId,
      now,
      who,
      JSON.stringify(undoable),
      moves.endUndone.from,
    ),
    leftRowsStatement(db, account, importId),
    db.sql("SELECT epoch FROM imports WHERE account = ?1 AND id = ?2", account, importId),
  ];
  try {
    const audit = { account, at: now, who, address, action: "import.undo", subject: importId };
    const { changed, results } = await attempt(db, "other", statements, audit);
    if (!changed) return { kind: "not_undoable" };
    const { epoch } = onlyRow(v.object({ epoch: whole }), results, 2);
    return { kind: "started", epoch, rows: rows(leftRow, results, 1).map(({ row }) => row) };
  } catch (error) {
    if (isTaken(error, "imports.account")) return { kind: "another_is_active" };
    throw error;
  }
}

/** The statement that ends an undo by the step that endOf decides on, found from its rows in the same transaction (I5). */
export function finishUndoStatement(
  db: AccountDatabase,
  account: string,
  importId: string,
  { now, cost }: Ending,
): D1PreparedStatement {
  return db.sql(
    `UPDATE imports SET state = ?6, undone_at = ?3, touched_at = ?3, cost = coalesce(?4, cost)
     WHERE account = ?1 AND id = ?2 AND state = ?5 AND NOT EXISTS
       (SELECT 1 FROM import_rows WHERE import_id = ?2 AND outcome = 'created' AND code IS NULL)
     RETURNING state, round(unixepoch(undone_at, 'subsec') - unixepoch(undo_started_at, 'subsec'), 3) AS seconds`,
    account,
    importId,
    now,
    cost === null ? null : JSON.stringify(cost),
    moves.endUndone.from,
    moves.endUndone.to,
  );
}

/**
 * Leaves the users of a range who could not be removed after bounded tries, so that the undo ends too (I5). Throws "stale"
 * (isStale) and writes nothing unless the import is being undone in this epoch.
 */
export async function keepRows(
  db: AccountDatabase,
  run: RunningImport & ChunkRange,
  reason: RowKept,
  now: string,
): Promise<void> {
  const statements = [
    db.sql(
      `UPDATE import_rows SET code = ?4, params = ?5
       WHERE import_id = ?1 AND row BETWEEN ?2 AND ?3 AND outcome = 'created' AND code IS NULL`,
      run.importId,
      run.from,
      run.to,
      reason.code,
      JSON.stringify(reason.params),
    ),
    countRowsStatement(db, { account: run.account, importId: run.importId, now }, "kept"),
  ];
  await guarded(db, { account: run.account, undo: run }, statements, null);
}
