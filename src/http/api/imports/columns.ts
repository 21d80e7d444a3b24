import { Hono } from "hono";
import { forgetAllColumns, forgetColumn, listColumns } from "../../../acts/imports/columns.ts";
import { answerList } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readCursor } from "../../cursor.ts";
import type { AppEnv } from "../../hono-env.ts";
import { guard, reading, writing } from "../../request/guard.ts";
import { paging, readQuery } from "../../request/input.ts";

/** What an account remembers of headers that are not the template's (T4). */
export const columns = new Hono<AppEnv>();

columns.get("/", guard(reading), async (c) => {
  const query = readQuery(c, paging);
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, cursor } = query.value;
  const listed = await listColumns(c.var.scene, { after: readCursor(cursor), limit: limit + 1 });
  if (!listed.ok) return answerFailure(c, listed.failure);
  return answerList(c, listed.value, {
    limit,
    cursorOf: ({ key }) => key,
    show: ({ header, field }) => ({ header, field }),
  });
});

columns.delete("/", guard(writing), async (c) => {
  const forgotten = await forgetAllColumns(c.var.scene);
  return forgotten.ok ? c.body(null, 204) : answerFailure(c, forgotten.failure);
});

columns.delete("/:header", guard(writing), async (c) => {
  const forgotten = await forgetColumn(c.var.scene, c.req.param("header"));
  return forgotten.ok ? c.body(null, 204) : answerFailure(c, forgotten.failure);
});
