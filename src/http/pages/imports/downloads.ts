import { type Context, Hono } from "hono";
import { reviewDraft } from "../../../acts/imports/drafts.ts";
import { type Download, exportCreated, exportNotCreated, exportOriginal } from "../../../acts/imports/exports.ts";
import { writeProblemsCsv } from "../../../domain/check/problems-csv.ts";
import { writeTemplate } from "../../../domain/file/template.ts";
import { nothingHere, type Result } from "../../../domain/problems/result.ts";
import { findFacts } from "../../../store/inventory/accounts.ts";
import { answerDownload, csvResponse } from "../../answer/download.ts";
import type { AppEnv } from "../../hono-env.ts";
import { showFailure } from "../show.tsx";

/** Every CSV that the pages of imports link to. */
export const downloads = new Hono<AppEnv>();

downloads.get("/template.csv", async (c) => {
  const known = await findFacts(c.var.scene.db, c.var.scene.account);
  if (!known) return showFailure(c, nothingHere().failure);
  const delimiter = c.req.query("separator") === "semicolon" ? ";" : ",";
  return csvResponse(writeTemplate(delimiter, known.facts.subscriptions.length), "muster-template.csv");
});

const left = ["failed", "not_attempted"] as const;

downloads.get("/:id/not-created.csv", async (c) => {
  const asked = c.req.query("outcomes")?.split(",");
  const outcomes = asked ? left.filter((outcome) => asked.includes(outcome)) : left;
  const wish = { outcomes, errors: c.req.query("errors") === "1" };
  return hand(c, await exportNotCreated(c.var.scene, c.req.param("id"), wish), "not-created");
});

downloads.get("/:id/created.csv", async (c) => {
  return hand(c, await exportCreated(c.var.scene, c.req.param("id")), "created");
});

downloads.get("/:id/original.csv", async (c) => {
  return hand(c, await exportOriginal(c.var.scene, c.req.param("id")), "");
});

downloads.get("/:id/problems.csv", async (c) => {
  const review = await reviewDraft(c.var.scene, c.req.param("id"));
  if (!review.ok) return showFailure(c, review.failure);
  const name = review.value.draft.file.name.replace(/\.csv$/i, "");
  return csvResponse(writeProblemsCsv(review.value.report), `${name}-problems.csv`);
});

function hand(c: Context<AppEnv>, result: Result<Download>, suffix: string): Response {
  return result.ok ? answerDownload(c, result, suffix) : showFailure(c, result.failure);
}
