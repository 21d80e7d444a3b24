import type { AccountDatabase } from "../database.ts";
import { type LoggedMail, loggedMail } from "./mails.ts";

/** Lists the latest mails about a user, newest first; the ids of these begin with the user's. */
export async function listUserMails(
  db: AccountDatabase,
  account: string,
  user: string,
  limit: number,
): Promise<readonly LoggedMail[]> {
  return db.all(
    loggedMail,
    db.sql(
      `SELECT id, kind, to_address AS "to", user_id AS user, iif(bounced IS NULL, state, 'bounced') AS state, attempts,
            coalesce(bounced, last_error) AS last_error, created_at, due_at, sent_at
       FROM mails
       WHERE account = ?1 AND id > 'mail_' || ?2 || '_' AND id < 'mail_' || ?2 || '\`' AND user_id = ?2
       ORDER BY created_at DESC, id LIMIT ?3`,
      account,
      user,
      limit,
    ),
  );
}
