import * as v from "valibot";
import type { Bounce } from "../../domain/mail/bounce.ts";
import type { MailEnding } from "../../domain/mail/ending.ts";
import { text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

type Recorded = { readonly account: string; readonly lease: string; readonly now: string };

/**
 * The statement that notes which mails the mail system has taken, and what it calls them; none where it calls them nothing. Of
 * an account that was removed meanwhile it notes nothing.
 */
export function receiptStatement(
  db: AccountDatabase,
  { account, lease, now }: Recorded,
  endings: readonly MailEnding[],
): readonly D1PreparedStatement[] {
  const named = endings.flatMap((ending) =>
    ending.state === "sent" && ending.message_id !== null ? [[ending.message_id, ending.id] as const] : [],
  );
  if (named.length === 0) return [];
  return [
    db.sql(
      `INSERT INTO mail_receipts (account, at, lease, mails) SELECT id, ?2, ?3, ?4 FROM accounts WHERE id = ?1
       ON CONFLICT (account, at, lease) DO UPDATE SET mails = json_patch(mails, excluded.mails)`,
      account,
      now,
      lease,
      JSON.stringify(Object.fromEntries(named)),
    ),
  ];
}

/**
 * Marks the mail as bounced that the mail system calls so; tells whether there is one (M11). It can be repeated. One that was
 * sent again since is another one by now. A copy that is arriving stays as it was made: what its account leaves refuses this, and it
 * is said again (O6).
 */
export async function saveBounce(db: AccountDatabase, { messageId, reason }: Bounce): Promise<boolean> {
  const marked = await db.all(
    v.object({ id: text }),
    db.sql(
      `UPDATE mails SET bounced = coalesce(bounced, ?2)
       WHERE state = 'sent' AND message_id = ?1 AND (account, id) IN (
         SELECT receipts.account, named.value
         FROM accounts CROSS JOIN mail_receipts AS receipts ON receipts.account = accounts.id
         CROSS JOIN json_each(receipts.mails) AS named
         WHERE instr(receipts.mails, ?1) > 0 AND named.key = ?1
           AND NOT EXISTS (SELECT 1 FROM moving_accounts AS moving
                           WHERE moving.account = receipts.account AND moving.role IN ('arriving', 'arrived')))
       RETURNING id`,
      messageId,
      reason,
    ),
  );
  return marked.length > 0;
}

/** Finds what the mail system called a mail when it took it; null where it has not. For development, which knows no account. */
export async function findMessageId(db: AccountDatabase, mail: string): Promise<string | null> {
  const found = await db.first(
    v.object({ message_id: text }),
    db.sql(
      `SELECT mails.message_id FROM accounts CROSS JOIN mails ON mails.account = accounts.id AND mails.id = ?1
       WHERE mails.message_id IS NOT NULL`,
      mail,
    ),
  );
  return found?.message_id ?? null;
}

/** Forgets what was noted before a time, at most so many rows. */
export async function clearReceipts(
  db: AccountDatabase,
  { before, limit }: { readonly before: string; readonly limit: number },
): Promise<void> {
  await db.run(
    db.sql(
      `DELETE FROM mail_receipts WHERE (account, at, lease) IN (
         SELECT receipts.account, receipts.at, receipts.lease
         FROM accounts CROSS JOIN mail_receipts AS receipts ON receipts.account = accounts.id AND receipts.at < ?1
         LIMIT ?2)`,
      before,
      limit,
    ),
  );
}
