import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { type Delivery, listDeliveries as readDeliveries, sendAgain } from "../../store/webhooks/deliveries.ts";
import { findWebhook } from "../../store/webhooks/webhooks.ts";
import { auditOf, type Scene } from "../scene.ts";
import { wakeWebhooks } from "./wake-webhooks.ts";

export type { Delivery };

/** Lists what was sent to a webhook and what waits for it, newest first. */
export async function listDeliveries(
  { db, account }: Scene,
  webhook: string,
  page: { readonly before: string; readonly limit: number },
): Promise<Result<readonly Delivery[]>> {
  if (!(await findWebhook(db, account, webhook))) return nothingHere();
  return done(await readDeliveries(db, account, { webhook, ...page }));
}

/** Has an event sent to a webhook once more, whatever came of it before; where it arrives, a webhook that is off is on again. */
export async function resend(scene: Scene, webhook: string, id: string): Promise<Result<null>> {
  const audit = { ...auditOf(scene, "webhooks.resend", webhook), detail: { delivery: id } };
  if (!(await sendAgain(scene.db, { webhook, id }, audit))) return nothingHere();
  await wakeWebhooks(scene.env, scene.account);
  return done(null);
}
