import * as v from "valibot";
import { notOfTheDay } from "../../domain/mail/day.ts";
import { type MailEnding, statesByStanding } from "../../domain/mail/ending.ts";
import { whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { onlyRow } from "../decode.ts";
import { receiptStatement } from "./receipts.ts";

export type MailLease = {
  readonly account: string;
  readonly lease: string;
  /** The day to which they were counted, and when the lease ends. */
  readonly day: string;
  readonly until: string;
  readonly now: string;
  /** When those may go that were to follow the last mail of theirs. */
  readonly follow: string;
};

/**
 * Keeps how mails of a lease ended, and tells of how many; what the lease no longer holds is left as it is. The password
 * of a mail that was accepted is valid from now on (M1): a trigger sees to that.
 */
export async function saveMailEndings(
  db: AccountDatabase,
  claim: MailLease,
  endings: readonly MailEnding[],
): Promise<number> {
  const unsent = notOfTheDay(endings);
  const results = await db.batch([
    ...(unsent[0] ? [returnStatement(db, claim, { mails: unsent.length, first: unsent[0].id })] : []),
    ...receiptStatement(db, claim, endings),
    endingsStatement(db, claim, endings),
    db.sql("SELECT changes() AS saved"),
    followersStatement(db, claim),
  ]);
  return onlyRow(v.object({ saved: whole }), results, results.length - 2).saved;
}

/**
 * The user is looked at only now, and only for what may depend on them: they can have changed until this moment. An upsert of what
 * the lease holds: an UPDATE of what a list names reads the list twice more, and each mail.
 */
function endingsStatement(db: AccountDatabase, claim: MailLease, endings: readonly MailEnding[]): D1PreparedStatement {
  return db.sql(
    `INSERT INTO mails (account, id, kind, to_address, created_at, state, sent_at, last_error, due_at, attempts, slot, message_id)
     SELECT mails.account, mails.id, kind, to_address, created_at,
            CASE WHEN value ->> 'states' IS NULL THEN value ->> 'state'
                 WHEN mails.user_id IS NULL THEN value -> 'states' ->> 'nobody'
                 ELSE value -> 'states' ->> coalesce(
                   (SELECT iif(users.services LIKE '%"connect"%', 'with_voice', 'without_voice')
                    FROM users WHERE users.id = mails.user_id), 'gone') END,
            CASE value ->> 'state' WHEN 'sent' THEN ?4 END, value ->> 'error',
            coalesce(value ->> 'due_at', mails.due_at),
            mails.attempts - coalesce(value ->> 'untried', 0), coalesce(value ->> 'slot', mails.slot),
            coalesce(value ->> 'message_id', mails.message_id)
     FROM (SELECT ?3 -> place AS value FROM list_places LIMIT json_array_length(?3))
     CROSS JOIN mails ON mails.account = ?1 AND mails.id = value ->> 'id' AND +mails.state = 'pending' AND mails.lease = ?2
     WHERE true
     ON CONFLICT (account, id) DO UPDATE SET lease = NULL, leased_until = NULL, state = excluded.state, sent_at = excluded.sent_at,
       last_error = excluded.last_error, due_at = excluded.due_at, attempts = excluded.attempts, slot = excluded.slot,
       message_id = excluded.message_id`,
    claim.account,
    claim.lease,
    JSON.stringify(endings.map((ending) => ({ ...ending, states: statesByStanding(ending) }))),
    claim.now,
  );
}

/**
 * Mails that were to wait for the end of this lease, because one to the same user was on its way, go a while after the
 * last of those has been recorded.
 */
function followersStatement(db: AccountDatabase, { account, until, now, follow }: MailLease): D1PreparedStatement {
  return db.sql(
    `UPDATE mails INDEXED BY mails_pending SET due_at = ?4
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

/** What was not sent does not count as the day's. Where these endings were recorded already, it was returned as well. */
function returnStatement(
  db: AccountDatabase,
  claim: MailLease,
  unsent: { readonly mails: number; readonly first: string },
): D1PreparedStatement {
  return db.sql(
    `UPDATE mail_days SET mails = max(0, mails - ?3)
     WHERE account = ?1 AND day = ?2
       AND EXISTS (SELECT 1 FROM mails WHERE account = ?1 AND id = ?5 AND state = 'pending' AND lease = ?4)`,
    claim.account,
    claim.day,
    unsent.mails,
    claim.lease,
    unsent.first,
  );
}
