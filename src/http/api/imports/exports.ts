import { reviewDraft } from "../../../acts/imports/drafts.ts";
import { exportCreated, exportNotCreated, exportOriginal } from "../../../acts/imports/exports.ts";
import { writeProblemsCsv } from "../../../domain/check/problems-csv.ts";
import { answerDownload, csvResponse } from "../../answer/download.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readerOf } from "../../reader.ts";
import { readQuery } from "../../request/input.ts";
import { notCreatedQuery } from "../../schemas/imports.ts";
import { apiRoutes } from "../routes.ts";

/** The files that an import gives back (X2, X3, X6). */
export const exports = apiRoutes();

exports.answer("GET /accounts/:account/imports/:id/not-created.csv", async (c) => {
  const query = readQuery(c, notCreatedQuery);
  if (!query.ok) return answerFailure(c, query.failure);
  const wish = { outcomes: query.value.outcomes, reasons: query.value.errors === "1" ? readerOf(c) : null };
  return answerDownload(c, await exportNotCreated(c.var.scene, c.req.param("id"), wish), "not-created");
});

exports.answer("GET /accounts/:account/imports/:id/created.csv", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  return answerDownload(c, await exportCreated(c.var.scene, c.req.param("id")), "created");
});

exports.answer("GET /accounts/:account/imports/:id/original.csv", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  return answerDownload(c, await exportOriginal(c.var.scene, c.req.param("id")), "");
});

exports.answer("GET /accounts/:account/imports/:id/problems.csv", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const review = await reviewDraft(c.var.scene, c.req.param("id"));
  if (!review.ok) return answerFailure(c, review.failure);
  const name = review.value.draft.file.name.replace(/\.csv$/i, "");
  return csvResponse(writeProblemsCsv(review.value.report, readerOf(c)), `${name}-problems.csv`);
});
