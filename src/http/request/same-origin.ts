import { createMiddleware } from "hono/factory";
import { coded } from "../../domain/problems/codes.ts";
import { log } from "../../log.ts";
import { statusOf } from "../answer/statuses.ts";
import type { AppEnv } from "../hono-env.ts";
import { readerOf } from "../reader.ts";
import { traceOf } from "../trace.ts";

const SAFE = ["GET", "HEAD", "OPTIONS"];

/** Refuses unsafe requests to pages that do not come from our own origin, with or without a cookie (S5). */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (SAFE.includes(c.req.method) || isOwn(c.req.raw)) return next();
  log("refused", { ...traceOf(c), code: "cross_origin", status: statusOf("cross_origin") });
  return c.text(`${readerOf(c).sentence(coded("cross_origin", {}))}\n`, statusOf("cross_origin"));
});

/** Browsers say where a request comes from; whoever says neither is no browser of ours. */
function isOwn(request: Request): boolean {
  const site = request.headers.get("Sec-Fetch-Site");
  if (site !== null) return site === "same-origin";
  return request.headers.get("Origin") === new URL(request.url).origin;
}
