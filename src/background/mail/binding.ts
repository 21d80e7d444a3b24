import { MAIL_TIMEOUT_MS } from "../../domain/limits.ts";
import type { SendOutcome } from "../../domain/mail/ending.ts";
import { Timeout, withinAwake } from "../../platform/within.ts";
import { AccountDatabase } from "../../store/database.ts";
import { saveOutboxMail } from "../../store/mails/outbox.ts";
import type { OutgoingMail, Transport } from "./transport.ts";

/** Codes of the binding that no second try can change. */
const FINAL = ["E_RECIPIENT_SUPPRESSED", "E_VALIDATION_ERROR", "E_RECIPIENT_NOT_ALLOWED", "E_FIELD_MISSING"];

const AT_ONCE = 5;

/** Hands mails to the `send_email` binding (M5). */
export function bindingTransport(env: Env): Transport {
  return { atOnce: AT_ONCE, send: (mail) => send(env, mail), close: () => {} };
}

async function send(env: Env, mail: OutgoingMail): Promise<SendOutcome> {
  const { to, subject, text, html } = mail;
  const headers = { "X-Muster-Mail": mail.id };
  try {
    const sent = env.MAIL.send({ from: env.MAIL_FROM, to, subject, text, html, headers });
    await withinAwake(MAIL_TIMEOUT_MS, "the mail system", sent);
    if (env.ENVIRONMENT === "development") await keepInOutbox(env, mail);
    return { kind: "accepted" };
  } catch (error) {
    const code = codeOf(error);
    return { kind: FINAL.includes(code) ? "refused" : "passing", reason: code };
  }
}

/** An outbox that only is slow keeps the mail after all. */
async function keepInOutbox(env: Env, mail: OutgoingMail): Promise<void> {
  const kept = { ...mail, from: env.MAIL_FROM, at: new Date().toISOString() };
  try {
    await saveOutboxMail(new AccountDatabase(env.DB), kept);
  } catch (error) {
    if (!(error instanceof Timeout)) throw error;
  }
}

/** The binding's code where there is one; its message otherwise, which may hold no address. */
function codeOf(error: unknown): string {
  if (error instanceof Timeout) return "E_TIMEOUT";
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string")
    return error.code;
  return error instanceof Error && error.message.startsWith("E_") ? error.message : "E_DELIVERY_FAILED";
}
