import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { isDevelopment } from "../../../domain/configuration.ts";
import { BROWSER_DAYS, FACTOR_MINUTES, SIGNED_IN_HOURS } from "../../../domain/limits.ts";
import type { AppEnv } from "../../hono-env.ts";

/** What a browser keeps for us, and for how long (seconds). Each is sent to us alone, and no script sees it. */
const cookies = {
  /** The secret of a session, for as long as one can last (S1). */
  session: { name: "muster", seconds: SIGNED_IN_HOURS * 3_600 },
  /** Where the account of that session lies, as far as is known (O7). */
  hint: { name: "muster-place", seconds: SIGNED_IN_HOURS * 3_600 },
  /** The secret of a sign-in that owes a second factor, for as long as that may be given (S1). */
  factor: { name: "muster-factor", seconds: FACTOR_MINUTES * 60 },
  /** Marks the browser as one in which somebody has signed in; signing out leaves that (S6). */
  mark: { name: "muster-browser", seconds: BROWSER_DAYS * 86_400 },
} as const;

type Kind = keyof typeof cookies;

/** What a browser was given to keep; null where it has none. */
export function kept(c: Context<AppEnv>, kind: Kind): string | null {
  return getCookie(c, nameOf(c, kind)) ?? null;
}

/** Gives a browser something to keep. */
export function keep(c: Context<AppEnv>, kind: Kind, value: string): void {
  setCookie(c, nameOf(c, kind), value, {
    path: "/",
    httpOnly: true,
    secure: isSecure(c),
    sameSite: "Lax",
    maxAge: cookies[kind].seconds,
  });
}

/** Takes it away again. */
export function drop(c: Context<AppEnv>, kind: Kind): void {
  deleteCookie(c, nameOf(c, kind), { path: "/", secure: isSecure(c) });
}

function nameOf(c: Context<AppEnv>, kind: Kind): string {
  const { name } = cookies[kind];
  return isSecure(c) ? `__Host-${name}` : name;
}

/** Tells whether a cookie is for https alone: only somebody's own machine may have one that goes over plain http (S12). */
function isSecure(c: Context<AppEnv>): boolean {
  return !isDevelopment(c.env) || new URL(c.req.url).protocol === "https:";
}
