import * as v from "valibot";
import { whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { type AccountChange, guarded } from "../guarded.ts";
import { changeCountsStatement } from "../inventory/counts.ts";

/**
 * Removes a user with everything that was theirs alone: the numbers are parked, the licence is free again, the mails that
 * wait are cancelled (A2). Throws "stale" (isStale) and removes nothing unless the account is at the change's revision.
 */
export async function removeUser(
  db: AccountDatabase,
  basis: AccountChange,
  user: { readonly id: string; readonly numbers: readonly string[] },
): Promise<void> {
  const { account, audit } = basis;
  const statements = [
    db.sql(
      `UPDATE subscriptions SET used = used - 1
       WHERE account = ?1 AND type_key = (SELECT license_key FROM users WHERE account = ?1 AND id = ?2)`,
      account,
      user.id,
    ),
    changeCountsStatement(db, account, { users: -1, assigned: [], parked: user.numbers }),
    // By their own key: no index leads from a user to their numbers.
    db.sql(
      `UPDATE numbers SET user_id = NULL
       WHERE account = ?1 AND user_id = ?2 AND e164 IN (SELECT value FROM json_each(?3))`,
      account,
      user.id,
      JSON.stringify(user.numbers),
    ),
    cancelMailsStatement(db, account, user.id, audit.at),
    db.sql("DELETE FROM users WHERE account = ?1 AND id = ?2", account, user.id),
  ];
  await guarded(db, basis, statements, audit);
}

/**
 * The statement that cancels the mails of a user that wait to be sent; the mails' ids begin with the user's. One that is being sent just now is left to
 * whoever sends it: it may arrive, and is recorded as what became of it (saveMailEndings).
 */
function cancelMailsStatement(db: AccountDatabase, account: string, user: string, now: string): D1PreparedStatement {
  return db.sql(
    `UPDATE mails SET state = 'cancelled', lease = NULL, leased_until = NULL
     WHERE account = ?1 AND id > 'mail_' || ?2 || '_' AND id < 'mail_' || ?2 || '\`' AND user_id = ?2
       AND state = 'pending' AND (leased_until IS NULL OR leased_until <= ?3)`,
    account,
    user,
    now,
  );
}

/** How many mails to a user wait to be sent. */
export async function countWaitingMails(db: AccountDatabase, account: string, user: string): Promise<number> {
  const { mails } = await db.only(
    v.object({ mails: whole }),
    db.sql(
      `SELECT count(*) AS mails FROM mails
       WHERE account = ?1 AND id > 'mail_' || ?2 || '_' AND id < 'mail_' || ?2 || '\`' AND user_id = ?2
         AND state = 'pending'`,
      account,
      user,
    ),
  );
  return mails;
}
