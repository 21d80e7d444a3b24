import type { Context } from "hono";
import { type Import, isActive, isDraft, type Outcome, outcomes } from "../../domain/import.ts";
import { MAX_ROWS } from "../../domain/limits.ts";
import { countMails } from "../../store/mails.ts";
import { listRows } from "../../store/rows.ts";
import { InvalidDraftPage } from "../../views/imports/invalid.tsx";
import { ReadyDraftPage } from "../../views/imports/ready.tsx";
import { ResultPage } from "../../views/imports/result.tsx";
import type { RowsView } from "../../views/imports/result-rows.tsx";
import { RunningPage } from "../../views/imports/running.tsx";
import { reviewDraft } from "../acts/drafts.ts";
import type { AppEnv } from "../hono-env.ts";
import { numberOf, PER_PAGE, pageOf, queryOf } from "./forms.ts";
import { show, showFailure, viewerOf } from "./show.tsx";
import { newFormKey } from "./upload-form.ts";

/** Shows an import by its state: what is wrong with it, what it would do, how far it is, or how it ended. */
export async function showImport(c: Context<AppEnv>, given: Import): Promise<Response> {
  if (isDraft(given.state)) return showDraft(c, given);
  if (isActive(given.state)) return show(c, <RunningPage viewer={viewerOf(c)} given={given} />);
  return showResult(c, given);
}

async function showDraft(c: Context<AppEnv>, given: Import): Promise<Response> {
  const { scene } = c.var;
  const review = await reviewDraft(scene, given.id);
  if (!review.ok) return showFailure(c, review.failure);
  const { draft, report } = review.value;
  const all = { outcomes, q: "", after: 0, limit: MAX_ROWS };
  const rows = await listRows(scene.db, scene.account, given.id, all);
  const names = new Map(rows.map(({ row, display_name }) => [row, display_name]));
  const view = { kind: queryOf(c, "kind"), page: numberOf(c, "page", 1) };
  const shown = { viewer: viewerOf(c), draft, report, names, view, key: newFormKey() };
  // The account may have changed since the check: what stands in the way now decides, not what stood there then.
  if (report.errors.length > 0) return show(c, <InvalidDraftPage {...shown} />);
  return show(c, <ReadyDraftPage {...shown} />);
}

async function showResult(c: Context<AppEnv>, given: Import): Promise<Response> {
  const { db, account } = c.var.scene;
  const view = { outcome: outcomeOf(c, given), q: queryOf(c, "q").trim(), after: numberOf(c, "after", 0) };
  const wanted: readonly Outcome[] = view.outcome === "" ? outcomes : [view.outcome];
  const page = { outcomes: wanted, q: view.q, after: view.after, limit: PER_PAGE + 1 };
  const { shown, last } = pageOf(await listRows(db, account, given.id, page), PER_PAGE);
  const mails = await countMails(db, account, given.id);
  const rowsView = { ...view, next: last?.row ?? null };
  return show(c, <ResultPage viewer={viewerOf(c)} given={given} mails={mails} rows={shown} view={rowsView} />);
}

/** What was not created is what there is to look at, unless something else is asked for. */
function outcomeOf(c: Context<AppEnv>, { counts }: Import): RowsView["outcome"] {
  switch (c.req.query("outcome")) {
    case "created":
      return "created";
    case "failed":
      return "failed";
    case "not_attempted":
      return "not_attempted";
    case "all":
      return "";
    default:
      return counts.failed > 0 ? "failed" : "";
  }
}
