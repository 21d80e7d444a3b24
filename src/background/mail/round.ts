import { coversSending, RECORD_EVERY_MS } from "../../domain/mail/lease.ts";
import { log, reasonOf } from "../../log.ts";
import type { MailEnding } from "../../store/mails/endings.ts";
import type { LeasedMail } from "../../store/mails/leased-mail.ts";
import type { Lease } from "../../store/mails/leases.ts";
import type { MailLimits } from "./limits.ts";
import type { MailRecord } from "./record.ts";
import { renderMail } from "./rendering.ts";
import type { SendOutcome, Transport } from "./transport.ts";

/** A mail that was tried this often is shown as failed (M4). */
const MOST_ATTEMPTS = 8;
const MOST_DELAY_MS = 3_600_000;

/** What sending claimed mails needs. */
export type Round = {
  readonly env: Env;
  readonly account: string;
  readonly limits: MailLimits;
  readonly lease: Lease;
  readonly transport: Transport;
  readonly record: MailRecord;
};

/**
 * Sends mails, as many at once as the transport takes, and has the endings recorded as they come, so that one sending
 * that hangs holds up no other's. Those that the lease does not cover any more are given back untried (M4).
 */
export async function sendMails(round: Round, mails: readonly LeasedMail[]): Promise<void> {
  const { transport, record } = round;
  const waiting = [...mails];
  const underWay = new Set<Promise<void>>();
  while (waiting.length + underWay.size > 0) {
    while (underWay.size < transport.atOnce && mayBegin(round)) {
      const mail = waiting.shift();
      if (!mail) break;
      const ended = sendOne(round, mail).then((ending) => {
        record.add(ending);
        underWay.delete(ended);
      });
      underWay.add(ended);
    }
    if (waiting.length > 0 && !mayBegin(round)) {
      const left = waiting.splice(0);
      if (!record.isLost) record.add(...left.map(postponed));
      await record.save();
    }
    await firstOf(underWay, RECORD_EVERY_MS);
    // Where everything runs in one process, requests are answered only when nothing else is ready.
    await scheduler.wait(1);
    if (waiting.length + underWay.size > 0) await record.saveSometimes();
  }
}

function mayBegin({ lease, record }: Round): boolean {
  return !record.isLost && coversSending(Date.parse(lease.until), Date.now());
}

/** Waits until one of them has ended, but no longer than so long. */
async function firstOf(underWay: ReadonlySet<Promise<void>>, milliseconds: number): Promise<void> {
  if (underWay.size === 0) return;
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  await Promise.race([...underWay, late]);
  clearTimeout(timer);
}

/** Never throws: a mail must not keep those from being recorded that went out with it. */
async function sendOne({ env, account, limits, transport }: Round, mail: LeasedMail): Promise<MailEnding> {
  if (isSuperseded(mail)) return { id: mail.id, state: "cancelled", error: "E_SUPERSEDED" };
  try {
    const text = renderMail(env, account, mail);
    if (text === null) return { id: mail.id, state: "failed", error: "E_NOTHING_TO_SAY" };
    const sending = await transport.send({ ...text, id: mail.id, kind: mail.kind, to: mail.to_address });
    return endingOf(mail, sending, limits);
  } catch (error) {
    log("mail_fault", { account, mail: mail.id, reason: reasonOf(error) });
    return endingOf(mail, { kind: "passing", reason: "E_FAULT" }, limits);
  }
}

/** A password that was replaced while its mail waited is not sent any more (M1). */
function isSuperseded({ kind, password_version, current_version }: LeasedMail): boolean {
  return kind === "password" && current_version !== null && current_version !== password_version;
}

function endingOf(mail: LeasedMail, sending: SendOutcome, { firstRetryMs }: MailLimits): MailEnding {
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

function postponed({ id }: LeasedMail): MailEnding {
  return { id, state: "pending", error: "E_POSTPONED", due_at: iso(Date.now()), untried: 1 };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
