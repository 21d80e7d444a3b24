import { forgetAllColumns, forgetColumn, listColumns } from "../../../acts/imports/columns.ts";
import { columnJson } from "../../answer/change-json.ts";
import { answerList } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readListQuery } from "../../request/input.ts";
import { apiRoutes } from "../routes.ts";

/** What an account remembers of headers that are not the template's (T4). */
export const columns = apiRoutes();

columns.answer("GET /accounts/:account/columns", async (c) => {
  const query = readListQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after } = query.value;
  const listed = await listColumns(c.var.scene, { after, limit: limit + 1 });
  if (!listed.ok) return answerFailure(c, listed.failure);
  return answerList(c, listed.value, {
    limit,
    cursorOf: ({ key }) => key,
    show: columnJson,
  });
});

columns.answer("DELETE /accounts/:account/columns", async (c) => {
  const forgotten = await forgetAllColumns(c.var.scene);
  return forgotten.ok ? c.body(null, 204) : answerFailure(c, forgotten.failure);
});

columns.answer("DELETE /accounts/:account/columns/:header", async (c) => {
  const forgotten = await forgetColumn(c.var.scene, c.req.param("header"));
  return forgotten.ok ? c.body(null, 204) : answerFailure(c, forgotten.failure);
});
