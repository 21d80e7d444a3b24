import type { Context } from "hono";
import { type Failure, titleOf } from "../../domain/problems/result.ts";
import { log } from "../../log.ts";
import type { AppEnv } from "../hono-env.ts";
import { routeShape } from "../route-shape.ts";
import { importJson } from "./import-json.ts";
import { statusOf } from "./statuses.ts";

/** Answers a refused request of the API as RFC 9457 says; its reference stands in the log (S10). */
export function answerFailure(c: Context<AppEnv>, failure: Failure): Response {
  const { code, detail, errors, extra } = failure;
  const { origin } = new URL(c.req.url);
  const status = statusOf(code);
  const reference = c.get("reference");
  log("refused", { reference, code, status, method: c.req.method, path: routeShape(c) });
  if (status === 401) c.header("WWW-Authenticate", "Bearer");
  if (code === "method_not_allowed" && typeof extra?.allow === "string") c.header("Allow", extra.allow);
  if (code === "idempotency_in_progress") c.header("Retry-After", "1");
  if (status === 429 || status === 503) c.header("Retry-After", String(extra?.retry_after ?? 5));
  c.header("Cache-Control", "no-store");
  const body = {
    type: `/problems/${code}`,
    title: titleOf(code),
    status,
    detail,
    code,
    reference,
    ...(errors ? { errors } : {}),
    ...(failure.import ? { import: importJson(failure.import, origin) } : {}),
    ...extra,
  };
  return c.body(JSON.stringify(body), status, { "Content-Type": "application/problem+json" });
}
