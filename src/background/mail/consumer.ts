import { ulid } from "ulid";
import type { Cost } from "../../domain/import/import.ts";
import { MAILS_PER_MESSAGE, PASSWORD_VALID_DAYS } from "../../domain/limits.ts";
import { log, reasonOf } from "../../log.ts";
import { tellMailsSent } from "../../platform/coordinator.ts";
import { within } from "../../platform/within.ts";
import { AccountDatabase } from "../../store/database.ts";
import { type MailEnding, saveMailEndings } from "../../store/mails/endings.ts";
import { type ClaimedMail, claimMails, type Lease } from "../../store/mails/leases.ts";
import { readMailMessage } from "../messages.ts";
import { type MailLimits, mailLimits } from "./limits.ts";
import { openTransport } from "./open-transport.ts";
import { pace } from "./pace.ts";
import { renderMail } from "./rendering.ts";
import type { Sending, Transport } from "./transport.ts";

/**
 * How long claimed mails belong to one consumer: after a crash nobody sends them before that. It is longer than the last
 * sending may begin after the claim, a sending may take, and two tries at recording may take, so that no mail goes out
 * twice unless somebody died (M4).
 */
const LEASE_MS = 24_000;
const BEGIN_WITHIN_MS = 5_000;
const RECORD_MS = 5_000;
/** A mail that was tried this often is shown as failed (M4). */
const MOST_ATTEMPTS = 8;
const MOST_DELAY_MS = 3_600_000;
const DAY_MS = 86_400_000;

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

/** Claims mails of an account, sends those whose turn it is, and records each ending (M4). */
export async function sendDueMails(account: string, env: Env): Promise<void> {
  const db = new AccountDatabase(env.DB);
  const limits = mailLimits(env);
  const lease = leaseAt(Date.now(), limits);
  const mails = await claimMails(db, account, lease);
  const { now, later } = await pace(db, account, mails, {
    time: Date.parse(lease.now),
    perMinute: limits.perMinuteToOne,
  });
  const endings = [...later, ...(now.length > 0 ? await sendAll(env, { account, limits, lease }, now) : [])];
  if (endings.length > 0) await record(db, account, lease, endings);
  await reportCost(env, account, mails, db.cost);
}

function leaseAt(time: number, { perDay }: MailLimits): Lease {
  const tomorrow = iso(time - (time % DAY_MS) + DAY_MS);
  return { id: ulid(), now: iso(time), until: iso(time + LEASE_MS), most: MAILS_PER_MESSAGE, perDay, tomorrow };
}

type Round = { readonly account: string; readonly limits: MailLimits; readonly lease: Lease };

async function sendAll(env: Env, round: Round, mails: readonly ClaimedMail[]): Promise<readonly MailEnding[]> {
  const transport = await openTransport(env);
  const endings: MailEnding[] = [];
  try {
    for (let first = 0; first < mails.length; first += transport.atOnce) {
      const some = mails.slice(first, first + transport.atOnce);
      const late = Date.now() - Date.parse(round.lease.now) > BEGIN_WITHIN_MS;
      const ended = some.map((mail) => (late ? postponed(mail) : sendOne(env, transport, round, mail)));
      endings.push(...(await Promise.all(ended)));
      // Where everything runs in one process, requests are answered only when nothing else is ready.
      await scheduler.wait(1);
    }
  } finally {
    transport.close();
  }
  return endings;
}

async function sendOne(env: Env, transport: Transport, round: Round, mail: ClaimedMail): Promise<MailEnding> {
  if (isSuperseded(mail)) return { id: mail.id, state: "cancelled", error: "E_SUPERSEDED" };
  try {
    const text = renderMail(env, round.account, mail);
    if (text === null) return { id: mail.id, state: "failed", error: "E_NOTHING_TO_SAY" };
    const sending = await transport.send({ ...text, id: mail.id, kind: mail.kind, to: mail.to_address });
    return endingOf(mail, sending, round.limits);
  } catch (error) {
    // Thrown on, it would keep those that went out with it from being recorded, and they would go out again.
    log("mail_fault", { account: round.account, mail: mail.id, reason: reasonOf(error) });
    return endingOf(mail, { kind: "passing", reason: "E_FAULT" }, round.limits);
  }
}

/** A password that was replaced while its mail waited is not sent any more (M1). */
function isSuperseded({ kind, password_version, current_version }: ClaimedMail): boolean {
  return kind === "password" && current_version !== null && current_version !== password_version;
}

function endingOf(mail: ClaimedMail, sending: Sending, { firstRetryMs }: MailLimits): MailEnding {
  const { id, user_id, password_version, attempts } = mail;
  switch (sending.kind) {
    case "accepted":
      return { id, state: "sent", user: mail.kind === "password" ? user_id : null, password_version };
    case "refused":
      return { id, state: "failed", error: sending.reason };
    case "passing": {
      if (attempts >= MOST_ATTEMPTS) return { id, state: "failed", error: sending.reason };
      const delay = Math.min(MOST_DELAY_MS, firstRetryMs * 2 ** (attempts - 1));
      return { id, state: "pending", error: sending.reason, due_at: iso(Date.now() + delay) };
    }
    default:
      return sending satisfies never;
  }
}

function postponed(mail: ClaimedMail): MailEnding {
  return { id: mail.id, state: "pending", error: "E_POSTPONED", due_at: iso(Date.now()), untried: 1 };
}

async function record(
  db: AccountDatabase,
  account: string,
  lease: Lease,
  endings: readonly MailEnding[],
): Promise<void> {
  const now = Date.now();
  const passwordsExpireAt = iso(now + PASSWORD_VALID_DAYS * 86_400_000);
  const claim = { account, lease: lease.id, since: lease.now, now: iso(now), passwordsExpireAt };
  try {
    await within(RECORD_MS, "D1", saveMailEndings(db, claim, endings));
  } catch (error) {
    // The mails are out: recording them once more is cheaper than sending them twice. The record is safe to repeat.
    log("mail_record_repeated", { account, reason: reasonOf(error) });
    await within(RECORD_MS, "D1", saveMailEndings(db, claim, endings));
  }
}

async function reportCost(env: Env, account: string, mails: readonly ClaimedMail[], cost: Cost): Promise<void> {
  const importId = mails.find((mail) => mail.import_id !== null)?.import_id ?? null;
  await tellMailsSent(env, account, { importId, cost: { ...cost, queue_messages: 1 }, mails: mails.length });
}

/** Lets go of messages that were given up: the mails themselves stay in D1, and the watchdog asks for them again. */
export function consumeDeadMails(batch: MessageBatch<unknown>): void {
  for (const message of batch.messages) log("mail_message_given_up", { message: message.id });
  batch.ackAll();
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
