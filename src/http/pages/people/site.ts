import type { Context } from "hono";
import type { Site } from "../../../acts/people/passkeys.ts";
import { isDevelopment } from "../../../domain/configuration.ts";
import type { AppEnv } from "../../hono-env.ts";

/** Where people open our pages: a passkey is good there and nowhere else. On somebody's own machine it is wherever they look. */
export function siteOf(c: Context<AppEnv>): Site {
  const { origin, hostname: host } = new URL(isDevelopment(c.env) ? c.req.url : c.env.PUBLIC_ORIGIN);
  return { origin, host };
}
