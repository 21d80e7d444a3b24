import * as v from "valibot";
import { type Import, outcomes } from "../../../domain/import/import.ts";
import { type Ending, type MailsSoFar, noMailsSoFar } from "../../../domain/import/so-far.ts";
import { json, maybeText, whole } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { firstRow, rows } from "../../decode.ts";
import { idsOf } from "../../mails/list.ts";
import { importOf, importRow } from "../import-record.ts";
import { importStatement } from "../imports.ts";

/** An import that is looked at again and again, how each of its rows has ended, in file order, and what its mails came to. */
export type Going = { readonly given: Import; readonly endings: readonly Ending[]; readonly mails: MailsSoFar };

const mailsSoFar = json(v.object({ sent: whole, held: whole, pending: whole }));
const goingRow = v.object({
  ...{ row: whole, outcome: v.picklist(outcomes), code: maybeText },
  /** On the first row alone. */
  mails: v.nullable(mailsSoFar),
});

/**
 * Finds an import, in one call; null when there is none. How its rows have ended and its mails are read while it is active and
 * is not as somebody has seen it, which its progressTag tells.
 */
export async function findProgress(
  db: AccountDatabase,
  account: string,
  importId: string,
  seen: string,
): Promise<Going | null> {
  const results = await db.batch([
    importStatement(db, account, importId),
    endingsStatement(db, account, importId, seen),
  ]);
  const record = firstRow(importRow, results, 0);
  const endings = rows(goingRow, results, 1);
  return record && { given: importOf(record), endings, mails: endings[0]?.mails ?? noMailsSoFar };
}

/**
 * Where there is nothing new no row is found, so that no mail is counted either: there are as many as users, or twice as many. An
 * undo sends none.
 */
function endingsStatement(db: AccountDatabase, account: string, importId: string, seen: string): D1PreparedStatement {
  const { first, last } = idsOf(importId);
  return db.sql(
    `SELECT row, outcome, code, iif(row = (SELECT min(row) FROM import_rows WHERE import_id = ?2),
       (SELECT json_object('sent', count(iif(state = 'sent', 1, NULL)), 'held', count(iif(state = 'held', 1, NULL)),
                           'pending', count(iif(state = 'pending', 1, NULL)))
        FROM mails
        WHERE account = (SELECT account FROM imports WHERE account = ?1 AND id = ?2 AND state <> 'undoing')
          AND id > ?4 AND id < ?5 AND import_id = ?2), NULL) AS mails
     FROM import_rows
     WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2 AND state IN ('running', 'stopping', 'undoing')
       AND state || '-' || pending || '-' || coalesce(settled_at, '') <> ?3)
     ORDER BY row`,
    account,
    importId,
    seen,
    first,
    last,
  );
}
