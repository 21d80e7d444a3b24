import { createMiddleware } from "hono/factory";
import { log } from "../../log.ts";
import type { AppEnv } from "../hono-env.ts";
import { routeShape } from "../route-shape.ts";

const SAFE = ["GET", "HEAD", "OPTIONS"];

/** Refuses unsafe requests to pages that do not come from our own origin, with or without a cookie (S5). */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (SAFE.includes(c.req.method) || isOwn(c.req.raw)) return next();
  log("refused", { reference: c.var.reference, code: "cross_origin", status: 403, path: routeShape(c) });
  return c.text("This request came from another site and was not carried out.\n", 403);
});

/** Browsers say where a request comes from; whoever says neither is no browser of ours. */
function isOwn(request: Request): boolean {
  const site = request.headers.get("Sec-Fetch-Site");
  if (site !== null) return site === "same-origin";
  return request.headers.get("Origin") === new URL(request.url).origin;
}
