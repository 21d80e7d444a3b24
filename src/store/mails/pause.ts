import * as v from "valibot";
import { type MailPause, nextProbe, type PauseReason, pauseReasons, probeEnd } from "../../domain/mail/pause.ts";
import { maybeText, text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

/** What a pause is decoded by. */
export const mailPause = v.object({
  reason: v.picklist(pauseReasons),
  since: text,
  until: text,
  probes: whole,
  probe: maybeText,
});

/** The statement that reads the pause; no row when there is none. */
export function pauseStatement(db: AccountDatabase): D1PreparedStatement {
  return db.sql("SELECT reason, since, until, probes, probe FROM mail_pause");
}

/** Finds the pause that holds up all mails now (M11); null when they go. */
export async function findPause(db: AccountDatabase): Promise<MailPause | null> {
  return db.first(mailPause, pauseStatement(db));
}

type Claim = { readonly id: string; readonly now: string };

/** The statement that makes a lease the one whose mail is tried, when the time for that has come. */
export function takeProbeStatement(db: AccountDatabase, { id, now }: Claim): D1PreparedStatement {
  const until = iso(probeEnd(Date.parse(now)));
  return db.sql("UPDATE mail_pause SET probe = ?1, until = ?3 WHERE until <= ?2", id, now, until);
}

/** The statement that lets somebody else try a mail, where this lease has claimed none. */
export function leaveProbeStatement(db: AccountDatabase, account: string, { id, now }: Claim): D1PreparedStatement {
  return db.sql(
    `UPDATE mail_pause SET probe = NULL, until = ?3
     WHERE probe = ?2 AND NOT EXISTS (
       SELECT 1 FROM mails INDEXED BY mails_pending
       WHERE account = ?1 AND state = 'pending' AND due_at <= ?3 AND lease = ?2)`,
    account,
    id,
    now,
  );
}

/** Lets somebody else try a mail at once: the one of this lease was not tried after all. */
export async function giveProbeBack(db: AccountDatabase, { id, now }: Claim): Promise<void> {
  await db.run(giveProbeBackStatement(db, { id, now }));
}

/** The statement of giveProbeBack. */
export function giveProbeBackStatement(db: AccountDatabase, { id, now }: Claim): D1PreparedStatement {
  return db.sql("UPDATE mail_pause SET probe = NULL, until = ?2 WHERE probe = ?1", id, now);
}

/**
 * Has all mails wait, because the mail system takes none; where they wait already, that stays as it is. Whoever noticed it may be
 * late: where the account's mails have all gone meanwhile, no mail would be left to end the pause.
 */
export async function beginPause(
  db: AccountDatabase,
  account: string,
  { reason, now }: { readonly reason: PauseReason; readonly now: number },
): Promise<void> {
  await db.run(
    db.sql(
      `INSERT INTO mail_pause (id, reason, since, until) SELECT 1, ?2, ?3, ?4
       WHERE EXISTS (SELECT 1 FROM mails INDEXED BY mails_pending WHERE account = ?1 AND state = 'pending')
       ON CONFLICT (id) DO NOTHING`,
      account,
      reason,
      iso(now),
      iso(nextProbe(now, 0)),
    ),
  );
}

/** Has all mails wait longer: the one that this lease tried did not go, and so many others before. */
export async function prolongPause(
  db: AccountDatabase,
  lease: string,
  { reason, now, probes }: { readonly reason: PauseReason; readonly now: number; readonly probes: number },
): Promise<void> {
  await db.run(
    db.sql(
      "UPDATE mail_pause SET reason = ?2, until = ?3, probes = ?4, probe = NULL WHERE probe = ?1",
      lease,
      reason,
      iso(nextProbe(now, probes + 1)),
      probes + 1,
    ),
  );
}

/** Ends the pause: the mail that this lease tried has gone. */
export async function endPause(db: AccountDatabase, lease: string): Promise<void> {
  await db.run(db.sql("DELETE FROM mail_pause WHERE probe = ?1", lease));
}

/** Ends a pause in which the time to try a mail has come and none waits, in no account; gives it, null where there is no such pause. */
export async function endIdlePause(db: AccountDatabase, now: string): Promise<MailPause | null> {
  return db.first(
    mailPause,
    db.sql(
      `DELETE FROM mail_pause
       WHERE until <= ?1 AND NOT EXISTS (SELECT 1 FROM mails INDEXED BY mails_pending WHERE state = 'pending')
       RETURNING reason, since, until, probes, probe`,
      now,
    ),
  );
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
