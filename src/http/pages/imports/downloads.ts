import type { Context } from "hono";
import { reviewDraft } from "../../../acts/imports/drafts.ts";
import { type Download, exportCreated, exportNotCreated, exportOriginal } from "../../../acts/imports/exports.ts";
import { writeTemplate } from "../../../acts/imports/new-import.ts";
import { writeProblemsCsv } from "../../../domain/check/problems-csv.ts";
import { leftOutcomes } from "../../../domain/import/continues.ts";
import { MAX_ROWS } from "../../../domain/limits.ts";
import type { Result } from "../../../domain/problems/result.ts";
import { answerDownload, csvResponse } from "../../answer/download.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readerOf } from "../../reader.ts";
import { numberOf } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { showFailure } from "../show.tsx";

/** Every CSV that the pages of imports link to. */
export const downloads = pageRoutes();

downloads.answer("GET /imports/template.csv", async (c) => {
  const delimiter = c.req.query("separator") === "semicolon" ? ";" : ",";
  const numbers = Math.min(numberOf(c, "numbers", 0), MAX_ROWS);
  const written = await writeTemplate(c.var.scene, { delimiter, numbers });
  return written.ok ? csvResponse(written.value, "muster-template.csv") : showFailure(c, written.failure);
});

downloads.answer("GET /imports/:id/not-created.csv", async (c) => {
  const asked = c.req.query("outcomes")?.split(",");
  const outcomes = asked ? leftOutcomes.filter((outcome) => asked.includes(outcome)) : leftOutcomes;
  const wish = { outcomes, reasons: c.req.query("errors") === "1" ? readerOf(c) : null };
  return hand(c, await exportNotCreated(c.var.scene, c.req.param("id"), wish), "not-created");
});

downloads.answer("GET /imports/:id/created.csv", async (c) => {
  return hand(c, await exportCreated(c.var.scene, c.req.param("id")), "created");
});

downloads.answer("GET /imports/:id/original.csv", async (c) => {
  return hand(c, await exportOriginal(c.var.scene, c.req.param("id")), "");
});

downloads.answer("GET /imports/:id/problems.csv", async (c) => {
  const review = await reviewDraft(c.var.scene, c.req.param("id"));
  if (!review.ok) return showFailure(c, review.failure);
  const name = review.value.draft.file.name.replace(/\.csv$/i, "");
  return csvResponse(writeProblemsCsv(review.value.report, readerOf(c)), `${name}-problems.csv`);
});

function hand(c: Context<AppEnv>, result: Result<Download>, suffix: string): Response {
  return result.ok ? answerDownload(c, result, suffix) : showFailure(c, result.failure);
}
