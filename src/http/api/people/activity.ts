import { exportActivity, listActivity } from "../../../acts/people/activity.ts";
import { csvResponse } from "../../answer/download.ts";
import { answerList } from "../../answer/list-json.ts";
import { activityJson } from "../../answer/people-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readListQuery, readQuery } from "../../request/input.ts";
import { mayStill } from "../../request/late-body.ts";
import { activityFilters } from "../../schemas/people.ts";
import { apiRoutes } from "../routes.ts";

/** Who did what on the account (S8), as a list and as CSV. */
export const activity = apiRoutes();

activity.answer("GET /accounts/:account/activity", async (c) => {
  const query = readListQuery(c, activityFilters);
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after, ...wanted } = query.value;
  const listed = await listActivity(c.var.scene, { ...wanted, before: after, limit: limit + 1 });
  if (!listed.ok) return answerFailure(c, listed.failure);
  return answerList(c, listed.value, {
    limit,
    cursorOf: ({ id }) => id,
    show: activityJson,
  });
});

activity.answer("GET /accounts/:account/activity.csv", async (c) => {
  const query = readQuery(c, activityFilters);
  if (!query.ok) return answerFailure(c, query.failure);
  const written = await exportActivity(c.var.scene, query.value, () => mayStill(c.req.raw));
  return written.ok ? csvResponse(written.value, "activity.csv") : answerFailure(c, written.failure);
});
