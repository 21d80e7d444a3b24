import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { findMessageId } from "../../store/mails/receipts.ts";
import { openAll } from "../../store/places/open.ts";
import type { Scene } from "../scene.ts";

/**
 * Has the simulated mail system of development report that a mail came back, by an event on the queue that would bring it
 * (M11). There is no such mail as long as it has not gone.
 */
export async function reportBounce(
  { env }: Scene,
  { mail, reason }: { readonly mail: string; readonly reason: string },
): Promise<Result<null>> {
  const names = await Promise.all(openAll(env).map((db) => findMessageId(db, mail)));
  const messageId = names.find((name) => name !== null);
  if (messageId === undefined) return nothingHere();
  await env.BOUNCES.send({
    type: "cf.email.sending.message.bounced",
    source: { type: "email.sending" },
    payload: { messageId, terminal: true, bounce: { type: "hard", reason } },
    metadata: { eventSchemaVersion: 1, eventTimestamp: new Date().toISOString() },
  });
  return done(null);
}
