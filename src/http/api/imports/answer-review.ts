import type { Context } from "hono";
import type { Review } from "../../../acts/imports/drafts.ts";
import type { Result } from "../../../domain/problems/result.ts";
import { importJson } from "../../answer/import-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { reportJson } from "../../answer/report-json.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readerOf } from "../../reader.ts";

/** Answers with a draft as it is after a change, and its problems; of a bulk change with how many rows it changed. */
export function answerReview(c: Context<AppEnv>, result: Result<Review & { readonly changed?: number }>): Response {
  if (!result.ok) return answerFailure(c, result.failure);
  const { draft, report, changed } = result.value;
  const problems = reportJson(report, readerOf(c));
  return c.json({ ...importJson(c, draft), problems, ...(changed !== undefined && { changed }) });
}
