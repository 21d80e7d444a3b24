import { ulid } from "ulid";
import { isDevelopment } from "../../domain/configuration.ts";
import type { EventType } from "../../domain/events/event.ts";
import { MAX_WEBHOOKS, ROTATION_HOURS } from "../../domain/limits.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { isWebhookAddress } from "../../domain/webhooks/address.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import {
  deleteWebhook,
  findWebhook as readWebhook,
  listWebhooks as readWebhooks,
  rotateSecret,
  saveWebhook,
  type Webhook,
} from "../../store/webhooks/webhooks.ts";
import { ringOf } from "../../vault/ring.ts";
import { aboutWebhook, makeWebhookSecret, sealWebhookSecret } from "../../vault/webhooks.ts";
import { lookAtSession } from "../by-session.ts";
import { found, ofAccount } from "../of-account.ts";
import { auditOf, later, type Scene } from "../scene.ts";

export type { Webhook };

/** Where events are to be sent, and which. */
export type WebhookWish = { readonly url: string; readonly events: readonly EventType[] };

/** A webhook with its secret, the only time that it is shown. */
export type NewWebhook = Webhook & { readonly secret: string };

const HOUR_MS = 3_600_000;

/**
 * Has events of the account sent to an address from now on (W3, W4). The same `form` makes one webhook, however often it is
 * sent (E4). Nothing is left of it where the session that makes it ends meanwhile, or its role (S1).
 */
export async function addWebhook(scene: Scene, wish: WebhookWish, form: string = ulid()): Promise<Result<NewWebhook>> {
  const { db, env, account } = scene;
  if (!(await findFacts(db, account))) return nothingHere();
  if (!isWebhookAddress(wish.url, isDevelopment(env))) return refuse("webhook_url_not_allowed", {});
  const id = `whk_${form}`;
  const secret = makeWebhookSecret();
  const events = [...new Set(wish.events)];
  const sealed = sealWebhookSecret(ringOf(env), aboutWebhook(account, id), secret);
  const audit = { ...auditOf(scene, "webhooks.make", id), detail: { url: wish.url } };
  const made = await saveWebhook(db, { id, url: wish.url, events, secret: sealed }, audit);
  // Who may ask lies in another database (O6): it is looked at behind the write, so that none comes of whoever had lost it before.
  const still = made ? await lookAtSession(scene) : done(null);
  if (!still.ok) {
    await deleteWebhook(db, id, { ...auditOf(scene, "webhooks.remove", id), detail: { url: wish.url } });
    return still;
  }
  const webhook = await readWebhook(db, account, id);
  if (made && webhook) return done({ ...webhook, secret });
  return webhook
    ? refuse("invalid_option", { about: "webhook_made" })
    : refuse("too_many_webhooks", { most: MAX_WEBHOOKS });
}

/** Lists the webhooks of the account, oldest first, from after one of their ids. */
export async function listWebhooks(
  scene: Scene,
  page: { readonly after: string; readonly limit: number },
): Promise<Result<readonly Webhook[]>> {
  return ofAccount(scene, () => readWebhooks(scene.db, scene.account, page));
}

/** Finds a webhook of the account, without its secret. */
export async function findWebhook({ db, account }: Scene, id: string): Promise<Result<Webhook>> {
  return found(await readWebhook(db, account, id));
}

/** Sends nothing there any more, and forgets what was sent. */
export async function removeWebhook(scene: Scene, id: string): Promise<Result<null>> {
  const webhook = await readWebhook(scene.db, scene.account, id);
  if (!webhook) return nothingHere();
  const audit = { ...auditOf(scene, "webhooks.remove", id), detail: { url: webhook.url } };
  return (await deleteWebhook(scene.db, id, audit)) ? done(null) : nothingHere();
}

/** Makes a new secret, shown this once; the old one signs besides for a day, so that no event is turned away meanwhile. */
export async function rotateWebhook(scene: Scene, id: string): Promise<Result<NewWebhook>> {
  const { db, env, account } = scene;
  const webhook = await readWebhook(db, account, id);
  if (!webhook) return nothingHere();
  const secret = makeWebhookSecret();
  const sealed = sealWebhookSecret(ringOf(env), aboutWebhook(account, id), secret);
  const audit = { ...auditOf(scene, "webhooks.rotate", id), detail: { url: webhook.url } };
  const until = later(scene, ROTATION_HOURS * HOUR_MS);
  const still = await lookAtSession(scene);
  if (!still.ok) return still;
  const rotated = await rotateSecret(db, { id, secret: sealed, until }, audit);
  return rotated ? done({ ...webhook, secret }) : nothingHere();
}
