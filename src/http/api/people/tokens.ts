import { makeTokenOnce } from "../../../acts/people/make-token-once.ts";
import { listTokens, makeToken, revokeToken } from "../../../acts/people/tokens.ts";
import { answerList } from "../../answer/list-json.ts";
import { tokenJson } from "../../answer/people-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readIdempotencyKey } from "../../request/idempotency-key.ts";
import { readJson, readListQuery } from "../../request/input.ts";
import { tokenWish } from "../../schemas/people.ts";
import { apiRoutes } from "../routes.ts";

/** Tokens of an account (S2). */
export const tokens = apiRoutes();

tokens.answer("POST /accounts/:account/tokens", async (c) => {
  const wish = await readJson(c, tokenWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const key = readIdempotencyKey(c);
  if (!key.ok) return answerFailure(c, key.failure);
  const { result, replayed } =
    key.value === null
      ? { result: await makeToken(c.var.scene, wish.value), replayed: false }
      : await makeTokenOnce(c.var.scene, key.value, wish.value);
  if (replayed) c.header("Idempotency-Replayed", "true");
  return result.ok ? c.json(result.value, 201) : answerFailure(c, result.failure);
});

tokens.answer("GET /accounts/:account/tokens", async (c) => {
  const query = readListQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after } = query.value;
  const listed = await listTokens(c.var.scene, { after, limit: limit + 1 });
  if (!listed.ok) return answerFailure(c, listed.failure);
  return answerList(c, listed.value, { limit, cursorOf: ({ id }) => id, show: tokenJson });
});

tokens.answer("DELETE /accounts/:account/tokens/:id", async (c) => {
  const revoked = await revokeToken(c.var.scene, c.req.param("id"));
  return revoked.ok ? c.body(null, 204) : answerFailure(c, revoked.failure);
});
