import { listChanges, takeBack } from "../../../acts/imports/changes/take-back.ts";
import { changeJson } from "../../answer/change-json.ts";
import { answerList } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readListQuery } from "../../request/input.ts";
import { apiRoutes } from "../routes.ts";
import { answerReview } from "./answer-review.ts";

/** What was changed in a draft, and how the newest change is taken back (I12). */
export const changes = apiRoutes();

changes.answer("GET /accounts/:account/imports/:id/changes", async (c) => {
  const query = readListQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after } = query.value;
  const page = { before: after, limit: limit + 1 };
  const listed = await listChanges(c.var.scene, c.req.param("id"), page);
  if (!listed.ok) return answerFailure(c, listed.failure);
  return answerList(c, listed.value, {
    limit,
    cursorOf: ({ id }) => id,
    show: changeJson,
  });
});

changes.answer("DELETE /accounts/:account/imports/:id/changes/:change", async (c) => {
  return answerReview(c, await takeBack(c.var.scene, c.req.param("id"), c.req.param("change")));
});
