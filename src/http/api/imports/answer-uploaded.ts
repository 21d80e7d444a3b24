import type { Context } from "hono";
import type { Uploaded } from "../../../acts/imports/uploaded.ts";
import { waitForEnd } from "../../../acts/imports/wait-for-end.ts";
import { countImportMails } from "../../../acts/mails/import-mails.ts";
import { isActive } from "../../../domain/import/import.ts";
import type { Result } from "../../../domain/problems/result.ts";
import { importWithMails } from "../../answer/import-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { reportJson } from "../../answer/report-json.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readerOf } from "../../reader.ts";

/**
 * Answers what an upload or a start came to: 202 started, 200 only checked or started before, or why not (api.md, POST
 * imports). Of what was started so many seconds are waited for the end.
 */
export async function answerUploaded(c: Context<AppEnv>, result: Result<Uploaded>, wait: number): Promise<Response> {
  if (!result.ok) {
    const { import: kept } = result.failure;
    return answerFailure(c, result.failure, kept && (await countImportMails(c.var.scene, kept)));
  }
  const { report, started, again = false } = result.value;
  const kept = await waitForEnd(c.var.scene, result.value.import, wait);
  const shown = await importWithMails(c, kept);
  c.header("Location", shown.links.self);
  if (!started) return c.json({ ...shown, problems: reportJson(report, readerOf(c)) });
  if (isActive(kept.state)) c.header("Retry-After", "1");
  return c.json(shown, again ? 200 : 202);
}
