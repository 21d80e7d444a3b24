import type { Context } from "hono";
import { type Hinted, hintFor, isTrue, openAhead } from "../../../acts/ahead.ts";
import type { OpenSession } from "../../../acts/people/sessions.ts";
import type { AtAccount, Doorstep } from "../../../acts/scene.ts";
import type { AppEnv } from "../../hono-env.ts";
import { routeShape } from "../../route-shape.ts";
import { keep, kept } from "./cookies.ts";

type Begin = (c: Context<AppEnv>, at: AtAccount) => void;

/** What begins to read for a page, by the name of its route. */
const beginnings = new Map<string, Begin>();

/**
 * Has a page read what it shows while it is still being asked whose session it is (O7): the directory and the account's
 * database then answer side by side. Gives what takes it when it is known who asks; where that is not who was expected,
 * or nothing was expected, it is read then. `read` must write nothing.
 */
export function readAhead<Value>(
  route: string,
  read: (c: Context<AppEnv>, at: AtAccount) => Promise<Value>,
): (c: Context<AppEnv>) => Promise<Value> {
  const begun = new WeakMap<Request, Promise<Value>>();
  beginnings.set(route, (c, at) => {
    const value = read(c, at);
    // Nobody may ever wait for it.
    value.catch(() => undefined);
    begun.set(c.req.raw, value);
  });
  return (c) => (c.var.isExpected && begun.get(c.req.raw)) || read(c, c.var.scene);
}

/** Begins to read for a page whose browser brings the right hint along; gives what was expected. */
export function beginAhead(c: Context<AppEnv>, door: Doorstep): Hinted | null {
  const begin = beginnings.get(`${c.req.method} ${routeShape(c)}`);
  const hinted = openAhead(door, kept(c, "session"), kept(c, "hint"));
  if (begin && hinted) begin(c, hinted.at);
  return hinted;
}

/** Lets what was begun be taken if it was expected rightly; else the browser has a better hint for the next time. */
export function settleAhead(c: Context<AppEnv>, door: Doorstep, hinted: Hinted | null, session: OpenSession): void {
  const isExpected = hinted !== null && isTrue(hinted.hint, session);
  c.set("isExpected", isExpected);
  const secret = kept(c, "session");
  const hint = isExpected || secret === null ? null : hintFor(door, secret, session);
  if (hint !== null) keep(c, "hint", hint);
}

/** The import that an address names: what is read ahead knows no parameters of its route yet. No id is written otherwise. */
export function importIn(c: Context<AppEnv>): string {
  const [, , id = ""] = c.req.path.split("/");
  return id;
}
