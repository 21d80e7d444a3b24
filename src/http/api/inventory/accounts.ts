import { removeAccount, saveAccount } from "../../../acts/inventory/accounts.ts";
import { findAccount, listAccounts } from "../../../acts/inventory/find-accounts.ts";
import { nothingHere } from "../../../domain/problems/result.ts";
import { answerList } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readJson, readListQuery, readQuery } from "../../request/input.ts";
import { accountWish } from "../../schemas/accounts.ts";
import { apiRoutes } from "../routes.ts";

/** Accounts, for the operator (api.md, "Accounts"). */
export const accounts = apiRoutes();

const accountId = /^[a-z0-9-]{2,40}$/;

accounts.answer("PUT /accounts/:account", async (c) => {
  const { scene } = c.var;
  if (!accountId.test(scene.account)) return answerFailure(c, nothingHere().failure);
  const wish = await readJson(c, accountWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const saved = await saveAccount(scene, wish.value);
  if (!saved.ok) return answerFailure(c, saved.failure);
  const found = await findAccount(scene);
  return found.ok ? c.json(found.value, saved.value === "created" ? 201 : 200) : answerFailure(c, found.failure);
});

accounts.answer("GET /accounts", async (c) => {
  const query = readListQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after } = query.value;
  const found = await listAccounts(c.var.scene, { after, limit: limit + 1 });
  return answerList(c, found, { limit, cursorOf: ({ id }) => id });
});

accounts.answer("GET /accounts/:account", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const found = await findAccount(c.var.scene);
  return found.ok ? c.json(found.value) : answerFailure(c, found.failure);
});

accounts.answer("DELETE /accounts/:account", async (c) => {
  const removed = await removeAccount(c.var.scene);
  return removed.ok ? c.body(null, 204) : answerFailure(c, removed.failure);
});
