import * as v from "valibot";
import { changeInBulk } from "../../../acts/imports/changes/change-in-bulk.ts";
import { correctRows } from "../../../acts/imports/correct-rows.ts";
import { reviewDraft } from "../../../acts/imports/drafts.ts";
import { bringBack, throwAway } from "../../../acts/imports/end-import.ts";
import { readDraftAnew } from "../../../acts/imports/read-anew.ts";
import { startDraft } from "../../../acts/imports/start-draft.ts";
import { ruleName } from "../../../domain/problems/codes/rules.ts";
import { importWithMails } from "../../answer/import-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { reportJson } from "../../answer/report-json.ts";
import { readerOf } from "../../reader.ts";
import { readJson, readQuery } from "../../request/input.ts";
import { apiRoutes } from "../routes.ts";
import { answerReview } from "./answer-review.ts";
import { answerUploaded } from "./answer-uploaded.ts";
import { changes } from "./corrections-body.ts";

/** Imports before they are started: their problems, corrections, start and end (api.md, "Imports"). */
export const drafts = apiRoutes();

drafts.answer("GET /accounts/:account/imports/:id/problems", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const review = await reviewDraft(c.var.scene, c.req.param("id"));
  if (!review.ok) return answerFailure(c, review.failure);
  return c.json(reportJson(review.value.report, readerOf(c)));
});

const text = v.union([v.string(), v.boolean()], ruleName("text"));
const startOptions = v.strictObject({
  services: v.optional(v.union([v.string(), v.array(v.string())], ruleName("services"))),
  passwords: v.optional(text),
  password_recipient: v.optional(v.nullable(text)),
  existing: v.optional(text),
  mails: v.optional(text),
  mails_at: v.optional(v.nullable(text)),
  warnings: v.optional(text),
  encoding: v.optional(text),
  confirm: v.optional(v.union([v.string(), v.array(v.string())], ruleName("text"))),
  unknown_columns: v.optional(text),
  notify: v.optional(text),
  notify_email: v.optional(v.nullable(text)),
});

drafts.answer("POST /accounts/:account/imports/:id/start", async (c) => {
  const body = await readJson(c, startOptions);
  if (!body.ok) return answerFailure(c, body.failure);
  const given = Object.entries(body.value).filter(([, value]) => value !== undefined && value !== null);
  const texts = Object.fromEntries(
    given.map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)]),
  );
  return answerUploaded(c, await startDraft(c.var.scene, c.req.param("id"), texts));
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

const readingWish = v.strictObject({
  encoding: v.optional(v.nullable(v.string())),
  columns: v.optional(v.record(v.string(), v.nullable(v.string()))),
  unknown_columns: v.optional(v.picklist(["refuse", "ignore"])),
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
