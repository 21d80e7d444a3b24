import { webhookWish } from "../../http/schemas/webhooks.ts";
import { listOf } from "../answers/kinds.ts";
import { delivery, newSecret, newWebhook, webhook } from "../answers/webhook.ts";
import type { Routes } from "../route.ts";

/** Having events sent (W3, W4). */
export const webhooks = {
  "POST /accounts/:account/webhooks": {
    title: "Add a webhook",
    says: "Has events of these types sent to an https address from now on, signed after Standard Webhooks with the secret, which is shown this once.",
    body: webhookWish,
    answers: { 201: { says: "The webhook.", body: newWebhook } },
    refusals: ["webhook_url_not_allowed", "too_many_webhooks"],
    example: { body: { url: "https://hooks.example.com/muster", events: ["import.completed", "users.created"] } },
  },
  "GET /accounts/:account/webhooks": {
    title: "List webhooks",
    says: "Lists the webhooks of the account, never their secrets.",
    list: true,
    answers: { 200: { says: "A page of webhooks.", body: listOf(webhook), headers: ["Link"] } },
  },
  "GET /accounts/:account/webhooks/:id": {
    title: "Get a webhook",
    says: "Gives one webhook; `failing_at` is the first try that failed since one arrived.",
    answers: { 200: { says: "The webhook.", body: webhook } },
  },
  "DELETE /accounts/:account/webhooks/:id": {
    title: "Remove a webhook",
    says: "Sends nothing there any more; what waits is not sent.",
    answers: { 204: { says: "It is removed.", body: null } },
  },
  "POST /accounts/:account/webhooks/:id/rotation": {
    title: "Rotate the secret of a webhook",
    says: "Makes a new secret and shows it this once; the old one signs besides for 24 hours.",
    answers: { 200: { says: "The new secret.", body: newSecret } },
  },
  "GET /accounts/:account/webhooks/:id/deliveries": {
    title: "List deliveries",
    says: "Lists what was sent to a webhook and what waits for it, newest first.",
    list: true,
    answers: { 200: { says: "A page of deliveries.", body: listOf(delivery), headers: ["Link"] } },
  },
  "POST /accounts/:account/webhooks/:id/deliveries/:delivery/retry": {
    title: "Send a delivery again",
    says: "Sends an event once more, whatever came of it before; where it arrives, a webhook that was switched off is on again.",
    answers: { 202: { says: "It is on its way.", body: null } },
  },
} as const satisfies Routes;
