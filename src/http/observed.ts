import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { ulid } from "ulid";
import { log } from "../log.ts";
import { count, observe } from "../telemetry/meters.ts";
import { workNow } from "../telemetry/work.ts";
import type { AppEnv } from "./hono-env.ts";
import { routeShape } from "./route-shape.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Gives each request its reference, and counts it: how it was answered, and how long that took (O3, S10). */
export const observed = createMiddleware<AppEnv>(async (c, next) => {
  const reference = ulid();
  c.set("reference", reference);
  const route = `${METHODS.includes(c.req.method) ? c.req.method : "other"} ${routeShape(c)}`;
  const work = workNow();
  if (work) Object.assign(work, { reference, route });
  const began = Date.now();
  await next();
  const seconds = (Date.now() - began) / 1_000;
  const { status } = c.res;
  count("muster_requests", { route, status: classOf(status) });
  if (!waitsOnPurpose(c) && (status < 400 || status >= 500))
    observe("muster_request_seconds", { door: c.req.path.startsWith("/api/") ? "api" : "pages" }, seconds);
  log("answered", { route, status, seconds, d1_calls: work?.d1.calls ?? 0, d1_ms: work?.d1.milliseconds ?? 0 });
});

function waitsOnPurpose(c: Context<AppEnv>): boolean {
  return c.req.query("wait") !== undefined;
}

function classOf(status: number): "2xx" | "3xx" | "4xx" | "5xx" {
  if (status < 300) return "2xx";
  if (status < 400) return "3xx";
  return status < 500 ? "4xx" : "5xx";
}
