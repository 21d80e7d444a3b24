import { listChanges, takeBack } from "../../../acts/imports/changes/take-back.ts";
import { answerList } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readCursor } from "../../cursor.ts";
import { paging, readQuery } from "../../request/input.ts";
import { apiRoutes } from "../routes.ts";
import { answerReview } from "./answer-review.ts";

/** What was changed in a draft, and how the newest change is taken back (I12). */
export const changes = apiRoutes();

changes.answer("GET /accounts/:account/imports/:id/changes", async (c) => {
  const query = readQuery(c, paging);
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, cursor } = query.value;
  const page = { before: readCursor(cursor), limit: limit + 1 };
  const listed = await listChanges(c.var.scene, c.req.param("id"), page);
  if (!listed.ok) return answerFailure(c, listed.failure);
  return answerList(c, listed.value, {
    limit,
    cursorOf: ({ id }) => id,
    show: ({ id, about, by, at, changed }) => ({ id, kind: about.kind, by, at, rows: changed }),
  });
});

changes.answer("DELETE /accounts/:account/imports/:id/changes/:change", async (c) => {
  return answerReview(c, await takeBack(c.var.scene, c.req.param("id"), c.req.param("change")));
});
