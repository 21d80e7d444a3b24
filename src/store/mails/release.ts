import * as v from "valibot";
import type { AuditEntry } from "../audit/audit.ts";
import { whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { onlyRow } from "../decode.ts";
import { attempt } from "../guarded.ts";
import { idsOfImportMails } from "./list.ts";

/**
 * Releases the mails of an import that are held, or wait for its time: they are due now, and so is what is recorded later
 * (M9). Gives how many were released. It can be repeated: what was released before is left as it is.
 */
export async function releaseMails(db: AccountDatabase, importId: string, audit: AuditEntry): Promise<number> {
  const { first, last } = idsOfImportMails(importId);
  const { results } = await attempt(
    db,
    "other",
    [
      db.sql(
        `UPDATE mails SET state = 'pending', due_at = ?5
         WHERE account = ?1 AND id > ?3 AND id < ?4 AND import_id = ?2
           AND (state = 'held' OR state = 'pending' AND attempts = 0 AND due_at > ?5 AND due_at =
             (SELECT mails_at FROM imports WHERE account = ?1 AND id = ?2 AND mails_released_at IS NULL))`,
        audit.account,
        importId,
        first,
        last,
        audit.at,
      ),
      db.sql("SELECT changes() AS released"),
      db.sql(
        `UPDATE imports SET mails_released_at = ?3
         WHERE account = ?1 AND id = ?2 AND (mails = 'hold' OR mails_at IS NOT NULL) AND mails_released_at IS NULL
           AND state NOT IN ('invalid', 'ready')`,
        audit.account,
        importId,
        audit.at,
      ),
    ],
    audit,
  );
  return onlyRow(v.object({ released: whole }), results, 1).released;
}
