import * as v from "valibot";
import { findSubscriptions } from "../../../acts/inventory/find-inventory.ts";
import { replaceSubscriptions } from "../../../acts/inventory/subscriptions.ts";
import { MAX_LICENSES, MAX_TYPES } from "../../../domain/limits.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readJson, readQuery } from "../../request/input.ts";
import { name } from "../../request/names.ts";
import { apiRoutes } from "../routes.ts";

/** Licences of an account (api.md, "Inventory and users"). */
export const subscriptions = apiRoutes();

const subscriptionsWish = v.strictObject({
  subscriptions: v.pipe(
    v.array(
      v.strictObject({ type: name, total: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_LICENSES)) }),
    ),
    v.maxLength(MAX_TYPES),
  ),
});

subscriptions.answer("GET /accounts/:account/subscriptions", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const found = await findSubscriptions(c.var.scene);
  return found.ok ? c.json({ subscriptions: found.value.subscriptions }) : answerFailure(c, found.failure);
});

subscriptions.answer("PUT /accounts/:account/subscriptions", async (c) => {
  const wish = await readJson(c, subscriptionsWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const saved = await replaceSubscriptions(c.var.scene, wish.value.subscriptions);
  return saved.ok ? c.json({ subscriptions: saved.value }) : answerFailure(c, saved.failure);
});
