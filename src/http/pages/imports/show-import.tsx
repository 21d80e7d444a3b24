import type { Context } from "hono";
import { findProgress, findResult } from "../../../acts/imports/find-rows.ts";
import { type Import, isActive, isDraft } from "../../../domain/import/import.ts";
import { whyMailsWait } from "../../../domain/mail/waiting.ts";
import type { Updates } from "../../../views/imports/progress.tsx";
import { ResultPage } from "../../../views/imports/result.tsx";
import type { RowsView } from "../../../views/imports/result-rows.tsx";
import { RunningPage } from "../../../views/imports/running.tsx";
import type { AppEnv } from "../../hono-env.ts";
import { numberOf, PER_PAGE, pageOf, queryOf } from "../forms.ts";
import { show, viewerOf } from "../show.tsx";
import { showDraft, viewOf } from "./show-draft.tsx";

/** Shows an import by its state: what is wrong with it, what it would do, how far it is, or how it ended. */
export async function showImport(c: Context<AppEnv>, given: Import): Promise<Response> {
  if (isDraft(given.state)) return showDraft(c, given.id, { view: viewOf(c) });
  if (!isActive(given.state)) return showResult(c, given);
  const now = await findProgress(c.var.scene, given.id, "");
  // It may have ended meanwhile.
  if (!now.ok || !isActive(now.value.given.state)) return showResult(c, now.ok ? now.value.given : given);
  return show(c, <RunningPage viewer={viewerOf(c)} updates={updatesOf(c)} {...now.value} />);
}

/** Tells how often the person wants to hear of an import: as the address says, or as the browser does (E7). */
export function updatesOf(c: Context<AppEnv>): Updates {
  if (queryOf(c, "updates") === "paused") return "paused";
  return c.req.header("Save-Data")?.trim().toLowerCase() === "on" ? "saving" : "live";
}

async function showResult(c: Context<AppEnv>, given: Import): Promise<Response> {
  const asked = { reason: queryOf(c, "reason"), q: queryOf(c, "q").trim(), after: numberOf(c, "after", 0) };
  const view = { ...asked, outcome: outcomeOf(c, given) };
  const found = await findResult(c.var.scene, given.id, { ...view, limit: PER_PAGE + 1 });
  const { reasons, reason, rows, outcomes, mails, continuations } = found;
  c.set("timeZone", found.time_zone);
  const { shown, last } = pageOf(rows, PER_PAGE);
  const rowsView = { ...view, reason, reasons, next: last?.row ?? null };
  const late = queryOf(c, "late") === "stop";
  const page = {
    given,
    mails: mails.counts,
    waiting: whyMailsWait(mails.counts, mails.pause),
    rows: shown,
    outcomes,
    view: rowsView,
    continuations,
    late,
  };
  return show(c, <ResultPage viewer={viewerOf(c)} {...page} />);
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
    case "skipped":
      return "skipped";
    case "undone":
      return "undone";
    case "all":
      return "";
    default:
      return counts.failed > 0 ? "failed" : "";
  }
}
