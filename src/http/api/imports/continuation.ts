import { continueImport } from "../../../acts/imports/continue-import.ts";
import { importJson } from "../../answer/import-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readIdempotencyKey } from "../../request/idempotency-key.ts";
import { readJson } from "../../request/input.ts";
import { continuationWish } from "../../schemas/imports.ts";
import { apiRoutes } from "../routes.ts";

/** A new draft of the rows that an import did not create (I6, X5). */
export const continuation = apiRoutes();

continuation.answer("POST /accounts/:account/imports/:id/continuation", async (c) => {
  const wish = await readJson(c, continuationWish);
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
