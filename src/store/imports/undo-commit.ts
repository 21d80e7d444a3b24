import type { UndoPlan } from "../../domain/import/undo.ts";
import type { AccountDatabase } from "../database.ts";
import { guarded, type RunningImport } from "../guarded.ts";
import { removalStatements } from "../users/removal.ts";
import { countUndoneStatement } from "./undo.ts";

export type UndoCommit = RunningImport & {
  /** The revision at which it was decided. */
  readonly revision: number;
  readonly plan: UndoPlan;
  readonly now: string;
};

/**
 * Writes what was decided about a range in one transaction: users removed with all that was theirs alone (A2), outcomes,
 * reasons, counts. Throws "stale" (isStale) and writes nothing unless the import is being undone in this epoch and the
 * account is as it was when that was decided (I11).
 */
export async function commitUndo(db: AccountDatabase, commit: UndoCommit): Promise<void> {
  const { account, importId, revision, plan, now } = commit;
  const statements = [
    ...removalStatements(db, { account, at: now, import: importId }, plan.removed),
    db.sql(
      `UPDATE import_rows SET outcome = 'undone'
       WHERE import_id = ?1 AND row IN (SELECT value FROM json_each(?2)) AND outcome = 'created' AND code IS NULL`,
      importId,
      JSON.stringify(plan.removed.map(({ row }) => row)),
    ),
    db.sql(
      `UPDATE import_rows SET (code, params) =
         (SELECT value ->> 'code', value -> 'params' FROM json_each(?2) WHERE value ->> 'row' = import_rows.row)
       WHERE import_id = ?1 AND row IN (SELECT value ->> 'row' FROM json_each(?2)) AND outcome = 'created' AND code IS NULL`,
      importId,
      JSON.stringify(plan.kept.map(({ row, reason }) => ({ row, ...reason }))),
    ),
    countUndoneStatement(db, account, importId, now),
  ];
  await guarded(db, { account, revision, undo: commit }, statements, null);
}
