import * as v from "valibot";
import { MAIL_REASONS } from "../../domain/limits.ts";
import type { MailDay } from "../../domain/mail/day.ts";
import { maybeText, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";
import { type LeasedMail, leasedMail } from "./leased-mail.ts";

export type Lease = {
  readonly id: string;
  readonly now: string;
  readonly until: string;
  /** So many mails are claimed at most. */
  readonly most: number;
  readonly day: MailDay;
};

/**
 * Claims pending mails of an account that are due, so that nobody else sends them while the lease runs. They count as
 * the day's until an ending says that one was not sent. How many fit is roomOnDay, who waits waitsForTomorrow, worked out
 * in here because other consumers claim at the same moment.
 */
export async function leaseMails(db: AccountDatabase, account: string, lease: Lease): Promise<readonly LeasedMail[]> {
  const results = await db.batch([
    postponeStatement(db, account, lease),
    db.sql(
      `UPDATE mails SET lease = ?2, leased_until = ?4, attempts = attempts + 1
       WHERE account = ?1 AND id IN (
         SELECT id FROM (
           SELECT id FROM mails WHERE account = ?1 AND state = 'pending' AND due_at <= ?3
             AND (leased_until IS NULL OR leased_until <= ?3)
           ORDER BY due_at LIMIT max(0, min(?5, ?6 - coalesce(
             (SELECT mails FROM mail_days WHERE account = ?1 AND day = ?7), 0))))
         UNION ALL
         SELECT id FROM (
           SELECT waiting.id FROM mail_days CROSS JOIN mails AS waiting
           WHERE mail_days.account = ?1 AND mail_days.day = ?7 AND mail_days.mails >= ?6
             AND waiting.account = ?1 AND waiting.state = 'pending' AND waiting.due_at <= ?3
             AND (waiting.leased_until IS NULL OR waiting.leased_until <= ?3)
             AND waiting.kind IN (SELECT value FROM json_each(?8))
           LIMIT ?5))`,
      account,
      lease.id,
      lease.now,
      lease.until,
      lease.most,
      lease.day.most,
      lease.day.day,
      JSON.stringify(lease.day.pastLimit),
    ),
    db.sql(
      `INSERT INTO mail_days (account, day, mails) SELECT ?1, ?2, changes() WHERE changes() > 0
       ON CONFLICT (account) DO UPDATE SET
         mails = CASE WHEN day = excluded.day THEN mails ELSE 0 END + excluded.mails, day = excluded.day`,
      account,
      lease.day.day,
    ),
    claimedStatement(db, account, lease),
  ]);
  return rows(leasedMail, results, 3);
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

/** What was claimed lies at the front of the index, so that not all that waits is read. */
function claimedStatement(db: AccountDatabase, account: string, lease: Lease): D1PreparedStatement {
  return db.sql(
    `SELECT mails.id, mails.kind, mails.to_address, mails.user_id, mails.import_id, mails.link_id,
            mails.password_version, mails.attempts, mails.about, mails.slot, users.password_version AS current_version,
            accounts.name AS account_name,
            users.email, users.display_name, users.extension, users.primary_phone, users.additional_phones, users.pin,
            users.pin_made, users.password_seed, users.password_check, imports.file_name,
            imports.created + imports.undone AS created, imports.failed, imports.not_attempted, imports.skipped,
            CASE mails.kind WHEN 'import_finished' THEN
              (SELECT json_group_array(json_object('row', row, 'code', code, 'params', json(params))) FROM
                (SELECT row, code, params FROM import_rows
                 WHERE import_id = mails.import_id AND outcome = 'failed' ORDER BY row LIMIT ?5)) END AS reasons
     FROM mails INDEXED BY mails_pending
     JOIN accounts ON accounts.id = mails.account
     LEFT JOIN users ON users.id = mails.user_id
     LEFT JOIN imports ON imports.id = mails.import_id AND mails.kind = 'import_finished'
     WHERE mails.account = ?1 AND mails.state = 'pending' AND mails.due_at <= ?3 AND mails.lease = ?2
     ORDER BY mails.due_at LIMIT ?4`,
    account,
    lease.id,
    lease.now,
    lease.most,
    MAIL_REASONS,
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
  ]);
}

/** Lets go of what is held by leases that end before a time; tells how many mails that are. */
export async function endLeases(
  db: AccountDatabase,
  account: string,
  { before, now }: { readonly before: string; readonly now: string },
): Promise<number> {
  return db.run(
    db.sql(
      `UPDATE mails INDEXED BY mails_pending SET lease = NULL, leased_until = NULL
       WHERE account = ?1 AND state = 'pending' AND leased_until > ?3 AND leased_until < ?2`,
      account,
      before,
      now,
    ),
  );
}

/** So many pending mails are looked at to find those that are due. */
const MOST_LOOKED_AT = 10_000;

const mailCounts = v.object({
  /** How many are due and nobody's. */
  due: whole,
  /** When the first lease under which some are held ends; null when nobody holds any. */
  heldUntil: maybeText,
  /** When the next pending one is due, or let go of by its lease. */
  next: maybeText,
});

export type MailCounts = Readonly<v.InferOutput<typeof mailCounts>>;

/** Tells how many mails of an account are due, and until when others wait. */
export async function countDueMails(db: AccountDatabase, account: string, now: string): Promise<MailCounts> {
  return db.only(
    mailCounts,
    db.sql(
      `SELECT min(max(due_at, coalesce(leased_until, due_at))) AS next,
              min(leased_until) FILTER (WHERE leased_until > ?2) AS heldUntil,
              count(*) FILTER (WHERE due_at <= ?2 AND (leased_until IS NULL OR leased_until <= ?2)) AS due
       FROM (SELECT due_at, leased_until FROM mails WHERE account = ?1 AND state = 'pending' ORDER BY due_at LIMIT ?3)`,
      account,
      now,
      MOST_LOOKED_AT,
    ),
  );
}
