import { ulid } from "ulid";
import { showTold } from "../../domain/events/shown.ts";
import { DELIVERIES_PER_MESSAGE, WEBHOOK_FAILING_DAYS } from "../../domain/limits.ts";
import { sayIn } from "../../domain/problems/say.ts";
import { endingOfTry, retriesOf } from "../../domain/webhooks/delivery.ts";
import { log } from "../../log.ts";
import { tellDelivered, tellMailsRecorded } from "../../platform/coordinator.ts";
import { type AccountDatabase, DirectoryDatabase, isStale } from "../../store/database.ts";
import { listOwners } from "../../store/people/settings.ts";
import { openAccount } from "../../store/places/open.ts";
import { type EndedTry, type LeasedDelivery, leaseDeliveries, recordTries } from "../../store/webhooks/leases.ts";
import { listFailing, switchOff } from "../../store/webhooks/switch-off.ts";
import { count } from "../../telemetry/meters.ts";
import { ringOf } from "../../vault/ring.ts";
import { aboutWebhook, openWebhookSecret, signWebhook } from "../../vault/webhooks.ts";
import { answer } from "../answer.ts";
import { messages, type WebhookMessage } from "../messages.ts";
import { sendParcel } from "./send.ts";

/** Sends events that are due to their webhooks, each message for its account. */
export async function consumeDeliveries({ queue, messages: all }: MessageBatch<unknown>, env: Env): Promise<void> {
  const act = ({ account }: WebhookMessage) => sendDueDeliveries(account, env);
  for (const message of all)
    await answer(message, { queue, reads: messages.webhooks, act, failed: "deliveries_failed" });
}

/** Lets go of messages that were given up: the deliveries themselves stay in D1, and the watchdog asks for them again. */
export async function consumeDeadDeliveries({ queue, messages: all }: MessageBatch<unknown>): Promise<void> {
  for (const message of all) {
    if (message.attempts === 1) count("muster_dead_letters", { queue: "webhooks" });
    const act = ({ account }: WebhookMessage) => log("delivery_message_given_up", { account, message: message.id });
    await answer(message, { queue, reads: messages.webhooks, act, failed: "deliveries_failed" });
  }
}

/**
 * A receiver has ten seconds; claiming and recording have the rest of it (milliseconds). What a consumer was sending that was
 * killed waits for so long; one that is later than that has an event sent twice, which receivers must expect anyway (W3).
 */
const LEASE_MS = 30_000;
const DAY_MS = 86_400_000;
/** So many owners are mailed that a webhook was switched off. */
const OWNERS_TOLD = 20;

/** Claims events of an account that are due, sends each to its webhook, and records what came of it (W3). */
export async function sendDueDeliveries(account: string, env: Env): Promise<void> {
  const db = await openAccount(env, account);
  // As with mails: they are asked for again when the account has moved.
  if (db.isLeaving) return;
  const now = Date.now();
  const lease = { id: ulid(), now: iso(now), until: iso(now + LEASE_MS), most: DELIVERIES_PER_MESSAGE };
  const leased = await leaseDeliveries(db, account, lease);
  if (leased.length > 0) {
    const tries = await Promise.all(leased.map((delivery) => sendOne(env, account, delivery)));
    await recordTries(db, account, { lease: lease.id, tries });
    const failed = tries.filter(({ error }) => error !== null);
    count("muster_webhook_tries", { outcome: "failed" }, failed.length);
    count("muster_webhook_tries", { outcome: "delivered" }, tries.length - failed.length);
    for (const { webhook, status, error } of failed) log("delivery_failed", { account, webhook, status, error });
    if (failed.length > 0) await switchOffFailing(env, db, account);
  }
  await tellDelivered(env, account);
}

/** Never throws: one that cannot be signed must not keep the others from being recorded. */
async function sendOne(env: Env, account: string, delivery: LeasedDelivery): Promise<EndedTry> {
  const { webhook, id, series } = delivery;
  const tried = await signAndSend(env, account, delivery);
  const now = Date.now();
  const ending = endingOfTry(series, tried, { now, retries: retriesOf(env.WEBHOOK_RETRY_SECONDS) });
  return { webhook, id, at: iso(now), ...ending };
}

async function signAndSend(env: Env, account: string, delivery: LeasedDelivery) {
  const { webhook, url, secret, previous_secret, previous_until, told } = delivery;
  try {
    const ring = ringOf(env);
    const about = aboutWebhook(account, webhook);
    const isBoth = previous_secret !== null && previous_until !== null && previous_until > iso(Date.now());
    const secrets = [secret, ...(isBoth ? [previous_secret] : [])].map((one) => openWebhookSecret(ring, about, one));
    const data = showTold(told.told, { origin: env.PUBLIC_ORIGIN, say: sayIn("en") });
    const body = JSON.stringify({ type: told.type, timestamp: told.at, data });
    const seconds = Math.floor(Date.now() / 1_000);
    return await sendParcel({
      url,
      id: told.id,
      seconds,
      body,
      signature: signWebhook(secrets, { id: told.id, seconds, body }),
    });
  } catch (error) {
    log("delivery_fault", { account, webhook }, error);
    return { status: null, error: "E_FAULT" };
  }
}

/** W3: where nothing has arrived for three days, nothing more is sent, and the owners are told. */
async function switchOffFailing(env: Env, db: AccountDatabase, account: string): Promise<void> {
  const at = iso(Date.now());
  const since = iso(Date.now() - WEBHOOK_FAILING_DAYS * DAY_MS);
  for (const { id, url } of await listFailing(db, account, since)) {
    const owners = await listOwners(new DirectoryDatabase(env.DIRECTORY), account, OWNERS_TOLD);
    const audit = {
      account,
      at,
      who: "webhooks",
      address: null,
      action: "webhooks.disable",
      subject: id,
      detail: { url },
    };
    try {
      await switchOff(db, { id, since }, { url, owners }, audit);
      log("webhook_disabled", { account, webhook: id });
      await tellMailsRecorded(env, account);
    } catch (error) {
      if (!isStale(error)) throw error;
    }
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
