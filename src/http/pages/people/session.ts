import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { Doorstep } from "../../../acts/people/sign-in.ts";
import { SIGNED_IN_IDLE_HOURS } from "../../../domain/limits.ts";
import { AccountDatabase, DirectoryDatabase } from "../../../store/database.ts";
import { findSession, type Session, touchSession } from "../../../store/people/sessions.ts";
import { sha256 } from "../../../vault/hashes.ts";
import { leadTo } from "../../answer/lead-to.ts";
import type { AppEnv } from "../../hono-env.ts";
import { showSignedOut } from "./signed-out.tsx";

const IDLE_MS = SIGNED_IN_IDLE_HOURS * 3_600_000;
const ABSOLUTE_MS = 12 * 3_600_000;
/** A session that is in use is noted so often. */
const TOUCH_MS = 60_000;

/** What acts before and at signing in need of a request. */
export function doorstepOf(c: Context<AppEnv>): Doorstep {
  const address = c.req.header("CF-Connecting-IP") ?? null;
  return { env: c.env, ...databasesOf(c), now: new Date().toISOString(), address };
}

function databasesOf({ env }: Context<AppEnv>) {
  return { db: new AccountDatabase(env.DB), directory: new DirectoryDatabase(env.DIRECTORY) };
}

/** Puts a session's secret into the cookie, for as long as a session can last (S1). */
export function keepSession(c: Context<AppEnv>, secret: string): void {
  const secure = new URL(c.req.url).protocol === "https:";
  setCookie(c, cookieName(c), secret, {
    path: "/",
    httpOnly: true,
    secure,
    sameSite: "Lax",
    maxAge: ABSOLUTE_MS / 1000,
  });
}

/** Takes the secret out of the cookie again. */
export function dropSession(c: Context<AppEnv>): void {
  deleteCookie(c, cookieName(c), { path: "/", secure: new URL(c.req.url).protocol === "https:" });
}

/** The secret that the browser holds, if any. */
export function sessionSecret(c: Context<AppEnv>): string | null {
  return getCookie(c, cookieName(c)) ?? null;
}

/** From when on a session must have been used and begun to be alive now: two hours ago, and twelve (S1). */
export function sessionBounds(now: string): { readonly seenAfter: string; readonly createdAfter: string } {
  const time = Date.parse(now);
  return { seenAfter: iso(time - IDLE_MS), createdAfter: iso(time - ABSOLUTE_MS) };
}

/** Finds the session of a request: neither idle for two hours nor older than twelve. */
export async function findSessionOf(c: Context<AppEnv>, door: Doorstep): Promise<Session | null> {
  const secret = sessionSecret(c);
  if (secret === null) return null;
  const session = await findSession(door.directory, sha256(secret), sessionBounds(door.now));
  if (session && Date.parse(session.seen_at) < Date.parse(door.now) - TOUCH_MS)
    await touchSession(door.directory, session.id_hash, door.now);
  return session;
}

/** Lets administrators with an account through and sets the scene; others are sent to sign in and come back afterwards. */
export const requireSession = createMiddleware<AppEnv>(async (c, next) => {
  const door = doorstepOf(c);
  const session = await findSessionOf(c, door);
  if (!session) return sendAway(c, "/sign-in");
  if (session.account === null) return sendAway(c, "/accounts");
  const asker = { kind: "administrator", account: session.account, email: session.email } as const;
  // What it took to find out who asks is no part of what an import costs (I9).
  c.set("scene", { ...door, ...databasesOf(c), asker, account: session.account });
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

/** Gives a path of our own to go on to; anything else leads home. */
export function ownPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : "/";
}

function cookieName(c: Context<AppEnv>): string {
  return new URL(c.req.url).protocol === "https:" ? "__Host-muster" : "muster";
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
