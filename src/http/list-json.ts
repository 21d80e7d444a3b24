import type { Context } from "hono";
import type { AppEnv } from "./hono-env.ts";
import { writeCursor } from "./input.ts";

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
  const next = last === undefined ? null : writeCursor(page.cursorOf(last));
  if (next !== null) {
    const url = new URL(c.req.url);
    url.searchParams.set("cursor", next);
    c.header("Link", `<${url.href}>; rel="next"`);
  }
  return c.json({ items: shown.map((thing) => (page.show ? page.show(thing) : thing)), next });
}
