import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CameIn } from "../../../acts/people/sign-in.ts";
import { FACTOR_MINUTES } from "../../../domain/limits.ts";
import type { AppEnv } from "../../hono-env.ts";
import { isSecure, keepMark, keepSession, ownPath } from "./session.ts";

/** Keeps the secret of a sign-in that owes a second factor, for as long as that may be given (S1). */
export function keepSignIn(c: Context<AppEnv>, secret: string): void {
  setCookie(c, cookieName(c), secret, {
    path: "/",
    httpOnly: true,
    secure: isSecure(c),
    sameSite: "Lax",
    maxAge: FACTOR_MINUTES * 60,
  });
}

/** The secret of a sign-in that owes a second factor, if any. */
export function signInSecret(c: Context<AppEnv>): string | null {
  return getCookie(c, cookieName(c)) ?? null;
}

function cookieName(c: Context<AppEnv>): string {
  return isSecure(c) ? "__Host-muster-factor" : "muster-factor";
}

/** Lets somebody in whose session was opened: to where they wanted to go, or to the choice of an account before. */
export function comeIn(c: Context<AppEnv>, { secret, account, mark }: CameIn, next: string | undefined): Response {
  keepSession(c, secret);
  keepMark(c, mark);
  deleteCookie(c, cookieName(c), { path: "/", secure: isSecure(c) });
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
