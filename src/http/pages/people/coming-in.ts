import type { Context } from "hono";
import type { CameIn } from "../../../acts/people/sign-in.ts";
import type { AppEnv } from "../../hono-env.ts";
import { drop, keep } from "./cookies.ts";
import { ownPath } from "./session.ts";

/** Lets somebody in whose session was opened: to where they wanted to go, or to the choice of an account before. */
export function comeIn(c: Context<AppEnv>, { secret, account, mark }: CameIn, next: string | undefined): Response {
  keep(c, "session", secret);
  keep(c, "mark", mark);
  drop(c, "factor");
  return c.redirect(account === null ? withNext("/accounts", next) : ownPath(next), 303);
}

/** The start page needs no saying. */
export function nextField(path: string): string {
  return path === "/" ? "" : path;
}

/** A page of the way in that leads on to a page of ours. */
export function withNext(page: string, next: string | undefined): string {
  const path = nextField(ownPath(next));
  return path ? `${page}?next=${encodeURIComponent(path)}` : page;
}
