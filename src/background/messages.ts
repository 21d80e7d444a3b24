import * as v from "valibot";
import { mailLanes } from "../domain/mail/lane.ts";

/**
 * The version in which messages are written (O2). A consumer understands its own version and every one before. It is raised
 * only for a message that a version before would get wrong; what that may overlook is a member more.
 */
export const MESSAGE_VERSION = 1;

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
const WebhookMessage = v.object({ account: v.string() });
export type WebhookMessage = v.InferOutput<typeof WebhookMessage>;

/** The messages of ours, by what carries them. */
export const messages = { rows: ChunkMessage, mails: MailMessage, webhooks: WebhookMessage } as const;

/** A message as it goes to its queue. */
export function toSend<Body extends object>(body: Body): Body & { readonly version: number } {
  return { ...body, version: MESSAGE_VERSION };
}

const Versioned = v.object({ version: v.optional(v.number(), 0) });

/** Tells whether a message is of a version that comes after this one. */
export function isNewer(body: unknown): boolean {
  const parsed = v.safeParse(Versioned, body);
  return parsed.success && parsed.output.version > MESSAGE_VERSION;
}
