import * as v from "valibot";
import { type EventType, eventTypes } from "../../domain/events/event.ts";
import { MAX_WEBHOOKS } from "../../domain/limits.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { json, maybeText, text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { attempt } from "../guarded.ts";

const webhookRow = v.object({
  id: text,
  url: text,
  events: json(v.array(v.picklist(eventTypes))),
  created_at: text,
  created_by: text,
  failing_at: maybeText,
  disabled_at: maybeText,
});

/** Where an account has its events sent, without the secret. */
export type Webhook = Readonly<v.InferOutput<typeof webhookRow>>;

/** Lists the webhooks of an account, oldest first, from after one of their ids. */
export async function listWebhooks(
  db: AccountDatabase,
  account: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly Webhook[]> {
  return db.all(
    webhookRow,
    db.sql(
      `SELECT id, url, events, created_at, created_by, failing_at, disabled_at FROM webhooks
       WHERE account = ?1 AND id > ?2 ORDER BY id LIMIT ?3`,
      account,
      after,
      limit,
    ),
  );
}

/** Finds a webhook of the account; null when there is none. */
export async function findWebhook(db: AccountDatabase, account: string, id: string): Promise<Webhook | null> {
  return db.first(
    webhookRow,
    db.sql(
      `SELECT id, url, events, created_at, created_by, failing_at, disabled_at FROM webhooks
       WHERE account = ?1 AND id = ?2`,
      account,
      id,
    ),
  );
}

/** A webhook as it is made; its secret is sealed. */
export type NewWebhook = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly EventType[];
  readonly secret: string;
};

/** Keeps a new webhook, unless the account has as many as it may; tells whether it did. One that is there already stays. */
export async function saveWebhook(db: AccountDatabase, webhook: NewWebhook, audit: AuditEntry): Promise<boolean> {
  const statement = db.sql(
    `INSERT INTO webhooks (account, id, url, events, secret, created_at, created_by)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE (SELECT count(*) FROM webhooks WHERE account = ?1) < ?8
     ON CONFLICT (account, id) DO NOTHING`,
    audit.account,
    webhook.id,
    webhook.url,
    JSON.stringify(webhook.events),
    webhook.secret,
    audit.at,
    audit.who,
    MAX_WEBHOOKS,
  );
  return (await attempt(db, "other", [statement], audit)).changed;
}

/** Removes a webhook with the log of its deliveries; tells whether there was one. */
export async function deleteWebhook(db: AccountDatabase, id: string, audit: AuditEntry): Promise<boolean> {
  const statement = db.sql("DELETE FROM webhooks WHERE account = ?1 AND id = ?2", audit.account, id);
  return (await attempt(db, "other", [statement], audit)).changed;
}

/** Gives a webhook a new secret; the one that it had signs besides until a time. Tells whether there was such a webhook. */
export async function rotateSecret(
  db: AccountDatabase,
  { id, secret, until }: { readonly id: string; readonly secret: string; readonly until: string },
  audit: AuditEntry,
): Promise<boolean> {
  const statement = db.sql(
    `UPDATE webhooks SET previous_secret = secret, previous_until = ?4, secret = ?3 WHERE account = ?1 AND id = ?2`,
    audit.account,
    id,
    secret,
    until,
  );
  return (await attempt(db, "other", [statement], audit)).changed;
}
