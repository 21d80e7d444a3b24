import { Hono } from "hono";
import * as v from "valibot";
import { continueImport } from "../acts/continue-import.ts";
import { guard, writing } from "../guard.ts";
import type { AppEnv } from "../hono-env.ts";
import { importJson } from "../import-json.ts";
import { readJson } from "../input.ts";
import { answerFailure } from "../problem-json.ts";
import { readIdempotencyKey } from "./idempotency-key.ts";

/** A new draft of the rows that an import did not create (I6, X5). */
export const continuation = new Hono<AppEnv>();

const left = ["failed", "not_attempted"] as const;
const schema = v.object({
  outcomes: v.optional(v.pipe(v.array(v.picklist(left, "failed or not_attempted")), v.minLength(1)), [...left]),
});

continuation.post("/:id/continuation", guard(writing), async (c) => {
  const wish = await readJson(c, schema);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const key = readIdempotencyKey(c);
  if (!key.ok) return answerFailure(c, key.failure);
  const continued = await continueImport(c.var.scene, c.req.param("id"), { ...wish.value, key: key.value });
  if (!continued.ok) return answerFailure(c, continued.failure);
  const shown = importJson(continued.value.draft, new URL(c.req.url).origin);
  c.header("Location", shown.links.self);
  if (continued.value.replayed) c.header("Idempotency-Replayed", "true");
  return c.json(shown, 201);
});
