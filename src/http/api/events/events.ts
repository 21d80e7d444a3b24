import type { Context } from "hono";
import { type Events, listAllEvents, listEvents } from "../../../acts/events/read-events.ts";
import { BEGINNING, readPosition, writePosition } from "../../../domain/events/position.ts";
import { type Result, refuse } from "../../../domain/problems/result.ts";
import { eventJson } from "../../answer/event-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readStreamCursor, writeStreamCursor } from "../../cursor.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readQuery } from "../../request/input.ts";
import { mayStill } from "../../request/late-body.ts";
import { eventsQuery } from "../../schemas/events.ts";
import { apiRoutes } from "../routes.ts";

/** What has happened, for programs that keep a copy in step (W1, W2). */
export const events = apiRoutes();

events.answer("GET /accounts/:account/events", (c) => answer(c, (wish) => listEvents(c.var.scene, wish)));

events.answer("GET /events", (c) => answer(c, (wish) => listAllEvents(c.var.scene, wish)));

async function answer(
  c: Context<AppEnv>,
  list: (wish: Parameters<typeof listEvents>[1]) => Promise<Result<Events>>,
): Promise<Response> {
  const query = readQuery(c, eventsQuery);
  if (!query.ok) return answerFailure(c, query.failure);
  const url = new URL(c.req.url);
  const given = query.value.after;
  const after = given === undefined ? BEGINNING : readPosition(readStreamCursor(url, given) ?? "");
  if (after === null) {
    return answerFailure(
      c,
      refuse("malformed_request", { reason: "rule", name: "after", rule: { rule: "cursor" } }).failure,
    );
  }
  const listed = await list({ ...query.value, after });
  if (!listed.ok) return answerFailure(c, listed.failure);
  const still = await mayStill(c.req.raw);
  if (!still.ok) return answerFailure(c, still.failure);
  const next = writeStreamCursor(url, writePosition(listed.value.next));
  url.searchParams.set("after", next);
  c.header("Link", `<${url.href}>; rel="next"`);
  return c.json({ items: listed.value.events.map((event) => eventJson(c, event)), next });
}
