import type { Context } from "hono";
import type { AppEnv } from "../hono-env.ts";

/** Leads on to another page. A script's request cannot follow a redirect to a page: it is told where to go (HX-Redirect). */
export function leadTo(c: Context<AppEnv>, path: string): Response {
  if (c.req.header("HX-Request") === "true") return c.body(null, 200, { "HX-Redirect": path });
  return c.redirect(path, 303);
}
