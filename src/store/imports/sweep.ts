import * as v from "valibot";
import { maybeText, text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

/** Lists the accounts that somebody must look after: those with an active import, or with mails or deliveries that are due. */
export async function listWatchedAccounts(
  db: AccountDatabase,
  now: string,
): Promise<readonly { readonly account: string; readonly importId: string | null }[]> {
  return db.all(
    v.object({ account: text, importId: maybeText }),
    db.sql(
      `SELECT id AS account,
              (SELECT imports.id FROM imports WHERE imports.account = accounts.id AND state IN ('running', 'stopping', 'undoing')) AS importId
       FROM accounts
       WHERE EXISTS (SELECT 1 FROM imports WHERE imports.account = accounts.id AND state IN ('running', 'stopping', 'undoing'))
          OR EXISTS (SELECT 1 FROM mails WHERE mails.account = accounts.id AND mails.state = 'pending' AND mails.due_at <= ?1)
          OR EXISTS (SELECT 1 FROM webhook_deliveries AS waiting
                     WHERE waiting.account = accounts.id AND waiting.state = 'pending' AND waiting.due_at <= ?1)`,
      now,
    ),
  );
}

/** Tells which of these uploads no import points to: its draft was never kept, or it was deleted or cleared (S9). */
export async function listOrphans(
  db: AccountDatabase,
  uploads: readonly { readonly account: string; readonly importId: string }[],
): Promise<readonly { readonly account: string; readonly importId: string }[]> {
  return db.all(
    v.object({ account: text, importId: text }),
    db.sql(
      `SELECT value ->> 'account' AS account, value ->> 'importId' AS importId FROM json_each(?1)
       WHERE NOT EXISTS (SELECT 1 FROM imports
         WHERE imports.id = value ->> 'importId' AND imports.account = value ->> 'account' AND purged_at IS NULL)`,
      JSON.stringify(uploads),
    ),
  );
}

/**
 * Tells which of these accounts a database has, or has had. Of one that nobody knows the database was lost: what it will be restored
 * from may need each of its uploads (O4).
 */
export async function listKnown(db: AccountDatabase, accounts: readonly string[]): Promise<readonly string[]> {
  const known = await db.all(
    v.object({ account: text }),
    db.sql(
      `SELECT value AS account FROM json_each(?1)
       WHERE EXISTS (SELECT 1 FROM accounts WHERE accounts.id = value)
          OR EXISTS (SELECT 1 FROM removed_accounts WHERE removed_accounts.account = value)`,
      JSON.stringify(accounts),
    ),
  );
  return known.map(({ account }) => account);
}

/** How far a sweep has come; "" at its beginning. */
export async function findPosition(db: AccountDatabase, sweep: string): Promise<string> {
  const looking = db.sql("SELECT position FROM sweeps WHERE name = ?1", sweep);
  const found = await db.first(v.object({ position: text }), looking);
  return found?.position ?? "";
}

/** Keeps how far a sweep has come. */
export async function savePosition(db: AccountDatabase, sweep: string, position: string): Promise<void> {
  await db.run(
    db.sql(
      "INSERT INTO sweeps (name, position) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET position = excluded.position",
      sweep,
      position,
    ),
  );
}
