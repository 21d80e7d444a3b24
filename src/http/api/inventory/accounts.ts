import * as v from "valibot";
import { removeAccount, saveAccount } from "../../../acts/inventory/accounts.ts";
import { findAccount, listAccounts } from "../../../acts/inventory/find-accounts.ts";
import { isTimeZone } from "../../../domain/account/time-zone.ts";
import { ruleName } from "../../../domain/problems/codes/rules.ts";
import { nothingHere } from "../../../domain/problems/result.ts";
import { services } from "../../../domain/user/user.ts";
import { answerList } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readJson, readListQuery, readQuery } from "../../request/input.ts";
import { line, locationWish, name } from "../../request/names.ts";
import { apiRoutes } from "../routes.ts";

/** Accounts, for the operator (api.md, "Accounts"). */
export const accounts = apiRoutes();

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

const accountWish = v.strictObject({
  name: v.exactOptional(v.pipe(line, v.maxLength(200))),
  services: v.exactOptional(v.pipe(v.array(v.picklist(services)), v.transform(unique))),
  silent_mode: v.exactOptional(v.boolean()),
  extension_length: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(6))),
  reserved_extensions: v.exactOptional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^[0-9]{1,6}$/, ruleName("digits")))),
      v.maxLength(10_000),
      v.transform(unique),
    ),
  ),
  retention_days: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650))),
  time_zone: v.exactOptional(v.pipe(v.string(), v.check(isTimeZone, ruleName("time_zone")))),
  self_service: v.exactOptional(
    v.pipe(v.array(v.picklist(["services", "subscriptions", "numbers", "locations"])), v.transform(unique)),
  ),
  main_location: v.exactOptional(v.strictObject({ name, ...locationWish })),
});

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
