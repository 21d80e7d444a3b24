import { findKeys } from "../../../acts/people/keys.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readQuery } from "../../request/input.ts";
import { apiRoutes } from "../routes.ts";

/** Where a change of MASTER_SECRET stands (S11). */
export const keys = apiRoutes();

keys.answer("GET /operator/keys", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const found = await findKeys(c.var.scene);
  return found.ok ? c.json(found.value) : answerFailure(c, found.failure);
});
