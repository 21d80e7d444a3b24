import { endSessionsOf, removeLostFactors } from "../../../acts/people/operator-people.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { apiRoutes } from "../routes.ts";

/** What only the operator may do for a person (S1). */
export const operatorPeople = apiRoutes();

operatorPeople.answer("DELETE /operator/people/:email/factors", async (c) => {
  const removed = await removeLostFactors(c.var.scene, c.req.param("email"));
  return removed.ok ? c.body(null, 204) : answerFailure(c, removed.failure);
});

operatorPeople.answer("DELETE /operator/people/:email/sessions", async (c) => {
  const ended = await endSessionsOf(c.var.scene, c.req.param("email"));
  return ended.ok ? c.body(null, 204) : answerFailure(c, ended.failure);
});
