import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import SmtpPool from "nodemailer/lib/smtp-pool";
import { MAIL_TIMEOUT_MS } from "../../domain/limits.ts";
import type { SendOutcome } from "../../domain/mail/ending.ts";
import { Timeout, withinAwake } from "../../platform/within.ts";
import { type Message, messageOf } from "./message.ts";
import { type SmtpSettings, smtpSettings } from "./smtp-settings.ts";
import type { OutgoingMail, Transport } from "./transport.ts";

/** A Worker holds six connections at most, and D1 and the coordinator need some of them. */
const CONNECTIONS = 3;
/** A server that has not let anybody in for so long cannot be reached; the sending is given up later than that. */
const CONNECT_MS = 5_000;
/** A server that is silent for so long is given up, before the sending is. */
const SILENCE_MS = MAIL_TIMEOUT_MS - 1_000;

const NOT_CONFIGURED: SendOutcome = { kind: "passing", reason: "E_SMTP_NOT_CONFIGURED" };

/** Hands mails to an SMTP server (RFC 5321); nothing is sent readable unless the settings say so. */
export function smtpTransport(env: Env): Transport {
  const settings = smtpSettings(env);
  if (!settings) return { atOnce: CONNECTIONS, send: async () => NOT_CONFIGURED, close: () => {} };
  const domain = env.MAIL_FROM.split("@").at(-1) ?? "localhost";
  const pool: Pool = new SmtpPool(poolOptions(settings, domain));
  return { atOnce: CONNECTIONS, send: (mail) => send(pool, env.MAIL_FROM, mail), close: () => pool.close() };
}

/** What is used of the library's pool. Its front, which can send in every other way too, would be half as large again. */
type Pool = {
  send(letter: Letter, done: (error: Error | null) => void): boolean;
  close(): void;
};
type Letter = { readonly message: Message; readonly data: Readonly<Record<never, never>> };

function poolOptions({ host, port, secure, user, password }: SmtpSettings, name: string) {
  return {
    maxConnections: CONNECTIONS,
    // What is tried again, and when, is decided here alone.
    maxRequeues: 0,
    host,
    port,
    name,
    secure: secure === "tls",
    requireTLS: secure === "starttls",
    ignoreTLS: secure === "none",
    ...(user === null ? {} : { auth: { user, pass: password } }),
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    getSocket: (_: unknown, done: Connected) => openSocket({ host, port, secure }, done),
  } as const;
}

type Connected = (error: Error | null, opened?: { readonly connection: Socket; readonly secured: boolean }) => void;

/** Opened by name: the platform finds the address itself, where the library would first ask for it over HTTPS. */
function openSocket({ host, port, secure }: Pick<SmtpSettings, "host" | "port" | "secure">, done: Connected): void {
  const secured = secure === "tls";
  const connection = secured ? connectTls({ host, port, servername: host }) : connect({ host, port });
  const fail = (cause?: Error) => {
    clearTimeout(timer);
    done(Object.assign(new Error("no connection to the SMTP server", { cause }), { code: "UNREACHABLE" }));
  };
  const timer = setTimeout(() => connection.destroy(new Error("it has not answered")), CONNECT_MS);
  connection.once("error", fail);
  connection.once(secured ? "secureConnect" : "connect", () => {
    clearTimeout(timer);
    connection.removeListener("error", fail);
    done(null, { connection, secured });
  });
}

async function send(pool: Pool, from: string, mail: OutgoingMail): Promise<SendOutcome> {
  try {
    const letter = { message: messageOf(from, mail), data: {} };
    const sent = new Promise<void>((resolve, reject) => {
      pool.send(letter, (error) => (error ? reject(error) : resolve()));
    });
    await withinAwake(MAIL_TIMEOUT_MS, "the SMTP server", sent);
    return { kind: "accepted" };
  } catch (error) {
    return sendingOf(error);
  }
}

/** A server's refusal of the sender, the recipient or the message is final when it is a 5xx; all else may pass (M4). */
export function sendingOf(error: unknown): SendOutcome {
  if (error instanceof Timeout) return { kind: "passing", reason: "E_TIMEOUT" };
  const { code, responseCode, command } = fieldsOf(error);
  // It was reached, and said nothing: no mail was spoken of yet.
  if (code === "ETIMEDOUT" && command === "CONN") return { kind: "passing", reason: "E_SMTP_UNREACHABLE" };
  if (responseCode === null || (code !== "EENVELOPE" && code !== "EMESSAGE"))
    return { kind: "passing", reason: `E_SMTP_${code ?? "FAILED"}` };
  return { kind: responseCode >= 500 ? "refused" : "passing", reason: `E_SMTP_${responseCode}` };
}

type ErrorFields = {
  readonly code: string | null;
  readonly responseCode: number | null;
  readonly command: string | null;
};

function fieldsOf(error: unknown): ErrorFields {
  if (typeof error !== "object" || error === null) return { code: null, responseCode: null, command: null };
  const command = "command" in error && typeof error.command === "string" ? error.command : null;
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  const responseCode = "responseCode" in error && typeof error.responseCode === "number" ? error.responseCode : null;
  return { code, responseCode, command };
}
