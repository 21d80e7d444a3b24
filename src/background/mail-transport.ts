import { CALL_TIMEOUT_MS } from "../domain/limits.ts";
import type { MailText } from "../domain/mail-text.ts";
import { Database } from "../store/database.ts";
import { type OutboxMail, saveOutboxMail } from "../store/outbox.ts";
import { Timeout, within } from "../within.ts";

export type OutgoingMail = MailText & { readonly id: string; readonly kind: string; readonly to: string };

/** What became of handing a mail over: passing troubles are worth another try, refusals are final (M4). */
export type Sending = { readonly kind: "accepted" } | { readonly kind: "refused" | "passing"; readonly reason: string };

/** Codes of the binding that no second try can change. */
const FINAL = ["E_RECIPIENT_SUPPRESSED", "E_VALIDATION_ERROR", "E_RECIPIENT_NOT_ALLOWED", "E_FIELD_MISSING"];

/** Hands one mail to the `send_email` binding (M5); its id travels as X-Muster-Mail. */
export async function sendMail(env: Env, mail: OutgoingMail): Promise<Sending> {
  try {
    await within(
      CALL_TIMEOUT_MS,
      "the mail system",
      env.MAIL.send({
        from: env.MAIL_FROM,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        headers: { "X-Muster-Mail": mail.id },
      }),
    );
    if (env.ENVIRONMENT === "development") await keepInOutbox(env, mail);
    return { kind: "accepted" };
  } catch (error) {
    const code = codeOf(error);
    return { kind: FINAL.includes(code) ? "refused" : "passing", reason: code };
  }
}

async function keepInOutbox(env: Env, mail: OutgoingMail): Promise<void> {
  const { id, kind, to, subject, text } = mail;
  const kept: OutboxMail = { id, kind, to, subject, text, from: env.MAIL_FROM, at: new Date().toISOString() };
  await saveOutboxMail(new Database(env.DB), kept);
}

/** The binding's code where there is one; its message otherwise, which may hold no address. */
function codeOf(error: unknown): string {
  if (error instanceof Timeout) return "E_TIMEOUT";
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string")
    return error.code;
  return error instanceof Error && error.message.startsWith("E_") ? error.message : "E_DELIVERY_FAILED";
}
