import * as v from "valibot";
import { MAIL_REASONS } from "../../domain/limits.ts";
import type { MailPause } from "../../domain/mail/pause.ts";
import { text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";
import { claimStatement, type Lease } from "./claim.ts";
import { type LeasedMail, leasedMail } from "./leased-mail.ts";
import { giveProbeBackStatement, leaveProbeStatement, mailPause, pauseStatement, takeProbeStatement } from "./pause.ts";

/** What was claimed, and the pause in which one of them is tried; null outside of one. */
export type Claimed = { readonly mails: readonly LeasedMail[]; readonly pause: MailPause | null };

/**
 * Claims pending mails of an account and lane that are due, so that nobody else sends them while the lease runs. They
 * count as the day's until an ending says that one was not sent; who waits for the next is waitsForTomorrow. In a pause
 * nothing is claimed but one mail, when it is time to try one (M11).
 */
export async function leaseMails(db: AccountDatabase, account: string, lease: Lease): Promise<Claimed> {
  const results = await db.batch([
    postponeStatement(db, account, lease),
    takeProbeStatement(db, lease),
    claimStatement(db, account, lease),
    db.sql(
      `INSERT INTO mail_days (account, day, mails) SELECT ?1, ?2, changes() WHERE changes() > 0
       ON CONFLICT (account) DO UPDATE SET
         mails = CASE WHEN day = excluded.day THEN mails ELSE 0 END + excluded.mails, day = excluded.day`,
      account,
      lease.day.day,
    ),
    leaveProbeStatement(db, account, lease),
    pauseStatement(db),
    claimedStatement(db, account, lease),
  ]);
  const [pause = null] = rows(mailPause, results, 5);
  return { mails: rows(leasedMail, results, 6), pause };
}

/** So many mails at once are put off to the next day. */
const MOST_POSTPONED = 1_000;

/** The day's counter is asked first: below the limit no mail is read. */
function postponeStatement(db: AccountDatabase, account: string, lease: Lease): D1PreparedStatement {
  return db.sql(
    `UPDATE mails SET due_at = ?3, last_error = 'E_DAY_LIMIT'
     WHERE account = ?1 AND id IN (
       SELECT waiting.id FROM mail_days CROSS JOIN mails AS waiting
       WHERE mail_days.account = ?1 AND mail_days.day = ?6 AND mail_days.mails >= ?4
         AND waiting.account = ?1 AND waiting.state = 'pending' AND waiting.due_at <= ?2
         AND (waiting.leased_until IS NULL OR waiting.leased_until <= ?2)
         AND waiting.kind NOT IN (SELECT value FROM json_each(?7))
       LIMIT ?5)`,
    account,
    lease.now,
    lease.day.tomorrow,
    lease.day.most,
    MOST_POSTPONED,
    lease.day.day,
    JSON.stringify(lease.day.pastLimit),
  );
}

/**
 * What was claimed lies at the front of its lane's index, so that not all that waits is read, and comes in the order of that. To put
 * it in order again would read it again.
 */
function claimedStatement(db: AccountDatabase, account: string, lease: Lease): D1PreparedStatement {
  return db.sql(
    `SELECT claimed.id, claimed.kind, claimed.to_address, claimed.user_id, claimed.import_id, claimed.link_id,
            claimed.password_version, claimed.attempts, claimed.about, claimed.slot, users.password_version AS current_version,
            (SELECT name FROM accounts WHERE id = ?1) AS account_name,
            users.email, users.display_name, users.extension, users.primary_phone, users.additional_phones, users.pin,
            users.pin_made, users.password_seed, users.password_check, imports.file_name,
            imports.created + imports.undone AS created, imports.failed, imports.not_attempted, imports.skipped,
            CASE claimed.kind WHEN 'import_finished' THEN
              (SELECT json_group_array(json_object('row', row, 'code', code, 'params', json(params))) FROM
                (SELECT row, code, params FROM import_rows
                 WHERE import_id = claimed.import_id AND outcome = 'failed' ORDER BY row LIMIT ?5)) END AS reasons
     FROM (SELECT * FROM (SELECT * FROM mails INDEXED BY mails_first
                          WHERE ?6 = 'first' AND account = ?1 AND state = 'pending' AND lane = 'first' AND due_at <= ?3
                            AND lease = ?2 ORDER BY due_at LIMIT ?4)
           UNION ALL
           SELECT * FROM (SELECT * FROM mails INDEXED BY mails_pending
                          WHERE ?6 <> 'first' AND account = ?1 AND state = 'pending' AND due_at <= ?3
                            AND lease = ?2 ORDER BY due_at LIMIT ?4)) AS claimed
     LEFT JOIN users ON users.id = claimed.user_id
     LEFT JOIN imports ON imports.id = iif(claimed.kind = 'import_finished', claimed.import_id, NULL)`,
    account,
    lease.id,
    lease.now,
    lease.most,
    MAIL_REASONS,
    lease.lane,
  );
}

/** Gives back what a lease holds, when none of it has been sent. */
export async function giveBack(db: AccountDatabase, account: string, lease: Lease): Promise<void> {
  await db.batch([
    db.sql(
      `UPDATE mails SET lease = NULL, leased_until = NULL, attempts = attempts - 1
       WHERE account = ?1 AND state = 'pending' AND due_at <= ?3 AND lease = ?2`,
      account,
      lease.id,
      lease.now,
    ),
    db.sql(
      "UPDATE mail_days SET mails = max(0, mails - changes()) WHERE account = ?1 AND day = ?2",
      account,
      lease.day.day,
    ),
    giveProbeBackStatement(db, lease),
  ]);
}

/** Lets go of what is held by leases that end before a time; tells how many mails that are. */
export async function endLeases(
  db: AccountDatabase,
  account: string,
  { before, now }: { readonly before: string; readonly now: string },
): Promise<number> {
  const freed = await db.all(
    v.object({ id: text }),
    db.sql(
      `UPDATE mails INDEXED BY mails_pending SET lease = NULL, leased_until = NULL
       WHERE account = ?1 AND state = 'pending' AND leased_until > ?3 AND leased_until < ?2 RETURNING id`,
      account,
      before,
      now,
    ),
  );
  return freed.length;
}
