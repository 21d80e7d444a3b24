import { endingOf, type MailEnding } from "../../domain/mail/ending.ts";
import { coversSending } from "../../domain/mail/lease.ts";
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
 * Sends mails, as many at once as the transport takes, and has the endings recorded beside it, so that one sending that hangs
 * holds up no other's. Those that the lease does not cover any more are given back untried (M4), and so are all that have not
 * gone when the mail system says that it takes none (M11).
 */
export async function sendMails(round: Round, mails: readonly LeasedMail[]): Promise<void> {
  const waiting = [...mails];
  const lines = Array.from({ length: round.transport.atOnce }, () => sendInTurn(round, waiting));
  await round.record.saveDuring(Promise.all(lines));
}

/** Sends what waits, one after the other, with others who do the same. */
async function sendInTurn(round: Round, waiting: LeasedMail[]): Promise<void> {
  const { record, watch } = round;
  const ends: Promise<void>[] = [];
  for (let mail = waiting.shift(); mail; mail = waiting.shift()) {
    if (!mayBegin(round)) {
      const left = [mail, ...waiting.splice(0)];
      if (!record.isLost) record.giveBack(left.map((one) => untried(one, watch.trouble?.said ?? "E_POSTPONED")));
      break;
    }
    const { promise: isNext, resolve: next } = Promise.withResolvers<void>();
    ends.push(
      sendOne(round, mail, next).then((ending) => {
        record.add(ending);
        next();
      }),
    );
    await isNext;
    // Where everything runs in one process, requests are answered only when nothing else is ready.
    await scheduler.wait(1);
    await record.catchUp();
  }
  await Promise.all(ends);
}

function mayBegin({ lease, record, watch }: Round): boolean {
  return !record.isLost && watch.trouble === null && coversSending(Date.parse(lease.until), Date.now());
}

/** Never throws: a mail must not keep those from being recorded that went out with it. */
async function sendOne(
  { env, account, limits, lease, transport, watch, delay }: Round,
  mail: LeasedMail,
  next: () => void,
): Promise<MailEnding> {
  const { id, kind } = mail;
  const { firstRetryMs } = limits;
  if (isSuperseded(mail)) return { id, kind, state: "cancelled", error: "E_SUPERSEDED" };
  try {
    const text = renderMail(env, account, mail);
    if (text === null) return { id, kind, state: "failed", error: "E_NOTHING_TO_SAY" };
    const [began, delayed] = [Date.now(), delay.ms];
    const sending = await transport.send({ ...text, id, kind, to: mail.to_address }, next);
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
