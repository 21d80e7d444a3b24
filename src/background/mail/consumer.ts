import { ulid } from "ulid";
import type { Cost } from "../../domain/import/import.ts";
import { MAILS_PER_MESSAGE } from "../../domain/limits.ts";
import { mailDay } from "../../domain/mail/day.ts";
import type { MailLane } from "../../domain/mail/lane.ts";
import { leaseEnd } from "../../domain/mail/lease.ts";
import { log } from "../../log.ts";
import { tellMailsSent } from "../../platform/coordinator.ts";
import { isolateSince } from "../../platform/isolate.ts";
import type { AccountDatabase } from "../../store/database.ts";
import type { Lease } from "../../store/mails/claim.ts";
import type { LeasedMail } from "../../store/mails/leased-mail.ts";
import { type Claimed, giveBack, leaseMails } from "../../store/mails/leases.ts";
import { openAccount } from "../../store/places/open.ts";
import { count } from "../../telemetry/meters.ts";
import { answer } from "../answer.ts";
import { type MailMessage, messages } from "../messages.ts";
import { type MailLimits, mailLimits } from "./limits.ts";
import { openTransport } from "./open-transport.ts";
import { OwnDelay } from "./own-delay.ts";
import { type Paced, pace } from "./pace.ts";
import { MailRecord } from "./record.ts";
import { type Round, sendMails } from "./round.ts";
import { keepPause, TroubleWatch } from "./trouble.ts";

/** Sends mails that are due, each message for its account and lane. */
export async function consumeMails({ queue, messages: all }: MessageBatch<unknown>, env: Env): Promise<void> {
  const act = (read: MailMessage) => sendDueMails(read, env);
  for (const message of all) await answer(message, { queue, reads: messages.mails, act, failed: "mails_failed" });
}

/**
 * Claims mails of an account and lane, sends those whose turn it is, and records each ending (M4). A probe that has
 * nothing to say tells nothing of the mail system: then the next mail is tried at once (M11).
 */
export async function sendDueMails({ account, lane }: MailMessage, env: Env): Promise<void> {
  const db = await openAccount(env, account);
  // It ends with a record where the account may not be any more: its object sends another message when it has moved.
  if (db.isLeaving) return;
  isolateSince();
  const delay = new OwnDelay();
  const sender = { env, account, limits: mailLimits(env), transport: await openTransport(env), delay };
  const mails: LeasedMail[] = [];
  try {
    for (let isAnswered = false; !isAnswered && mails.length < MAILS_PER_MESSAGE; ) {
      const sent = await sendClaimed(db, lane, sender);
      mails.push(...sent.mails);
      isAnswered = sent.isAnswered;
    }
    await reportCost(env, { account, lane }, mails, db.cost);
  } finally {
    delay.end();
    sender.transport.close();
  }
}

type Sender = Omit<Round, "lease" | "record" | "watch">;
/** What was claimed, and whether no other mail is to be tried in its place. */
type Sent = { readonly mails: readonly LeasedMail[]; readonly isAnswered: boolean };

async function sendClaimed(db: AccountDatabase, lane: MailLane, sender: Sender): Promise<Sent> {
  const { account, limits } = sender;
  const lease = leaseAt(Date.now(), lane, limits);
  const { mails, pause, now, later } = await claim(db, account, lease, limits);
  const record = new MailRecord(db, account, lease);
  record.add(...later);
  const watch = new TroubleWatch(mails.length > 0 ? pause : null);
  await sendMails({ ...sender, lease, record, watch }, now);
  await keepPause(db, account, lease, watch);
  await record.saveAll();
  return { mails, isAnswered: watch.pause === null || watch.hasAnswer || watch.trouble !== null };
}

/** The version before does not know what passwords are derived from, and is given no mail with one (S11). */
const KNOWS_SEEDS = "seeds-";

function leaseAt(time: number, lane: MailLane, { perDay }: MailLimits): Lease {
  const day = mailDay(time, perDay);
  return {
    id: `${KNOWS_SEEDS}${ulid()}`,
    now: iso(time),
    until: iso(leaseEnd(time)),
    most: MAILS_PER_MESSAGE,
    day,
    lane,
  };
}

/** Nobody would know of mails that are claimed by what was answered with an error: they are given back. */
async function claim(
  db: AccountDatabase,
  account: string,
  lease: Lease,
  { perMinuteToOne }: MailLimits,
): Promise<Claimed & Paced> {
  try {
    const claimed = await leaseMails(db, account, lease);
    const at = { time: Date.parse(lease.now), perMinute: perMinuteToOne };
    return { ...claimed, ...(await pace(db, account, claimed.mails, at)) };
  } catch (error) {
    await giveBack(db, account, lease).catch((again: unknown) => {
      log("mails_not_given_back", { account }, again);
    });
    throw error;
  }
}

async function reportCost(
  env: Env,
  { account, lane }: MailMessage,
  mails: readonly LeasedMail[],
  cost: Cost,
): Promise<void> {
  const importId = mails.find((mail) => mail.import_id !== null)?.import_id ?? null;
  await tellMailsSent(env, account, { importId, cost: { ...cost, queue_messages: 1 }, mails: mails.length, lane });
}

/** Lets go of messages that were given up: the mails themselves stay in D1, and the watchdog asks for them again. */
export async function consumeDeadMails({ queue, messages: all }: MessageBatch<unknown>): Promise<void> {
  for (const message of all) {
    if (message.attempts === 1) count("muster_dead_letters", { queue: "mails" });
    const act = ({ account, lane }: MailMessage) =>
      log("mail_message_given_up", { account, lane, message: message.id });
    await answer(message, { queue, reads: messages.mails, act, failed: "mails_failed" });
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
