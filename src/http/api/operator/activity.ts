import { listOperatorActivity } from "../../../acts/people/operator-activity.ts";
import { answerList } from "../../answer/list-json.ts";
import { operatorActivityJson } from "../../answer/people-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readListQuery } from "../../request/input.ts";
import { apiRoutes } from "../routes.ts";

/** What was done without an account, or on one that was removed: the operator's to see (S8). */
export const operatorActivity = apiRoutes();

operatorActivity.answer("GET /operator/activity", async (c) => {
  const query = readListQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after } = query.value;
  const listed = await listOperatorActivity(c.var.scene, { before: after || null, limit: limit + 1 });
  if (!listed.ok) return answerFailure(c, listed.failure);
  return answerList(c, listed.value, {
    limit,
    cursorOf: ({ id }) => id,
    show: operatorActivityJson,
  });
});
