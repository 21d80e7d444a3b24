import * as v from "valibot";
import { eventTypes } from "../../domain/events/event.ts";
import type { DeliveryEnding } from "../../domain/webhooks/delivery.ts";
import { maybeText, text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";
import { eventsOf } from "../events/told.ts";

const leasedRow = v.object({
  webhook: text,
  id: text,
  series: whole,
  url: text,
  secret: text,
  previous_secret: maybeText,
  previous_until: maybeText,
  seq: whole,
  event: text,
  type: v.picklist(eventTypes),
  at: text,
  data: text,
});

/** A delivery that a consumer may send now, with where it goes and what it tells. */
export type LeasedDelivery = Omit<v.InferOutput<typeof leasedRow>, "at" | "data" | "event" | "type"> & {
  readonly told: Awaited<ReturnType<typeof eventsOf>>[number];
};

/** The right to send some deliveries for a while. */
export type DeliveryLease = {
  readonly id: string;
  readonly now: string;
  readonly until: string;
  readonly most: number;
};

/** Claims deliveries of an account that are due, the longest due first, so that nobody else sends them meanwhile. */
export async function leaseDeliveries(
  db: AccountDatabase,
  account: string,
  lease: DeliveryLease,
): Promise<readonly LeasedDelivery[]> {
  const results = await db.batch([
    db.sql(
      `UPDATE webhook_deliveries SET lease = ?2, leased_until = ?4
       WHERE account = ?1 AND (webhook, id) IN
         (SELECT webhook, id FROM webhook_deliveries INDEXED BY webhook_deliveries_pending
          WHERE account = ?1 AND state = 'pending' AND due_at <= ?3 AND (leased_until IS NULL OR leased_until <= ?3)
          ORDER BY due_at, id LIMIT ?5)`,
      account,
      lease.id,
      lease.now,
      lease.until,
      lease.most,
    ),
    db.sql(
      `SELECT webhook, webhook_deliveries.id, series, url, secret, previous_secret, previous_until, events.seq,
              events.id AS event, events.type, events.at, events.data
       FROM webhook_deliveries INDEXED BY webhook_deliveries_pending
       CROSS JOIN webhooks ON webhooks.account = ?1 AND webhooks.id = webhook
       CROSS JOIN events ON events.seq = webhook_deliveries.seq
       WHERE webhook_deliveries.account = ?1 AND state = 'pending' AND due_at <= ?3 AND lease = ?2
       ORDER BY due_at, webhook_deliveries.id`,
      account,
      lease.id,
      lease.now,
    ),
  ]);
  const leased = rows(leasedRow, results, 1);
  const kept = leased.map(({ seq, event: id, type, at, data }) => ({ seq, id, account, type, at, data }));
  const told = new Map((await eventsOf(db, kept)).map((event) => [event.seq, event]));
  return leased.flatMap(({ at: _at, data: _data, event: _event, type: _type, ...delivery }) => {
    const event = told.get(delivery.seq);
    return event ? [{ ...delivery, told: event }] : [];
  });
}

/** How a try of a delivery ended, and when it was. */
export type EndedTry = { readonly webhook: string; readonly id: string; readonly at: string } & DeliveryEnding;

/**
 * Records how tries ended, of those that the lease still holds; of each webhook that something has arrived, or since when
 * nothing has. A webhook that was switched off and takes a delivery again is on again.
 */
export async function recordTries(
  db: AccountDatabase,
  account: string,
  { lease, tries }: { readonly lease: string; readonly tries: readonly EndedTry[] },
): Promise<void> {
  const of = (delivered: boolean) =>
    JSON.stringify(tries.filter(({ state }) => (state === "delivered") === delivered).map(({ webhook }) => webhook));
  await db.batch([
    ...tries.map((ended) => triedStatement(db, account, lease, ended)),
    db.sql(
      `UPDATE webhooks SET failing_at = coalesce(failing_at, ?3)
       WHERE account = ?1 AND id IN (SELECT value FROM json_each(?2))`,
      account,
      of(false),
      tries.map(({ at }) => at).toSorted()[0] ?? "",
    ),
    db.sql(
      `UPDATE webhooks SET failing_at = NULL, disabled_at = NULL
       WHERE account = ?1 AND id IN (SELECT value FROM json_each(?2))`,
      account,
      of(true),
    ),
  ]);
}

/** One for each: found by its own key, where a list of them would have all that an account has read. */
function triedStatement(db: AccountDatabase, account: string, lease: string, ended: EndedTry): D1PreparedStatement {
  return db.sql(
    `UPDATE webhook_deliveries SET attempts = attempts + 1, series = series + 1, state = ?5, due_at = ?6, last_status = ?7,
       last_error = ?8, tries = json_insert(tries, '$[#]', json(?9)), lease = NULL, leased_until = NULL
     WHERE account = ?1 AND webhook = ?2 AND id = ?3 AND lease = ?4`,
    account,
    ended.webhook,
    ended.id,
    lease,
    ended.state,
    ended.due_at,
    ended.status,
    ended.error,
    JSON.stringify({ at: ended.at, status: ended.status, error: ended.error }),
  );
}

const dueRow = v.object({ due: whole, next: maybeText });

/** Tells how many deliveries are due and nobody's, and when the next one is due or let go of; null where none waits. */
export async function countDueDeliveries(
  db: AccountDatabase,
  account: string,
  now: string,
): Promise<{ readonly due: number; readonly next: string | null }> {
  return db.only(
    dueRow,
    db.sql(
      `SELECT count(*) FILTER (WHERE due_at <= ?2 AND (leased_until IS NULL OR leased_until <= ?2)) AS due,
              min(max(due_at, coalesce(leased_until, due_at))) AS next
       FROM (SELECT due_at, leased_until FROM webhook_deliveries INDEXED BY webhook_deliveries_pending
             WHERE account = ?1 AND state = 'pending' ORDER BY due_at LIMIT 1000)`,
      account,
      now,
    ),
  );
}
