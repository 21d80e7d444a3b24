import * as v from "valibot";
import { isBounce, reasonOfBounce } from "../../domain/mail/bounce.ts";
import { log } from "../../log.ts";
import { saveBounce } from "../../store/mails/receipts.ts";
import { openAll } from "../../store/places/open.ts";

const words = v.optional(v.string());
/** What is read of an event of Email Sending: https://developers.cloudflare.com/queues/event-subscriptions/events-schemas/ */
const SendingEvent = v.object({
  type: v.string(),
  payload: v.object({
    messageId: v.string(),
    bounce: v.optional(v.object({ reason: words })),
    rejection: v.optional(v.object({ reason: words, detail: words })),
    failure: v.optional(v.object({ reason: words })),
    delivery: v.optional(v.object({ smtpResponse: words })),
  }),
});

/** A mail may not be recorded as sent when it comes back: so often it is looked for. Others of the domain are never found. */
const MOST_LOOKS = 4;

/** Hears from the mail system which mails have come back, and marks them so (M11). What it tells besides is let go of. */
export async function consumeBounces({ queue, messages: all }: MessageBatch<unknown>, env: Env): Promise<void> {
  for (const message of all) {
    try {
      const event = v.safeParse(SendingEvent, message.body);
      if (!event.success) log("message_unknown", { queue, message: message.id });
      if (!event.success || !isBounce(event.output.type) || (await isMarked(env, event.output))) {
        message.ack();
        continue;
      }
      if (message.attempts < MOST_LOOKS) message.retry({ delaySeconds: 15 * 2 ** message.attempts });
      else {
        log("bounce_of_nothing", { message: message.id });
        message.ack();
      }
    } catch (error) {
      log("bounce_failed", { message: message.id, attempt: message.attempts }, error);
      message.retry({ delaySeconds: Math.min(60, 2 ** message.attempts) });
    }
  }
}

/** An event names no account: each database is asked (O6). */
async function isMarked(env: Env, { payload }: v.InferOutput<typeof SendingEvent>): Promise<boolean> {
  const { messageId, bounce: said, rejection, failure, delivery } = payload;
  const reasons = [said?.reason, rejection?.detail, rejection?.reason, failure?.reason, delivery?.smtpResponse];
  const bounce = { messageId, reason: reasonOfBounce(reasons) };
  const marked = await Promise.all(openAll(env).map((db) => saveBounce(db, bounce)));
  return marked.includes(true);
}
