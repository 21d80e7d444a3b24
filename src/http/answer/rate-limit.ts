import type { Context } from "hono";
import { GUESSES_PER_MINUTE, type Standing } from "../../domain/access/rates.ts";
import type { Params } from "../../domain/problems/codes.ts";
import type { AppEnv } from "../hono-env.ts";

/**
 * Tells a client how many requests it has left and in how many seconds there will be all again (IETF draft ratelimit-headers), of
 * a limit that counted this request; null takes back what was told, because it did not count after all.
 */
export function showStanding(c: Context<AppEnv>, standing: Standing | null): void {
  const { limit, most, left, windowSeconds, seconds } = standing ?? {};
  c.header("RateLimit-Policy", standing ? `"${limit}";q=${most};w=${windowSeconds}` : undefined);
  c.header("RateLimit", standing ? `"${limit}";r=${left};t=${seconds}` : undefined);
}

/** Tells of the fence in front of guesses, which counts roughly: how many are left is not known until none is. */
export function showGuesses(c: Context<AppEnv>): void {
  c.header("RateLimit-Policy", `"guesses";q=${GUESSES_PER_MINUTE};w=60`);
}

/** Tells the same of a request that was one too many. */
export function showSpent(c: Context<AppEnv>, params: Params["too_many_requests"]): void {
  if (params.reason === "window") showStanding(c, params.standing);
  if (params.reason !== "guesses") return;
  showGuesses(c);
  c.header("RateLimit", `"guesses";r=0;t=${params.seconds}`);
}
