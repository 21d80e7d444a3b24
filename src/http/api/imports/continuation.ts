import { Hono } from "hono";
import * as v from "valibot";
import { continueImport } from "../../../acts/imports/continue-import.ts";
import { leftOutcomes } from "../../../domain/import/continues.ts";
import { importJson } from "../../answer/import-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import type { AppEnv } from "../../hono-env.ts";
import { guard, writing } from "../../request/guard.ts";
import { readIdempotencyKey } from "../../request/idempotency-key.ts";
import { readJson } from "../../request/input.ts";

/** A new draft of the rows that an import did not create (I6, X5). */
export const continuation = new Hono<AppEnv>();

const schema = v.object({
  outcomes: v.optional(v.pipe(v.array(v.picklist(leftOutcomes)), v.minLength(1)), [...leftOutcomes]),
});

continuation.post("/:id/continuation", guard(writing), async (c) => {
  const wish = await readJson(c, schema);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const key = readIdempotencyKey(c);
  if (!key.ok) return answerFailure(c, key.failure);
  const continued = await continueImport(c.var.scene, c.req.param("id"), { ...wish.value, key: key.value });
  if (!continued.ok) return answerFailure(c, continued.failure);
  const shown = importJson(c, continued.value.draft);
  c.header("Location", shown.links.self);
  if (continued.value.replayed) c.header("Idempotency-Replayed", "true");
  return c.json(shown, 201);
});
