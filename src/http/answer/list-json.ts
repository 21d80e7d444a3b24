import type { Context } from "hono";
import { writeListCursor } from "../cursor.ts";
import type { AppEnv } from "../hono-env.ts";

/** Answers one page of a list (api.md, "Lists"): pass one thing more than the limit, so that it is known whether more follow. */
export function answerList<Thing>(
  c: Context<AppEnv>,
  things: readonly Thing[],
  page: {
    readonly limit: number;
    readonly cursorOf: (thing: Thing) => string;
    readonly show?: (thing: Thing) => unknown;
  },
): Response {
  const shown = things.slice(0, page.limit);
  const last = things.length > page.limit ? shown.at(-1) : undefined;
  const items = shown.map((thing) => (page.show ? page.show(thing) : thing));
  return answerPage(c, items, last === undefined ? null : page.cursorOf(last));
}

/** Answers one page whose end is known: `last` is what the next one goes on behind, null when there is none. */
export function answerPage(c: Context<AppEnv>, items: readonly unknown[], last: string | null): Response {
  const url = new URL(c.req.url);
  const next = last === null ? null : writeListCursor(url, last);
  if (next !== null) {
    url.searchParams.set("cursor", next);
    c.header("Link", `<${url.href}>; rel="next"`);
  }
  return c.json({ items, next });
}
