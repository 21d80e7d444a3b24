import type { Database } from "./database.ts";

/** Lists the accounts that somebody must look after: those with an active import, or with mails that are due. */
export async function listWatchedAccounts(
  db: Database,
  now: string,
): Promise<readonly { readonly account: string; readonly importId: string | null }[]> {
  return db.all(
    db.sql(
      `SELECT id AS account,
              (SELECT imports.id FROM imports WHERE imports.account = accounts.id AND state IN ('running', 'stopping')) AS importId
       FROM accounts
       WHERE EXISTS (SELECT 1 FROM imports WHERE imports.account = accounts.id AND state IN ('running', 'stopping'))
          OR EXISTS (SELECT 1 FROM mails WHERE mails.account = accounts.id AND mails.state = 'pending' AND mails.due_at <= ?1)`,
      now,
    ),
  );
}
