import type { Context } from "hono";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import type { AppEnv } from "../hono-env.ts";

/** Reads the header Idempotency-Key: 1 to 255 visible characters; null when there is none (api.md). */
export function readIdempotencyKey(c: Context<AppEnv>): Result<string | null> {
  const key = c.req.header("Idempotency-Key") ?? null;
  if (key === null || /^[\x21-\x7e]{1,255}$/.test(key)) return done(key);
  return refuse("malformed_request", { reason: "idempotency_key" });
}
