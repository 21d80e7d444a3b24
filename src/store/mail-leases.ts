import { type Database, rowsOf } from "./database.ts";
import type { MailKind } from "./mails.ts";

/** A mail that is claimed for sending, with what its text needs. */
export type ClaimedMail = {
  readonly id: string;
  readonly kind: MailKind;
  readonly to_address: string;
  readonly user_id: string | null;
  readonly import_id: string | null;
  readonly link_id: string | null;
  readonly password_version: number;
  readonly attempts: number;
  readonly account_name: string;
  readonly email: string | null;
  readonly display_name: string | null;
  readonly extension: string | null;
  readonly primary_phone: string | null;
  readonly additional_phones: string | null;
  readonly pin: string | null;
  readonly pin_made: number | null;
  readonly file_name: string | null;
  readonly created: number | null;
  readonly failed: number | null;
  readonly not_attempted: number | null;
};

export type Lease = { readonly id: string; readonly now: string; readonly until: string; readonly most: number };

/** Claims pending mails of an account that are due, so that nobody else sends them while the lease runs. */
export async function claimMails(db: Database, account: string, lease: Lease): Promise<readonly ClaimedMail[]> {
  const results = await db.batch([
    db.sql(
      `UPDATE mails SET lease = ?2, leased_until = ?4, attempts = attempts + 1
       WHERE account = ?1 AND id IN (
         SELECT id FROM mails WHERE account = ?1 AND state = 'pending' AND due_at <= ?3
           AND (leased_until IS NULL OR leased_until <= ?3)
         ORDER BY due_at LIMIT ?5)`,
      account,
      lease.id,
      lease.now,
      lease.until,
      lease.most,
    ),
    db.sql(
      `SELECT mails.id, mails.kind, mails.to_address, mails.user_id, mails.import_id, mails.link_id,
              mails.password_version, mails.attempts, accounts.name AS account_name, users.email, users.display_name,
              users.extension, users.primary_phone, users.additional_phones, users.pin, users.pin_made,
              imports.file_name, imports.created, imports.failed, imports.not_attempted
       FROM mails INDEXED BY mails_pending
       JOIN accounts ON accounts.id = mails.account
       LEFT JOIN users ON users.id = mails.user_id
       LEFT JOIN imports ON imports.id = mails.import_id AND mails.kind = 'import_finished'
       WHERE mails.account = ?1 AND mails.state = 'pending' AND mails.lease = ?2`,
      account,
      lease.id,
    ),
  ]);
  return rowsOf<ClaimedMail>(results, 1);
}

export type MailEnding =
  | { readonly id: string; readonly state: "sent"; readonly user: string | null; readonly password_version: number }
  | { readonly id: string; readonly state: "failed"; readonly error: string }
  | {
      readonly id: string;
      readonly state: "pending";
      readonly error: string;
      readonly due_at: string;
      /** 1 where its sending was not tried after all. */
      readonly untried?: 1;
    };

/**
 * Keeps how the mails of a lease ended; the password of a mail that was accepted is valid from now on (M1).
 * What did not go out to a user who has been deleted meanwhile is cancelled (A2).
 */
export async function saveMailEndings(
  db: Database,
  claim: { account: string; lease: string; now: string; passwordsExpireAt: string },
  endings: readonly MailEnding[],
): Promise<void> {
  const json = JSON.stringify(endings);
  await db.batch([
    db.sql(
      `UPDATE mails SET lease = NULL, leased_until = NULL,
         (state, sent_at, last_error, due_at) =
           (SELECT CASE WHEN value ->> 'state' <> 'sent' AND mails.user_id IS NOT NULL
                         AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = mails.user_id)
                        THEN 'cancelled' ELSE value ->> 'state' END,
                   CASE value ->> 'state' WHEN 'sent' THEN ?4 END, value ->> 'error',
                   coalesce(value ->> 'due_at', mails.due_at)
            FROM json_each(?3) WHERE value ->> 'id' = mails.id)
       WHERE account = ?1 AND state = 'pending' AND lease = ?2 AND id IN (SELECT value ->> 'id' FROM json_each(?3))`,
      claim.account,
      claim.lease,
      json,
      claim.now,
    ),
    db.sql(
      `UPDATE users SET password_expires_at = ?3
       WHERE account = ?1 AND id IN (SELECT value ->> 'user' FROM json_each(?2) WHERE value ->> 'state' = 'sent')
         AND password_version = (SELECT value ->> 'password_version' FROM json_each(?2) WHERE value ->> 'user' = users.id)`,
      claim.account,
      json,
      claim.passwordsExpireAt,
    ),
  ]);
}

/** Tells how many mails of an account are due and nobody's, and when the next pending one is: due, or let go of by its lease. */
export async function countDueMails(
  db: Database,
  account: string,
  now: string,
): Promise<{ readonly due: number; readonly next: string | null }> {
  const counts = await db.first<{ due: number; next: string | null }>(
    db.sql(
      `SELECT min(max(due_at, coalesce(leased_until, due_at))) AS next,
              count(*) FILTER (WHERE due_at <= ?2 AND (leased_until IS NULL OR leased_until <= ?2)) AS due
       FROM mails WHERE account = ?1 AND state = 'pending'`,
      account,
      now,
    ),
  );
  return counts ?? { due: 0, next: null };
}
