import type { MailDay } from "../../domain/mail/day.ts";
import type { MailLane } from "../../domain/mail/lane.ts";
import type { AccountDatabase } from "../database.ts";

export type Lease = {
  readonly id: string;
  readonly now: string;
  readonly until: string;
  /** So many mails are claimed at most. */
  readonly most: number;
  readonly day: MailDay;
  readonly lane: MailLane;
};

/**
 * The statement that claims due mails of the lease's lane. How many fit into the day is roomOnDay, who goes all the same
 * is said by `pastLimit`, worked out in here because other consumers claim at the same moment; in a pause it is one, where
 * the lease may try it, else none (M11). Upserts, because an UPDATE of what a list names reads the list once more, and each mail
 * twice.
 */
export function claimStatement(db: AccountDatabase, account: string, lease: Lease): D1PreparedStatement {
  const given = [
    account,
    lease.id,
    lease.now,
    lease.until,
    lease.most,
    lease.day.most,
    lease.day.day,
    JSON.stringify(lease.day.pastLimit),
  ] as const;
  return lease.lane === "first" ? claimFirst(db, given) : claimBulk(db, given);
}

type Given = readonly [string, string, string, string, number, number, string, string];

function claimBulk(db: AccountDatabase, given: Given): D1PreparedStatement {
  return db.sql(
    `INSERT INTO mails (account, id, kind, to_address, state, due_at, created_at, lease, leased_until)
     SELECT account, id, kind, to_address, state, due_at, created_at, ?2, ?4 FROM (
       SELECT * FROM (
         SELECT * FROM mails INDEXED BY mails_pending WHERE account = ?1 AND state = 'pending' AND due_at <= ?3
           AND (leased_until IS NULL OR leased_until <= ?3) AND lane <> 'first'
         ORDER BY due_at LIMIT max(0, min(coalesce((SELECT iif(probe = ?2, 1, 0) FROM mail_pause), ?5), ?6 - coalesce(
           (SELECT mails FROM mail_days WHERE account = ?1 AND day = ?7), 0))))
       UNION ALL
       SELECT * FROM (
         SELECT waiting.* FROM mail_days CROSS JOIN mails AS waiting INDEXED BY mails_pending
         WHERE mail_days.account = ?1 AND mail_days.day = ?7 AND mail_days.mails >= ?6
           AND waiting.account = ?1 AND waiting.state = 'pending' AND waiting.due_at <= ?3
           AND (waiting.leased_until IS NULL OR waiting.leased_until <= ?3) AND waiting.lane <> 'first'
           AND waiting.kind IN (SELECT value FROM json_each(?8))
         LIMIT coalesce((SELECT iif(probe = ?2, 1, 0) FROM mail_pause), ?5)))
     WHERE true
     ON CONFLICT (account, id) DO UPDATE SET lease = excluded.lease, leased_until = excluded.leased_until,
       attempts = mails.attempts + 1`,
    ...given,
  );
}

function claimFirst(db: AccountDatabase, given: Given): D1PreparedStatement {
  return db.sql(
    `INSERT INTO mails (account, id, kind, to_address, state, due_at, created_at, lease, leased_until)
     SELECT account, id, kind, to_address, state, due_at, created_at, ?2, ?4 FROM (
       SELECT * FROM (
         SELECT * FROM mails INDEXED BY mails_first
         WHERE account = ?1 AND state = 'pending' AND lane = 'first' AND due_at <= ?3
           AND (leased_until IS NULL OR leased_until <= ?3)
         ORDER BY due_at LIMIT max(0, min(coalesce((SELECT iif(probe = ?2, 1, 0) FROM mail_pause), ?5), ?6 - coalesce(
           (SELECT mails FROM mail_days WHERE account = ?1 AND day = ?7), 0))))
       UNION ALL
       SELECT * FROM (
         SELECT waiting.* FROM mail_days CROSS JOIN mails AS waiting INDEXED BY mails_first
         WHERE mail_days.account = ?1 AND mail_days.day = ?7 AND mail_days.mails >= ?6
           AND waiting.account = ?1 AND waiting.state = 'pending' AND waiting.lane = 'first' AND waiting.due_at <= ?3
           AND (waiting.leased_until IS NULL OR waiting.leased_until <= ?3)
           AND waiting.kind IN (SELECT value FROM json_each(?8))
         LIMIT coalesce((SELECT iif(probe = ?2, 1, 0) FROM mail_pause), ?5)))
     WHERE true
     ON CONFLICT (account, id) DO UPDATE SET lease = excluded.lease, leased_until = excluded.leased_until,
       attempts = mails.attempts + 1`,
    ...given,
  );
}
