import type { UndoPlan } from "../../domain/import/undo.ts";
import type { AccountDatabase } from "../database.ts";
import { guarded, type RunningImport } from "../guarded.ts";
import { removalStatements } from "../users/removal.ts";
import { countRowsStatement } from "./count-rows.ts";

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
    ...outcomeStatements(db, commit),
  ];
  await guarded(db, { account, revision, undo: commit }, statements, null);
}

/** LIMIT -1 has what is given listed first, so that each finds its row by the key: else all rows of the import would be read. */
function outcomeStatements(db: AccountDatabase, commit: UndoCommit): readonly D1PreparedStatement[] {
  const { importId, plan } = commit;
  const removed = db.sql(
    `UPDATE import_rows SET outcome = 'undone'
     FROM (SELECT value AS removed FROM json_each(?2) LIMIT -1)
     WHERE import_id = ?1 AND row = removed AND outcome = 'created' AND code IS NULL`,
    importId,
    JSON.stringify(plan.removed.map(({ row }) => row)),
  );
  const kept = db.sql(
    `UPDATE import_rows SET code = value ->> 'code', params = value -> 'params'
     FROM (SELECT value, value ->> 'row' AS kept FROM json_each(?2) LIMIT -1)
     WHERE import_id = ?1 AND row = kept AND outcome = 'created' AND import_rows.code IS NULL`,
    importId,
    JSON.stringify(plan.kept.map(({ row, reason }) => ({ row, ...reason }))),
  );
  return [
    ...(plan.removed.length === 0 ? [] : [removed, countRowsStatement(db, commit, "undone")]),
    ...(plan.kept.length === 0 ? [] : [kept, countRowsStatement(db, commit, "kept")]),
  ];
}
