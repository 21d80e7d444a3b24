import { MAIL_TIMEOUT_MS } from "../../domain/limits.ts";
import type { SendOutcome } from "../../domain/mail/ending.ts";
import { Timeout, withinAwake } from "../../platform/within.ts";
import { hasWeather, takeAnswer } from "../../store/mails/weather.ts";
import { openFirst } from "../../store/places/open.ts";
import { Outbox } from "./outbox.ts";
import type { OutgoingMail, Transport } from "./transport.ts";

/** Codes of the binding that no second try can change. */
const FINAL = ["E_RECIPIENT_SUPPRESSED", "E_VALIDATION_ERROR", "E_RECIPIENT_NOT_ALLOWED", "E_FIELD_MISSING"];

const AT_ONCE = 5;

/** Hands mails to the `send_email` binding (M5). In development it answers as it was told to. */
export function bindingTransport(env: Env): Transport {
  if (env.ENVIRONMENT === "development") return simulated(env);
  return { atOnce: AT_ONCE, send: (mail) => send(env, mail), close: () => {} };
}

/** The mail system of development: it answers as it was told to, and keeps what it has taken. */
function simulated(env: Env): Transport {
  const outbox = new Outbox(env);
  const weather = hasWeather(openFirst(env));
  // Asked once for all mails of a message; whoever waits for it below hears of a fault.
  weather.catch(() => {});
  const simulate = (mail: OutgoingMail, next: () => void) => send(env, mail, { weather, outbox, next });
  return { atOnce: AT_ONCE, send: simulate, close: () => {} };
}

type Simulation = { readonly weather: Promise<boolean>; readonly outbox: Outbox; readonly next: () => void };

async function send(env: Env, mail: OutgoingMail, simulation?: Simulation): Promise<SendOutcome> {
  const { to, subject, text, html } = mail;
  const headers = { "X-Muster-Mail": mail.id };
  try {
    if (await simulation?.weather) await answerAsTold(env);
    const sent = env.MAIL.send({ from: env.MAIL_FROM, to, subject, text, html, headers });
    const taken = await withinAwake(MAIL_TIMEOUT_MS, "the mail system", sent);
    simulation?.next();
    await simulation?.outbox.keep(mail);
    // It is out: that must not fail for want of a name.
    return { kind: "accepted", ...(taken?.messageId ? { messageId: taken.messageId } : {}) };
  } catch (error) {
    const code = codeOf(error);
    return { kind: FINAL.includes(code) ? "refused" : "passing", reason: code };
  }
}

/** Throws what the binding would throw; one that hangs is given up like any other. */
async function answerAsTold(env: Env): Promise<void> {
  const answer = await takeAnswer(openFirst(env));
  if (answer === "accept") return;
  if (answer === "hang") await withinAwake(MAIL_TIMEOUT_MS, "the mail system", new Promise<never>(() => {}));
  throw Object.assign(new Error("the mail system answers as it was told to"), { code: answer });
}

/** The binding's code where there is one; its message otherwise, which may hold no address. */
function codeOf(error: unknown): string {
  if (error instanceof Timeout) return "E_TIMEOUT";
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string")
    return error.code;
  return error instanceof Error && error.message.startsWith("E_") ? error.message : "E_DELIVERY_FAILED";
}
