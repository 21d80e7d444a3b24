type Done = { readonly detail: Readonly<Record<string, unknown>> };

const aWebhook =
  (does: string) =>
  ({ detail }: Done) => ({ does, what: typeof detail.url === "string" ? detail.url : null });

/** What is done with webhooks (W3). */
export const webhookActions = {
  "webhooks.make": { name: "Add a webhook", say: aWebhook("added webhook") },
  "webhooks.rotate": { name: "Rotate the secret of a webhook", say: aWebhook("made a new secret for webhook") },
  "webhooks.resend": { name: "Send an event again", say: () => ({ does: "had an event sent to a webhook again" }) },
  "webhooks.remove": { name: "Remove a webhook", say: aWebhook("removed webhook") },
  "webhooks.disable": {
    name: "Switch a webhook off",
    say: aWebhook("switched off, after it failed for long, webhook"),
  },
} as const;
