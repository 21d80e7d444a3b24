import * as v from "valibot";
import { mailLanes } from "../domain/mail/lane.ts";

/** A range of rows to settle, or to undo, in an epoch of its import. A hint only: D1 says what is left to do. */
const ChunkMessage = v.object({
  account: v.string(),
  importId: v.string(),
  epoch: v.number(),
  from: v.number(),
  to: v.number(),
  undo: v.optional(v.boolean(), false),
});
export type ChunkMessage = v.InferOutput<typeof ChunkMessage>;

/** An account that has mails to send in a lane; which ones stands in D1. The version before knows one lane only. */
const MailMessage = v.object({ account: v.string(), lane: v.optional(v.picklist(mailLanes), "bulk") });
export type MailMessage = v.InferOutput<typeof MailMessage>;

/** An account that has events to deliver; which ones stands in D1. */
export type WebhookMessage = MailMessage;

/** Reads a message of the rows queue; null when it is none of ours. */
export function readChunkMessage(body: unknown): ChunkMessage | null {
  const parsed = v.safeParse(ChunkMessage, body);
  return parsed.success ? parsed.output : null;
}

/** Reads a message of the webhooks queue; null when it is none of ours. */
export function readWebhookMessage(body: unknown): WebhookMessage | null {
  return readMailMessage(body);
}

/** Reads a message of the mails queue; null when it is none of ours. */
export function readMailMessage(body: unknown): MailMessage | null {
  const parsed = v.safeParse(MailMessage, body);
  return parsed.success ? parsed.output : null;
}
