import { env } from "cloudflare:workers";
import type { Account } from "../site/site.ts";

/** A webhook of an account to which nothing is sent, and a delivery in its log. */
export type FurnishedWebhook = { readonly id: string; readonly delivery: string };

/** Makes a webhook that wants what never happens here, with one delivery that has arrived. */
export async function furnishWebhook(account: Account): Promise<FurnishedWebhook> {
  const json = { url: "https://hooks.example.com/", events: ["import.undone"] };
  const { id } = await account.ask<{ id: string }>("POST", "/webhooks", { json });
  const delivery = "dlv_000000000000001";
  await env.DB.prepare(
    `INSERT INTO webhook_deliveries (account, webhook, id, seq, event, type, state, due_at)
     SELECT account, ?2, ?3, seq, id, 'import.undone', 'delivered', at FROM events WHERE account = ?1 ORDER BY seq LIMIT 1`,
  )
    .bind(account.id, id, delivery)
    .run();
  return { id, delivery };
}
