import * as v from "valibot";
import { eventTypes } from "../../domain/events/event.ts";
import { deliveryStates } from "../../domain/webhooks/delivery.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { json, maybeText, maybeWhole, text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { attempt } from "../guarded.ts";

const deliveryRow = v.object({
  id: text,
  event: text,
  type: v.picklist(eventTypes),
  state: v.picklist(deliveryStates),
  attempts: whole,
  last_status: maybeWhole,
  last_error: maybeText,
  due_at: text,
  tries: json(v.array(v.object({ at: text, status: maybeWhole, error: maybeText }))),
});

/** An event on its way to a webhook, or what became of it: with each try. */
export type Delivery = Readonly<v.InferOutput<typeof deliveryRow>>;

/** Lists the deliveries of a webhook, newest first, from before one of their ids. */
export async function listDeliveries(
  db: AccountDatabase,
  account: string,
  { webhook, before, limit }: { readonly webhook: string; readonly before: string; readonly limit: number },
): Promise<readonly Delivery[]> {
  return db.all(
    deliveryRow,
    db.sql(
      `SELECT id, event, type, state, attempts, last_status, last_error, due_at, tries FROM webhook_deliveries
       WHERE account = ?1 AND webhook = ?2 AND (?3 = '' OR id < ?3) ORDER BY id DESC LIMIT ?4`,
      account,
      webhook,
      before,
      limit,
    ),
  );
}

/** Has a delivery sent once more, at once and then in the usual steps; tells whether there is such a one. */
export async function sendAgain(
  db: AccountDatabase,
  { webhook, id }: { readonly webhook: string; readonly id: string },
  audit: AuditEntry,
): Promise<boolean> {
  const statement = db.sql(
    `UPDATE webhook_deliveries SET state = 'pending', series = 0, due_at = ?4
     WHERE account = ?1 AND webhook = ?2 AND id = ?3`,
    audit.account,
    webhook,
    id,
    audit.at,
  );
  return (await attempt(db, "other", [statement], audit)).changed;
}
