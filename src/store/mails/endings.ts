import { given } from "../../domain/given.ts";
import type { AccountDatabase } from "../database.ts";

export type MailEnding =
  | { readonly id: string; readonly state: "sent"; readonly user: string | null; readonly password_version: number }
  | { readonly id: string; readonly state: "failed" | "cancelled"; readonly error: string }
  | {
      readonly id: string;
      readonly state: "pending";
      readonly error: string;
      readonly due_at: string;
      /** 1 where its sending was not tried after all. */
      readonly untried?: 1;
      /** The minute that it was given (M2). */
      readonly slot?: string;
    };

export type MailLease = {
  readonly account: string;
  readonly lease: string;
  /** When they were claimed, and when the lease ends. */
  readonly since: string;
  readonly until: string;
  readonly now: string;
  /** When those may go that were to follow the last mail of theirs. */
  readonly follow: string;
  readonly passwordsExpireAt: string;
};

/**
 * Keeps how mails of a lease ended, and tells of how many; what the lease no longer holds is left as it is. The password
 * of a mail that was accepted is valid from now on (M1).
 * What did not go out to a user who has been deleted meanwhile is cancelled (A2), and so is what would have told
 * a user of their voice who has no CONNECT any more.
 */
export async function saveMailEndings(
  db: AccountDatabase,
  claim: MailLease,
  endings: readonly MailEnding[],
): Promise<number> {
  const json = JSON.stringify(endings);
  const unsent = endings.filter(({ state }) => state !== "sent");
  const results = await db.batch([
    ...(unsent[0] ? [returnStatement(db, claim, { mails: unsent.length, first: unsent[0].id })] : []),
    passwordStatement(db, claim, json),
    endingsStatement(db, claim, json),
    followersStatement(db, claim),
  ]);
  return given(results.at(-2), "the result of the endings").meta.changes;
}

function endingsStatement(db: AccountDatabase, claim: MailLease, endings: string): D1PreparedStatement {
  return db.sql(
    `UPDATE mails SET lease = NULL, leased_until = NULL,
       (state, sent_at, last_error, due_at, attempts, slot) =
         (SELECT CASE WHEN value ->> 'state' <> 'sent' AND mails.user_id IS NOT NULL
                       AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = mails.user_id
                         AND (mails.kind NOT IN ('welcome', 'voicemail_pin') OR users.services LIKE '%"connect"%'))
                      THEN 'cancelled' ELSE value ->> 'state' END,
                 CASE value ->> 'state' WHEN 'sent' THEN ?4 END, value ->> 'error',
                 coalesce(value ->> 'due_at', mails.due_at),
                 mails.attempts - coalesce(value ->> 'untried', 0), coalesce(value ->> 'slot', mails.slot)
          FROM json_each(?3) WHERE value ->> 'id' = mails.id)
     WHERE account = ?1 AND state = 'pending' AND lease = ?2 AND id IN (SELECT value ->> 'id' FROM json_each(?3))`,
    claim.account,
    claim.lease,
    endings,
    claim.now,
  );
}

/**
 * Mails that were to wait for the end of this lease, because one to the same user was on its way, go a while after the
 * last of those has been recorded.
 */
function followersStatement(db: AccountDatabase, { account, until, now, follow }: MailLease): D1PreparedStatement {
  return db.sql(
    `UPDATE mails SET due_at = ?4
     WHERE account = ?1 AND state = 'pending' AND due_at = ?2 AND due_at > ?4 AND leased_until IS NULL
       AND NOT EXISTS (
         SELECT 1 FROM mails AS held
         WHERE held.account = ?1 AND held.id > 'mail_' || mails.user_id || '_'
           AND held.id < 'mail_' || mails.user_id || '\`' AND held.user_id = mails.user_id
           AND held.state = 'pending' AND held.leased_until > ?3)`,
    account,
    until,
    now,
    follow,
  );
}

function passwordStatement(db: AccountDatabase, claim: MailLease, endings: string): D1PreparedStatement {
  return db.sql(
    `UPDATE users SET password_expires_at = ?3
     WHERE account = ?1 AND (id, password_version) IN (
       SELECT value ->> 'user', value ->> 'password_version'
       FROM json_each(?2) CROSS JOIN mails ON mails.account = ?1 AND mails.id = value ->> 'id'
       WHERE value ->> 'state' = 'sent' AND mails.state = 'pending' AND mails.lease = ?4)`,
    claim.account,
    endings,
    claim.passwordsExpireAt,
    claim.lease,
  );
}

/** What was not sent does not count as the day's. Where these endings were recorded already, it was returned as well. */
function returnStatement(
  db: AccountDatabase,
  claim: MailLease,
  unsent: { readonly mails: number; readonly first: string },
): D1PreparedStatement {
  return db.sql(
    `UPDATE mail_days SET mails = max(0, mails - ?3)
     WHERE account = ?1 AND day = substr(?2, 1, 10)
       AND EXISTS (SELECT 1 FROM mails WHERE account = ?1 AND id = ?5 AND state = 'pending' AND lease = ?4)`,
    claim.account,
    claim.since,
    unsent.mails,
    claim.lease,
    unsent.first,
  );
}
