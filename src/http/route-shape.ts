import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { AppEnv } from "./hono-env.ts";

/**
 * The pattern of the address that was asked for, for the log: addresses hold numbers and one-time links, which no log may
 * hold (S10, M1). Where none has an answer it is as much as is known of it, such as `/api/v1/*`.
 */
export function routeShape(c: Context<AppEnv>): string {
  const patterns = matchedRoutes(c).map(({ path }) => path);
  return patterns.find((path) => !path.includes("*")) ?? patterns.at(-1) ?? "*";
}
