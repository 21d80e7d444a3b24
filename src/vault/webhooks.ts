import { Buffer } from "node:buffer";
import { createHmac, randomBytes } from "node:crypto";
import type { KeyRing } from "./ring.ts";
import { openText, resealText, sealText } from "./seal.ts";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** Makes the secret of a webhook, as Standard Webhooks writes it. */
export function makeWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

/** Seals the secret of a webhook for its account and itself (M8). */
export function sealWebhookSecret(ring: KeyRing, about: string, secret: string): string {
  return sealText(ring, "webhook", about, secret);
}

/** Opens the secret of a webhook. */
export function openWebhookSecret(ring: KeyRing, about: string, sealed: string): string {
  return openText(ring, "webhook", about, sealed);
}

/** Seals the secret of a webhook anew with the current key of a ring of two (S11). */
export function resealWebhookSecret(ring: KeyRing, about: string, sealed: string): string {
  return resealText(ring, "webhook", about, sealed);
}

/** Names the webhook that a sealed secret belongs to. */
export function aboutWebhook(account: string, webhook: string): string {
  return `${account}/${webhook}`;
}

/** What is signed: the event's id, the second of the sending, and the body as it is sent. */
export type SignedMessage = { readonly id: string; readonly seconds: number; readonly body: string };

/** Signs a message with each of the secrets, as Standard Webhooks says: the value of webhook-signature. */
export function signWebhook(secrets: readonly string[], { id, seconds, body }: SignedMessage): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), "base64");
      return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
    })
    .join(" ");
}
