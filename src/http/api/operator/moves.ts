import { findMove, moveAccount, stopMove } from "../../../acts/operation/moves.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { whereaboutsJson } from "../../answer/whereabouts-json.ts";
import { readJson, readQuery } from "../../request/input.ts";
import { moveWish } from "../../schemas/moves.ts";
import { apiRoutes } from "../routes.ts";

/** Where an account lies, and its move to another database (O6). */
export const moves = apiRoutes();

moves.answer("GET /accounts/:account/move", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const found = await findMove(c.var.scene);
  return found.ok ? c.json(whereaboutsJson(found.value)) : answerFailure(c, found.failure);
});

moves.answer("PUT /accounts/:account/move", async (c) => {
  const wish = await readJson(c, moveWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const moved = await moveAccount(c.var.scene, wish.value.to);
  if (!moved.ok) return answerFailure(c, moved.failure);
  return c.json(whereaboutsJson(moved.value), moved.value.move ? 202 : 200);
});

moves.answer("DELETE /accounts/:account/move", async (c) => {
  const stopped = await stopMove(c.var.scene);
  if (!stopped.ok) return answerFailure(c, stopped.failure);
  return c.json(whereaboutsJson(stopped.value), stopped.value.move ? 202 : 200);
});
