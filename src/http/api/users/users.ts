import { findUser, listUsers } from "../../../acts/users/find-users.ts";
import { checkPassword } from "../../../acts/users/password-check.ts";
import { dropUser } from "../../../acts/users/remove-user.ts";
import { answerPage } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { showStanding } from "../../answer/rate-limit.ts";
import { readJson, readListQuery, readQuery } from "../../request/input.ts";
import { passwordAttempt, usersQuery } from "../../schemas/users.ts";
import { apiRoutes } from "../routes.ts";
import { postBulk } from "./bulk.ts";
import { filterOf } from "./list-query.ts";
import { patchUser, postUser } from "./writes.ts";

/** Users of an account (api.md, "Inventory and users"). */
export const users = apiRoutes();

users.answer("GET /accounts/:account/users", async (c) => {
  const query = readListQuery(c, usersQuery);
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after, q = "", sort = null, ...filter } = query.value;
  const list = await listUsers(c.var.scene, { q, sort, filter: filterOf(filter), after, limit });
  return list.ok ? answerPage(c, list.value.users, list.value.next) : answerFailure(c, list.failure);
});

users.answer("GET /accounts/:account/users/:id", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const found = await findUser(c.var.scene, c.req.param("id"));
  return found.ok ? c.json(found.value) : answerFailure(c, found.failure);
});

users.answer("POST /accounts/:account/users", postUser);

users.answer("PATCH /accounts/:account/users/:id", patchUser);

users.answer("DELETE /accounts/:account/users/:id", async (c) => {
  const dropped = await dropUser(c.var.scene, c.req.param("id"));
  return dropped.ok ? c.body(null, 204) : answerFailure(c, dropped.failure);
});

users.answer("POST /accounts/:account/users/bulk", postBulk);

users.answer("POST /accounts/:account/users/password-check", async (c) => {
  const asked = await readJson(c, passwordAttempt);
  if (!asked.ok) return answerFailure(c, asked.failure);
  const checked = await checkPassword(c.var.scene, asked.value);
  if (!checked.ok) return answerFailure(c, checked.failure);
  showStanding(c, checked.value.standing);
  return c.json(checked.value.check);
});
