import * as v from "valibot";
import { whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

/** Of mails to some users: how many wait to be sent, and how many of the users have been sent a password. */
export type MailsTo = { readonly waiting: number; readonly told: number };

/** Counts the mails that a removal of users would cancel, and those of them who have a password in hand (A2, I11). */
export async function countMailsTo(db: AccountDatabase, account: string, users: readonly string[]): Promise<MailsTo> {
  return db.only(
    v.object({ waiting: whole, told: whole }),
    db.sql(
      `SELECT count(*) FILTER (WHERE mails.state IN ('pending', 'held')) AS waiting,
              count(DISTINCT iif(mails.kind = 'password' AND mails.state = 'sent', mails.user_id, NULL)) AS told
       FROM json_each(?2) AS given CROSS JOIN mails ON mails.account = ?1
         AND mails.id > 'mail_' || given.value || '_' AND mails.id < 'mail_' || given.value || '\`'
       WHERE mails.user_id = given.value`,
      account,
      JSON.stringify(users),
    ),
  );
}
