import { listSealedWebhooks, saveSealedWebhook } from "../../store/resealing/sealed-webhooks.ts";
import { resealWebhook } from "../../vault/reseal-things.ts";
import { resealEach, type SealedThing } from "./things.ts";

const AT_ONCE = 100;

/** Secrets of webhooks, and those before a rotation. */
export const webhooks: SealedThing = {
  thing: "webhooks",
  step: async ({ db, ring }, position) => {
    const [account = "", id = ""] = position.split(" ");
    const found = await listSealedWebhooks(db, { account, id }, AT_ONCE);
    const { resealed, unopened } = resealEach(found, (one) => resealWebhook(ring, one));
    for (const one of resealed) await saveSealedWebhook(db, one);
    const last = found.length < AT_ONCE ? undefined : found.at(-1);
    return { next: last ? `${last.account} ${last.id}` : null, resealed: resealed.length, unopened };
  },
};
