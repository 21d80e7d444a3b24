import { endingOf, type MailEnding } from "../../domain/mail/ending.ts";
import { coversSending, RECORD_EVERY_MS } from "../../domain/mail/lease.ts";
import { log } from "../../log.ts";
import type { Lease } from "../../store/mails/claim.ts";
import type { LeasedMail } from "../../store/mails/leased-mail.ts";
import { count } from "../../telemetry/meters.ts";
import type { MailLimits } from "./limits.ts";
import type { OwnDelay } from "./own-delay.ts";
import type { MailRecord } from "./record.ts";
import { renderMail } from "./rendering.ts";
import type { Transport } from "./transport.ts";
import type { TroubleWatch } from "./trouble.ts";

/** What sending claimed mails needs. */
export type Round = {
  readonly env: Env;
  readonly account: string;
  readonly limits: MailLimits;
  readonly lease: Lease;
  readonly transport: Transport;
  readonly record: MailRecord;
  readonly watch: TroubleWatch;
  readonly delay: OwnDelay;
};

/**
 * Sends mails, as many at once as the transport takes, and has the endings recorded as they come, so that one sending
 * that hangs holds up no other's. Those that the lease does not cover any more are given back untried (M4), and so are all
 * that have not gone when the mail system says that it takes none (M11).
 */
export async function sendMails(round: Round, mails: readonly LeasedMail[]): Promise<void> {
  const { transport, record, watch } = round;
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
      if (!record.isLost) record.add(...left.map((mail) => untried(mail, watch.trouble?.said ?? "E_POSTPONED")));
      await record.save();
    }
    await firstOf(underWay, RECORD_EVERY_MS);
    // Where everything runs in one process, requests are answered only when nothing else is ready.
    await scheduler.wait(1);
    if (waiting.length + underWay.size > 0) await record.saveSometimes();
  }
}

function mayBegin({ lease, record, watch }: Round): boolean {
  return !record.isLost && watch.trouble === null && coversSending(Date.parse(lease.until), Date.now());
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
async function sendOne(
  { env, account, limits, lease, transport, watch, delay }: Round,
  mail: LeasedMail,
): Promise<MailEnding> {
  const { id, kind } = mail;
  const { firstRetryMs } = limits;
  if (isSuperseded(mail)) return { id, kind, state: "cancelled", error: "E_SUPERSEDED" };
  try {
    const text = renderMail(env, account, mail);
    if (text === null) return { id, kind, state: "failed", error: "E_NOTHING_TO_SAY" };
    const [began, delayed] = [Date.now(), delay.ms];
    const sending = await transport.send({ ...text, id, kind, to: mail.to_address });
    count("muster_mails_tried", { lane: lease.lane, outcome: sending.kind });
    const isTrouble = watch.note(sending, Date.now() - began - (delay.ms - delayed));
    if (isTrouble && sending.kind === "passing") return untried(mail, sending.reason);
    return endingOf(mail, sending, { now: Date.now(), firstRetryMs });
  } catch (error) {
    log("mail_fault", { account, mail: id }, error);
    return endingOf(mail, { kind: "passing", reason: "E_FAULT" }, { now: Date.now(), firstRetryMs });
  }
}

/** A password that was replaced while its mail waited is not sent any more (M1). */
function isSuperseded({ kind, password_version, current_version }: LeasedMail): boolean {
  return kind === "password" && current_version !== null && current_version !== password_version;
}

/** No try is counted where no mail would have gone (M11). */
function untried({ id, kind }: LeasedMail, error: string): MailEnding {
  return { id, kind, state: "pending", error, due_at: iso(Date.now()), untried: 1 };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
