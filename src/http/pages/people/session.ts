import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { signInByAccess } from "../../../acts/people/access.ts";
import { findSession, isStillOpen, type LetIn, type OpenSession } from "../../../acts/people/sessions.ts";
import { type Asker, type Doorstep, doorstepOf, moveOn, sceneOf } from "../../../acts/scene.ts";
import { browserName } from "../../../domain/people/browser-name.ts";
import { owesFactor } from "../../../domain/people/factor.ts";
import { isProved } from "../../../domain/people/proof.ts";
import { log } from "../../../log.ts";
import { leadTo } from "../../answer/lead-to.ts";
import type { AppEnv } from "../../hono-env.ts";
import { accessEmail } from "../../request/access-identity.ts";
import { noteLook } from "../../request/late-body.ts";
import { traceOf } from "../../trace.ts";
import { beginAhead, settleAhead } from "./ahead.ts";
import { keep, kept } from "./cookies.ts";
import { showSignedOut } from "./signed-out.tsx";

/** What acts before and at signing in need of a request. */
export function doorOf(c: Context<AppEnv>): Doorstep {
  return doorstepOf(c.env, c.req.header("CF-Connecting-IP") ?? null, kept(c, "mark"));
}

/**
 * Finds the session of a request: neither idle for half an hour nor older than twelve. Where there is none, one is opened for
 * whom Cloudflare Access vouches for. Polls neither keep one alive nor open one.
 */
export async function findSessionOf(c: Context<AppEnv>, door: Doorstep): Promise<OpenSession | null> {
  const [secret, byItself] = [kept(c, "session"), POLL.test(c.req.path)];
  const session = secret === null ? null : await findSession(door, secret, byItself);
  return session || byItself ? session : openByAccess(c, door);
}

async function openByAccess(c: Context<AppEnv>, door: Doorstep): Promise<OpenSession | null> {
  const email = await accessEmail(c);
  const opened = email === null ? null : await signInByAccess(door, { email, browser: browserOf(c) });
  if (email !== null && !opened) log("access_refused", { ...traceOf(c), reason: "nobody of this address may sign in" });
  if (!opened) return null;
  keep(c, "session", opened.secret);
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
  const hinted = beginAhead(c, door);
  const session = await findSessionOf(c, door);
  if (!session) return sendAway(c, "/sign-in");
  if (session.account === null || session.role === null) return sendAway(c, "/accounts");
  settleAhead(c, door, hinted, session);
  const { account, role } = session;
  c.set("scene", await sceneOf(door, askerOf(c, { ...session, account, role }), account));
  c.set("owesFactor", owesFactor(session, c.env.REQUIRE_FACTOR === "true"));
  c.set("hasFactor", session.has_factor);
  c.set("accountName", session.account_name ?? session.account);
  c.header("Cache-Control", "no-store");
  return next();
});

/** Who asks with a session. Where what they send comes late, their proof is what it is by then. */
function askerOf(c: Context<AppEnv>, session: OpenSession & LetIn): Asker {
  let { proved_at: provedAt } = session;
  noteLook(c.req.raw, async (proof) => {
    const still = await isStillOpen(doorOf(c), session, proof);
    if (still.ok) {
      provedAt = still.value;
      moveOn(c.get("scene"));
    }
    return still;
  });
  const { account, email, role, created_at: since } = session;
  const proved = () => isProved(provedAt, new Date().toISOString());
  return { kind: "administrator", account, email, role, since, isProved: proved };
}

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
