import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { signInByAccess } from "../../../acts/people/access.ts";
import { findSession, type OpenSession } from "../../../acts/people/sessions.ts";
import { type Doorstep, doorstepOf, sceneOf } from "../../../acts/scene.ts";
import { isDevelopment } from "../../../domain/configuration.ts";
import { BROWSER_DAYS, SIGNED_IN_HOURS } from "../../../domain/limits.ts";
import { browserName } from "../../../domain/people/browser-name.ts";
import { owesFactor } from "../../../domain/people/factor.ts";
import { isProved } from "../../../domain/people/proof.ts";
import { log } from "../../../log.ts";
import { leadTo } from "../../answer/lead-to.ts";
import type { AppEnv } from "../../hono-env.ts";
import { accessEmail } from "../../request/access-identity.ts";
import { traceOf } from "../../trace.ts";
import { showSignedOut } from "./signed-out.tsx";

/** What acts before and at signing in need of a request. */
export function doorOf(c: Context<AppEnv>): Doorstep {
  return doorstepOf(c.env, c.req.header("CF-Connecting-IP") ?? null, getCookie(c, markName(c)) ?? null);
}

/** Puts a session's secret into the cookie, for as long as a session can last (S1). */
export function keepSession(c: Context<AppEnv>, secret: string): void {
  setCookie(c, cookieName(c), secret, {
    path: "/",
    httpOnly: true,
    secure: isSecure(c),
    sameSite: "Lax",
    maxAge: SIGNED_IN_HOURS * 3_600,
  });
}

/** Marks the browser as one in which somebody has signed in; signing out leaves that (S6). */
export function keepMark(c: Context<AppEnv>, mark: string): void {
  setCookie(c, markName(c), mark, {
    path: "/",
    httpOnly: true,
    secure: isSecure(c),
    sameSite: "Lax",
    maxAge: BROWSER_DAYS * 86_400,
  });
}

/** Takes the secret out of the cookie again. */
export function dropSession(c: Context<AppEnv>): void {
  deleteCookie(c, cookieName(c), { path: "/", secure: isSecure(c) });
}

/** The secret that the browser holds, if any. */
export function sessionSecret(c: Context<AppEnv>): string | null {
  return getCookie(c, cookieName(c)) ?? null;
}

/**
 * Finds the session of a request: neither idle for half an hour nor older than twelve. Where there is none, one is opened for
 * whom Cloudflare Access vouches for. Polls neither keep one alive nor open one.
 */
export async function findSessionOf(c: Context<AppEnv>, door: Doorstep): Promise<OpenSession | null> {
  const [secret, byItself] = [sessionSecret(c), POLL.test(c.req.path)];
  const session = secret === null ? null : await findSession(door, secret, byItself);
  return session || byItself ? session : openByAccess(c, door);
}

async function openByAccess(c: Context<AppEnv>, door: Doorstep): Promise<OpenSession | null> {
  const email = await accessEmail(c);
  const opened = email === null ? null : await signInByAccess(door, { email, browser: browserOf(c) });
  if (email !== null && !opened) log("access_refused", { ...traceOf(c), reason: "nobody of this address may sign in" });
  if (!opened) return null;
  keepSession(c, opened.secret);
  return findSession(door, opened.secret);
}

/** What the browser of a request is called, for the list of sessions. */
export function browserOf(c: Context<AppEnv>): string | null {
  return browserName(c.req.header("User-Agent") ?? null);
}

/** What a page asks for again and again by itself. */
const POLL = /^\/imports\/[^/]+\/(?:progress|mails)$/;

/** Lets administrators with an account through and sets the scene; others are sent to sign in and come back afterwards. */
export const requireSession = createMiddleware<AppEnv>(async (c, next) => {
  const door = doorOf(c);
  const session = await findSessionOf(c, door);
  if (!session) return sendAway(c, "/sign-in");
  if (session.account === null || session.role === null) return sendAway(c, "/accounts");
  const { account, email, role } = session;
  const proved = isProved(session.proved_at, door.now);
  c.set("scene", await sceneOf(door, { kind: "administrator", account, email, role, proved }, account));
  c.set("owesFactor", owesFactor(session, c.env.REQUIRE_FACTOR === "true"));
  c.set("hasFactor", session.has_factor);
  c.set("accountName", session.account_name ?? session.account);
  c.header("Cache-Control", "no-store");
  return next();
});

function sendAway(c: Context<AppEnv>, to: string): Response {
  const back = wayBack(c);
  const door = back === "/" ? to : `${to}?next=${encodeURIComponent(back)}`;
  // A form that was sent must not be eaten: led away, the browser would forget it. A script keeps it itself.
  const isForm = c.req.method === "POST" && c.req.header("HX-Request") !== "true";
  return isForm ? showSignedOut(c, door) : leadTo(c, door);
}

/** The page that was asked for, or the one whose form was sent; "/" where neither is known. */
function wayBack(c: Context<AppEnv>): string {
  const page = c.req.method === "GET" ? c.req.url : (c.req.header("Referer") ?? "");
  const url = URL.canParse(page) ? new URL(page) : null;
  return url?.origin === new URL(c.req.url).origin ? url.pathname + url.search : "/";
}

/** Where somebody proves themselves again, and goes on from to a page of ours. */
export function toProof(next: string): string {
  return `/proof?next=${encodeURIComponent(next)}`;
}

/** Gives a path of our own to go on to; anything else leads home. */
export function ownPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : "/";
}

function markName(c: Context<AppEnv>): string {
  return isSecure(c) ? "__Host-muster-browser" : "muster-browser";
}

function cookieName(c: Context<AppEnv>): string {
  return isSecure(c) ? "__Host-muster" : "muster";
}

/** Tells whether a cookie is for https alone: only somebody's own machine may have one that goes over plain http (S12). */
export function isSecure(c: Context<AppEnv>): boolean {
  return !isDevelopment(c.env) || new URL(c.req.url).protocol === "https:";
}
