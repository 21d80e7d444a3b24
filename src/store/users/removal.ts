import * as v from "valibot";
import { whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { type AccountChange, guarded } from "../guarded.ts";
import { changeCountsStatement } from "../inventory/counts.ts";

/** Whom a removal takes away, and what they give back. */
export type Removed = {
  readonly id: string;
  readonly numbers: readonly string[];
  readonly license_key: string | null;
};

/**
 * Removes a user with everything that was theirs alone: the numbers are parked, the licence is free again, the mails that
 * wait are cancelled (A2). Throws "stale" (isStale) and removes nothing unless the account is at the change's revision.
 */
export async function removeUser(db: AccountDatabase, basis: AccountChange, user: Removed): Promise<void> {
  const { account, audit } = basis;
  await guarded(db, basis, removalStatements(db, account, [user], audit.at), audit);
}

/** The statements that remove users as removeUser does, for the batch whose revision says that they are as they were read. */
export function removalStatements(
  db: AccountDatabase,
  account: string,
  users: readonly Removed[],
  now: string,
): readonly D1PreparedStatement[] {
  const ids = JSON.stringify(users.map(({ id }) => id));
  const numbers = users.flatMap((user) => user.numbers);
  return [
    db.sql(
      `UPDATE subscriptions SET used = used - (SELECT count(*) FROM json_each(?2) WHERE value = subscriptions.type_key)
       WHERE account = ?1 AND type_key IN (SELECT value FROM json_each(?2))`,
      account,
      JSON.stringify(users.flatMap(({ license_key }) => license_key ?? [])),
    ),
    changeCountsStatement(db, account, { users: -users.length, assigned: [], parked: numbers }),
    // By their own key: no index leads from a user to their numbers.
    db.sql(
      `UPDATE numbers SET user_id = NULL
       WHERE account = ?1 AND e164 IN (SELECT value FROM json_each(?3)) AND user_id IN (SELECT value FROM json_each(?2))`,
      account,
      ids,
      JSON.stringify(numbers),
    ),
    cancelMailsStatement(db, account, ids, now),
    db.sql("DELETE FROM users WHERE account = ?1 AND id IN (SELECT value FROM json_each(?2))", account, ids),
  ];
}

/**
 * The statement that cancels the mails of users that wait to be sent; the mails' ids begin with the user's. One that is
 * being sent just now is left to whoever sends it: it may arrive, and is recorded as what became of it (saveMailEndings).
 */
function cancelMailsStatement(db: AccountDatabase, account: string, users: string, now: string): D1PreparedStatement {
  return db.sql(
    `UPDATE mails SET state = 'cancelled', lease = NULL, leased_until = NULL
     WHERE account = ?1 AND id IN (
       SELECT mails.id FROM json_each(?2) AS removed CROSS JOIN mails ON mails.account = ?1
         AND mails.id > 'mail_' || removed.value || '_' AND mails.id < 'mail_' || removed.value || '\`'
       WHERE mails.user_id = removed.value AND mails.state IN ('pending', 'held')
         AND (mails.leased_until IS NULL OR mails.leased_until <= ?3))`,
    account,
    users,
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
         AND state IN ('pending', 'held')`,
      account,
      user,
    ),
  );
  return mails;
}
