import type { Context } from "hono";
import { findExamples } from "../../../acts/imports/sheet/find-examples.ts";
import { type OpenSheet, openSheet } from "../../../acts/imports/sheet/open-sheet.ts";
import { mayAsk } from "../../../domain/access/pages.ts";
import type { Examples } from "../../../domain/file/examples.ts";
import { isOfHeaders } from "../../../domain/problems/codes.ts";
import type { Attempt } from "../../../views/imports/draft.ts";
import { SheetPage } from "../../../views/sheet/page.tsx";
import { RowPage } from "../../../views/sheet/row-page.tsx";
import { firstView, rowOfView, type SheetView } from "../../../views/sheet/view.ts";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { numberOf, queryOf } from "../forms.ts";
import { setRetryAfter, show, showFailure, viewerOf } from "../show.tsx";
import { newFormKey } from "./upload-form.ts";

/** Which rows of a draft the address asks for; `kind` is what it was called before. */
export function viewOf(c: Context<AppEnv>): SheetView {
  return {
    show: queryOf(c, "show") || queryOf(c, "kind"),
    q: queryOf(c, "q").trim(),
    page: numberOf(c, "page", 1),
    columns: (c.req.query("columns") ?? "").slice(0, MAX_COLUMNS),
  };
}

/** The keys of all columns are shorter. */
const MAX_COLUMNS = 1_000;

/** Who may only look has no form of a row. */
function mayEdit(c: Context<AppEnv>): boolean {
  const { asker } = c.var.scene;
  return asker.kind === "administrator" && mayAsk(asker.role, "POST /imports/:id/rows");
}

/** Shows a draft as the account is now: its sheet, or all cells of one row; what was turned down stands above, as it was typed. */
export async function showDraft(
  c: Context<AppEnv>,
  importId: string,
  { view = firstView, attempt = null }: { readonly view?: SheetView; readonly attempt?: Attempt | null },
): Promise<Response> {
  const opened = await openSheet(c.var.scene, importId);
  if (!opened.ok && opened.failure.code === "import_not_draft") return c.redirect(`/imports/${importId}`, 303);
  if (!opened.ok) return showFailure(c, opened.failure);
  const sheet = opened.value;
  c.set("timeZone", sheet.facts.account.time_zone);
  if (attempt) setRetryAfter(c, attempt.failure);
  const status = attempt ? statusOf(attempt.failure.code) : 200;
  const viewer = viewerOf(c);
  // A row that somebody else has removed cannot be looked at any more.
  const row = mayEdit(c) ? sheet.rows.find((one) => one.row === rowOfView(view)) : undefined;
  if (row) return show(c, <RowPage viewer={viewer} sheet={sheet} row={row} attempt={attempt} />, status);
  const form = { key: newFormKey(), account: c.var.scene.account, examples: await examplesFor(c, sheet, view) };
  return show(c, <SheetPage viewer={viewer} sheet={sheet} view={view} attempt={attempt} {...form} />, status);
}

/** What the columns hold, where somebody is to say what they are. */
async function examplesFor(c: Context<AppEnv>, { draft, report }: OpenSheet, view: SheetView): Promise<Examples> {
  const isAsked = view.columns === "assign" || report.errors.some(isOfHeaders);
  return isAsked && mayEdit(c) ? findExamples(c.var.scene, draft) : new Map();
}
