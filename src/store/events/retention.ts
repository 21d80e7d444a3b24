import type { AccountDatabase } from "../database.ts";

/** Deletes what an account that is gone has told while it lay here (O5, O6). */
export async function clearDeparted(db: AccountDatabase, account: string): Promise<void> {
  await db.run(db.sql("DELETE FROM departed_events WHERE account = ?1", account), "same");
}

/** How long events are kept at most, and how many are deleted at one time. */
export type EventsKept = { readonly now: string; readonly days: number; readonly limit: number };

/**
 * Deletes events that have been kept long enough (O5), some at a time: the oldest first, and those of accounts that keep
 * things for a shorter time wherever they are.
 */
export async function clearEvents(db: AccountDatabase, { now, days, limit }: EventsKept): Promise<void> {
  await db.batch([
    db.sql(
      `DELETE FROM events WHERE seq IN
         (SELECT seq FROM (SELECT seq, at FROM events ORDER BY seq LIMIT ?3) WHERE julianday(?1) - julianday(at) >= ?2)`,
      now,
      days,
      limit,
    ),
    db.sql(
      `DELETE FROM departed_events WHERE seq IN
         (SELECT seq FROM (SELECT seq, at FROM departed_events ORDER BY seq LIMIT ?3) WHERE julianday(?1) - julianday(at) >= ?2)`,
      now,
      days,
      limit,
    ),
    db.sql(
      `DELETE FROM events WHERE seq IN
         (SELECT events.seq FROM accounts CROSS JOIN events ON events.account = accounts.id
          WHERE retention_days < ?2 AND julianday(?1) - julianday(events.at) >= retention_days LIMIT ?3)`,
      now,
      days,
      limit,
    ),
  ]);
}
