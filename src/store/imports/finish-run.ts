import * as v from "valibot";
import { LEFT_BEHIND, moves } from "../../domain/import/moves.ts";
import type { Ending } from "../../domain/import/run.ts";
import type { AccountDatabase } from "../database.ts";
import { firstRow } from "../decode.ts";
import { importEventStatement } from "../events/record-imports.ts";
import { recordMailsStatement } from "../mails/record-mails.ts";
import { finishUndoStatement } from "./undo.ts";

const runEnded = v.object({ state: v.picklist(["completed", "stopped", "undone"]), seconds: v.number() });
/** How a run, or an undo, ended, and how long it took (seconds). */
export type RunEnded = Readonly<v.InferOutput<typeof runEnded>>;

/**
 * Ends an import, or its undo, by the step that endOf decides on; found from its state and rows in the same transaction,
 * since a row may be settled, or Stop come, at any moment before it (I5). Tells how it ended and how long it ran; null where it
 * did not end.
 */
export async function finishRun(
  db: AccountDatabase,
  account: string,
  importId: string,
  ending: Ending,
): Promise<RunEnded | null> {
  const { now, cost } = ending;
  const told = importEventStatement(db, { account, at: now }, importId);
  const results = await db.batch([
    db.sql(
      `UPDATE import_rows SET outcome = ?4
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2 AND state = ?3)
         AND outcome = 'pending'`,
      account,
      importId,
      moves.endStopped.from,
      LEFT_BEHIND,
    ),
    db.sql(
      `UPDATE imports SET state = CASE state WHEN ?5 THEN ?6 ELSE ?8 END,
              not_attempted = not_attempted + pending, pending = 0, finished_at = ?3, touched_at = ?3,
              cost = coalesce(?4, cost)
       WHERE account = ?1 AND id = ?2
         AND (state = ?5 OR (state = ?7 AND NOT EXISTS
               (SELECT 1 FROM import_rows WHERE import_id = ?2 AND outcome = 'pending')))
       RETURNING state, round(unixepoch(finished_at, 'subsec') - unixepoch(started_at, 'subsec'), 3) AS seconds`,
      account,
      importId,
      now,
      cost === null ? null : JSON.stringify(cost),
      moves.endStopped.from,
      moves.endStopped.to,
      moves.complete.from,
      moves.complete.to,
    ),
    told,
    recordMailsStatement(db, { account, now }, [
      { id: `mail_${importId}_import_finished`, kind: "import_finished", to: null, import: importId },
    ]),
    finishUndoStatement(db, account, importId, ending),
    told,
  ]);
  return firstRow(runEnded, results, 1) ?? firstRow(runEnded, results, 4);
}
