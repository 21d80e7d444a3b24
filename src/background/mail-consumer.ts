import { ulid } from "ulid";
import type { Cost } from "../domain/import.ts";
import { CALL_TIMEOUT_MS, MAILS_PER_MESSAGE, PASSWORD_VALID_DAYS } from "../domain/limits.ts";
import { log, reasonOf } from "../log.ts";
import { Database } from "../store/database.ts";
import { type ClaimedMail, claimMails, type Lease, type MailEnding, saveMailEndings } from "../store/mail-leases.ts";
import { within } from "../within.ts";
import { renderMail } from "./mail-rendering.ts";
import { type Sending, sendMail } from "./mail-transport.ts";
import { readMailMessage } from "./messages.ts";

/**
 * How long claimed mails belong to one consumer: after a crash nobody sends them before that. No sending begins in its
 * second half, which is longer than a sending may take.
 */
const LEASE_MS = 24_000;
/** So many mails are on their way at once. */
const AT_ONCE = 5;
/** A mail that was tried this often is shown as failed (M4). */
const MOST_ATTEMPTS = 8;
/** The wait after the first failed try; it doubles each time. */
const FIRST_DELAY_MS = 15_000;
const MOST_DELAY_MS = 3_600_000;

/** Sends mails that are due, each message for its account. */
export async function consumeMails(batch: MessageBatch<unknown>, env: Env): Promise<void> {
  for (const message of batch.messages) {
    try {
      const read = readMailMessage(message.body);
      if (read) await sendDueMails(read.account, env);
      else log("message_unknown", { queue: batch.queue, message: message.id });
      message.ack();
    } catch (error) {
      log("mails_failed", { message: message.id, attempt: message.attempts, reason: reasonOf(error) });
      message.retry({ delaySeconds: Math.min(60, 2 ** message.attempts) });
    }
  }
}

/** Claims mails of an account, sends them, and records each ending (M4). */
export async function sendDueMails(account: string, env: Env): Promise<void> {
  const db = new Database(env.DB);
  const start = Date.now();
  const lease: Lease = { id: ulid(), now: iso(start), until: iso(start + LEASE_MS), most: MAILS_PER_MESSAGE };
  const mails = await claimMails(db, account, lease);
  const endings: MailEnding[] = [];
  for (let first = 0; first < mails.length; first += AT_ONCE) {
    const some = mails.slice(first, first + AT_ONCE);
    const late = Date.now() - start > LEASE_MS / 2;
    endings.push(...(await Promise.all(some.map((mail) => (late ? postponed(mail) : sendOne(env, account, mail))))));
  }
  if (endings.length > 0) await record(db, account, lease.id, endings);
  await reportCost(env, account, mails, db.cost);
}

async function sendOne(env: Env, account: string, mail: ClaimedMail): Promise<MailEnding> {
  const text = renderMail(env, account, mail);
  if (text === null) return { id: mail.id, state: "failed", error: "E_NOTHING_TO_SAY" };
  return endingOf(mail, await sendMail(env, { ...text, id: mail.id, kind: mail.kind, to: mail.to_address }));
}

function endingOf(mail: ClaimedMail, sending: Sending): MailEnding {
  const { id, user_id, password_version, attempts } = mail;
  switch (sending.kind) {
    case "accepted":
      return { id, state: "sent", user: mail.kind === "password" ? user_id : null, password_version };
    case "refused":
      return { id, state: "failed", error: sending.reason };
    case "passing": {
      if (attempts >= MOST_ATTEMPTS) return { id, state: "failed", error: sending.reason };
      const delay = Math.min(MOST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
      return { id, state: "pending", error: sending.reason, due_at: iso(Date.now() + delay) };
    }
    default:
      return sending satisfies never;
  }
}

function postponed(mail: ClaimedMail): MailEnding {
  return { id: mail.id, state: "pending", error: "E_POSTPONED", due_at: iso(Date.now()), untried: 1 };
}

async function record(db: Database, account: string, lease: string, endings: readonly MailEnding[]): Promise<void> {
  const now = Date.now();
  const passwordsExpireAt = iso(now + PASSWORD_VALID_DAYS * 86_400_000);
  const claim = { account, lease, now: iso(now), passwordsExpireAt };
  try {
    await saveMailEndings(db, claim, endings);
  } catch (error) {
    // The mails are out: recording them once more is cheaper than sending them twice. The record is safe to repeat.
    log("mail_record_repeated", { account, reason: reasonOf(error) });
    await saveMailEndings(db, claim, endings);
  }
}

async function reportCost(env: Env, account: string, mails: readonly ClaimedMail[], cost: Cost): Promise<void> {
  const importId = mails.find((mail) => mail.import_id !== null)?.import_id ?? null;
  const drained = mails.length < MAILS_PER_MESSAGE;
  const coordinator = env.COORDINATORS.getByName(account);
  const told = coordinator.mailsSent(importId, { ...cost, queue_messages: 1 }, drained);
  await within(CALL_TIMEOUT_MS, "the coordinator", told);
}

/** Lets go of messages that were given up: the mails themselves stay in D1, and the watchdog asks for them again. */
export function consumeDeadMails(batch: MessageBatch<unknown>): void {
  for (const message of batch.messages) log("mail_message_given_up", { message: message.id });
  batch.ackAll();
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
