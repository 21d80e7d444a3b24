import * as v from "valibot";
import { secondsSince } from "../../domain/operation/health.ts";
import type { DeliveriesLeft, LastHour, MailsByReason } from "../../domain/operation/metrics.ts";
import { firstIdSince } from "../audit/audit.ts";
import { maybeText, text, whole } from "../columns.ts";
import type { AccountDatabase, DirectoryDatabase } from "../database.ts";
import { onlyRow, rows } from "../decode.ts";

const HOUR_MS = 3_600_000;

const byReason = v.object({ state: text, reason: text, mails: whole });
const ended = v.object({ imports: whole, rows: whole, seconds: v.number() });
const failed = v.object({ failed: whole });
const waiting = v.object({ pending: whole, due: maybeText });

/** What is counted of the accounts of a database. */
export type Counted = {
  readonly mails: readonly MailsByReason[];
  readonly hour: Omit<LastHour, "failed_sign_ins">;
  readonly deliveries: DeliveriesLeft;
};

/** Counts mails that wait or failed, events that wait for webhooks, and the imports that ended in the hour before a time in milliseconds (O3). */
export async function findMeasures(db: AccountDatabase, now: number): Promise<Counted> {
  const results = await db.batch([
    db.sql(
      `SELECT state, coalesce(last_error, '') AS reason, count(*) AS mails FROM (
         SELECT mails.state, mails.last_error FROM accounts
           CROSS JOIN mails INDEXED BY mails_pending ON mails.account = accounts.id AND mails.state = 'pending'
         UNION ALL
         SELECT mails.state, mails.last_error FROM accounts
           CROSS JOIN mails INDEXED BY mails_failed ON mails.account = accounts.id AND mails.state = 'failed')
       GROUP BY state, reason ORDER BY state, reason`,
    ),
    db.sql(
      `SELECT count(*) AS imports, coalesce(sum(row_count), 0) AS rows,
              coalesce(round(sum(unixepoch(finished_at, 'subsec') - unixepoch(started_at, 'subsec')), 3), 0) AS seconds
       FROM imports INDEXED BY imports_to_purge
       WHERE finished_at IS NOT NULL AND purged_at IS NULL AND finished_at >= ?1 AND started_at IS NOT NULL`,
      hourBefore(now),
    ),
    db.sql(
      `SELECT coalesce(sum(deliveries), 0) AS pending, min(due) AS due FROM (
         SELECT count(*) AS deliveries, min(due_at) AS due
         FROM accounts CROSS JOIN webhook_deliveries INDEXED BY webhook_deliveries_pending
           ON webhook_deliveries.account = accounts.id AND state = 'pending')`,
    ),
  ]);
  const { pending, due } = onlyRow(waiting, results, 2);
  const deliveries = { pending, dueSeconds: secondsSince(due, now) };
  return { mails: rows(byReason, results, 0), hour: onlyRow(ended, results, 1), deliveries };
}

/** Counts the sign-ins that failed in the hour before a time in milliseconds. */
export async function countFailedSignIns(directory: DirectoryDatabase, now: number): Promise<number> {
  const counted = await directory.only(
    failed,
    directory.sql(
      `SELECT count(DISTINCT at || ' ' || coalesce(address, '')) AS failed FROM directory_audit
       WHERE id >= ?1 AND action IN ('session.fail', 'factor.fail')`,
      firstIdSince(hourBefore(now)),
    ),
  );
  return counted.failed;
}

function hourBefore(now: number): string {
  return new Date(now - HOUR_MS).toISOString();
}
