import { listSealedWebhooks, saveSealedWebhook } from "../../store/resealing/sealed-webhooks.ts";
import { aboutWebhook, resealWebhookSecret } from "../../vault/webhooks.ts";
import { resealEach, type SealedThing } from "./things.ts";

const AT_ONCE = 100;

/** Secrets of webhooks, and those before a rotation. */
export const webhooks: SealedThing = {
  thing: "webhooks",
  step: async ({ db, ring }, position) => {
    const [account = "", id = ""] = position.split(" ");
    const found = await listSealedWebhooks(db, { account, id }, AT_ONCE);
    const { resealed, unopened } = resealEach(found, (one) => {
      const about = aboutWebhook(one.account, one.id);
      const { secret, previous_secret: previous } = one;
      return {
        ...one,
        secret: resealWebhookSecret(ring, about, secret),
        previous_secret: previous && resealWebhookSecret(ring, about, previous),
      };
    });
    for (const one of resealed) await saveSealedWebhook(db, one);
    const last = found.length < AT_ONCE ? undefined : found.at(-1);
    return { next: last ? `${last.account} ${last.id}` : null, resealed: resealed.length, unopened };
  },
};
