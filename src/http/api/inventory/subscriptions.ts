import { findSubscriptions } from "../../../acts/inventory/find-inventory.ts";
import { replaceSubscriptions } from "../../../acts/inventory/subscriptions.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readJson, readQuery } from "../../request/input.ts";
import { subscriptionsWish } from "../../schemas/inventory.ts";
import { apiRoutes } from "../routes.ts";

/** Licences of an account (api.md, "Inventory and users"). */
export const subscriptions = apiRoutes();

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
