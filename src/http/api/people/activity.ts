import { Hono } from "hono";
import { listActivity } from "../../../acts/people/activity.ts";
import { answerList } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readCursor } from "../../cursor.ts";
import type { AppEnv } from "../../hono-env.ts";
import { guard, reading } from "../../request/guard.ts";
import { paging, readQuery } from "../../request/input.ts";

/** Who did what on the account (S8). */
export const activity = new Hono<AppEnv>().get("/", guard(reading), async (c) => {
  const query = readQuery(c, paging);
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, cursor } = query.value;
  const listed = await listActivity(c.var.scene, { before: readCursor(cursor) || null, limit: limit + 1 });
  if (!listed.ok) return answerFailure(c, listed.failure);
  return answerList(c, listed.value, { limit, cursorOf: ({ id }) => id });
});
