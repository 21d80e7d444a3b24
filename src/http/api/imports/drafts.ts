import { changeInBulk } from "../../../acts/imports/changes/change-in-bulk.ts";
import { correctRows } from "../../../acts/imports/correct-rows.ts";
import { reviewDraft } from "../../../acts/imports/drafts.ts";
import { bringBack, throwAway } from "../../../acts/imports/end-import.ts";
import { startOnce } from "../../../acts/imports/once/start-once.ts";
import { readDraftAnew } from "../../../acts/imports/read-anew.ts";
import { importWithMails } from "../../answer/import-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { reportJson } from "../../answer/report-json.ts";
import { readerOf } from "../../reader.ts";
import { readIdempotencyKey } from "../../request/idempotency-key.ts";
import { readJson, readQuery } from "../../request/input.ts";
import { changes } from "../../schemas/corrections.ts";
import { readingWish, startOptions } from "../../schemas/drafts.ts";
import { waitQuery } from "../../schemas/imports.ts";
import { apiRoutes } from "../routes.ts";
import { answerReview } from "./answer-review.ts";
import { answerUploaded } from "./answer-uploaded.ts";

/** Imports before they are started: their problems, corrections, start and end (api.md, "Imports"). */
export const drafts = apiRoutes();

drafts.answer("GET /accounts/:account/imports/:id/problems", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const review = await reviewDraft(c.var.scene, c.req.param("id"));
  if (!review.ok) return answerFailure(c, review.failure);
  return c.json(reportJson(review.value.report, readerOf(c)));
});

drafts.answer("POST /accounts/:account/imports/:id/start", async (c) => {
  const query = readQuery(c, waitQuery);
  if (!query.ok) return answerFailure(c, query.failure);
  const body = await readJson(c, startOptions);
  if (!body.ok) return answerFailure(c, body.failure);
  const given = Object.entries(body.value).filter(([, value]) => value !== undefined && value !== null);
  const texts = Object.fromEntries(
    given.map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)]),
  );
  const key = readIdempotencyKey(c);
  if (!key.ok) return answerFailure(c, key.failure);
  const { result, replayed } = await startOnce(c.var.scene, c.req.param("id"), { key: key.value, texts });
  if (replayed) c.header("Idempotency-Replayed", "true");
  return answerUploaded(c, result, query.value.wait);
});

const MAX_CORRECTIONS_BYTES = 262_144;

drafts.answer("PATCH /accounts/:account/imports/:id/rows", async (c) => {
  const wish = await readJson(c, changes, MAX_CORRECTIONS_BYTES);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const { scene } = c.var;
  const id = c.req.param("id");
  return "bulk" in wish.value
    ? answerReview(c, await changeInBulk(scene, id, wish.value.bulk))
    : answerReview(c, await correctRows(scene, id, wish.value.rows));
});

drafts.answer("PATCH /accounts/:account/imports/:id/reading", async (c) => {
  const wish = await readJson(c, readingWish, MAX_CORRECTIONS_BYTES);
  if (!wish.ok) return answerFailure(c, wish.failure);
  return answerReview(c, await readDraftAnew(c.var.scene, c.req.param("id"), wish.value));
});

drafts.answer("DELETE /accounts/:account/imports/:id", async (c) => {
  const deleted = await throwAway(c.var.scene, c.req.param("id"));
  return deleted.ok ? c.body(null, 204) : answerFailure(c, deleted.failure);
});

drafts.answer("POST /accounts/:account/imports/:id/restore", async (c) => {
  const restored = await bringBack(c.var.scene, c.req.param("id"));
  return restored.ok ? c.json(await importWithMails(c, restored.value)) : answerFailure(c, restored.failure);
});
