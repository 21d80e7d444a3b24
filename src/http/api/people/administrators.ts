import { addAdministrator, changeRole, dropAdministrator } from "../../../acts/people/administrators.ts";
import { listAdministrators } from "../../../acts/people/find-administrators.ts";
import { emailKey } from "../../../domain/cells/email.ts";
import { answerList } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readJson, readListQuery } from "../../request/input.ts";
import { administratorWish, roleWish } from "../../schemas/people.ts";
import { apiRoutes } from "../routes.ts";

/** Who administers an account. */
export const administrators = apiRoutes();

administrators.answer("POST /accounts/:account/administrators", async (c) => {
  const wish = await readJson(c, administratorWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const added = await addAdministrator(c.var.scene, wish.value);
  return added.ok ? c.json(added.value, 201) : answerFailure(c, added.failure);
});

administrators.answer("GET /accounts/:account/administrators", async (c) => {
  const query = readListQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after } = query.value;
  const listed = await listAdministrators(c.var.scene, { after, limit: limit + 1 });
  if (!listed.ok) return answerFailure(c, listed.failure);
  return answerList(c, listed.value, { limit, cursorOf: ({ email }) => emailKey(email) });
});

administrators.answer("PATCH /accounts/:account/administrators/:email", async (c) => {
  const wish = await readJson(c, roleWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const changed = await changeRole(c.var.scene, c.req.param("email"), wish.value.role);
  return changed.ok ? c.json(changed.value) : answerFailure(c, changed.failure);
});

administrators.answer("DELETE /accounts/:account/administrators/:email", async (c) => {
  const dropped = await dropAdministrator(c.var.scene, c.req.param("email"));
  return dropped.ok ? c.body(null, 204) : answerFailure(c, dropped.failure);
});
