import type { Context } from "hono";
import { openDraft } from "../../../acts/imports/find-rows.ts";
import type { Import } from "../../../domain/import/import.ts";
import type { DraftProps } from "../../../views/imports/draft.ts";
import { wholeRowOf } from "../../../views/imports/findings.ts";
import { InvalidDraftPage } from "../../../views/imports/invalid.tsx";
import { ReadyDraftPage } from "../../../views/imports/ready.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { setRetryAfter, show, showFailure, viewerOf } from "../show.tsx";
import { newFormKey } from "./upload-form.ts";

/** Shows a draft as the account is now: its errors, or that it is ready; with corrections that were turned down kept. */
export async function showDraft(
  c: Context<AppEnv>,
  given: Import,
  { view, attempt }: Pick<DraftProps, "view" | "attempt">,
): Promise<Response> {
  const { scene } = c.var;
  const open = await openDraft(scene, given.id);
  if (!open.ok) return showFailure(c, open.failure);
  const { draft, report, rows, newest } = open.value;
  // A row that somebody else has removed cannot be corrected any more.
  const kept = attempt && { ...attempt, typed: attempt.typed.filter(({ row }) => rows.has(row)) };
  const whole = wholeRowOf(view);
  const shownView = whole === null || rows.has(whole) ? view : { kind: "", page: 1 };
  const form = { key: newFormKey(), account: scene.account };
  const shown = { viewer: viewerOf(c), draft, report, rows, view: shownView, attempt: kept, newest, ...form };
  if (attempt) setRetryAfter(c, attempt.failure);
  // The account may have changed since the check: what stands in the way now decides, not what stood there then.
  const page = report.errors.length > 0 ? <InvalidDraftPage {...shown} /> : <ReadyDraftPage {...shown} />;
  return show(c, page, attempt ? statusOf(attempt.failure.code) : 200);
}
