import type { Context } from "hono";
import type { Uploaded } from "../../../acts/imports/uploaded.ts";
import type { Result } from "../../../domain/problems/result.ts";
import { importJson } from "../../answer/import-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { reportJson } from "../../answer/report-json.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readerOf } from "../../reader.ts";

/** Answers what an upload or a start came to: 202 started, 200 only checked, or why not (api.md, POST imports). */
export function answerUploaded(c: Context<AppEnv>, result: Result<Uploaded>): Response {
  if (!result.ok) return answerFailure(c, result.failure);
  const { import: kept, report, started } = result.value;
  const shown = importJson(c, kept);
  c.header("Location", shown.links.self);
  if (!started) return c.json({ ...shown, problems: reportJson(report, readerOf(c)) });
  c.header("Retry-After", "1");
  return c.json(shown, 202);
}
