import type { Context } from "hono";
import { openSheet, saveCells } from "../../../acts/imports/sheet/open-sheet.ts";
import { columns } from "../../../domain/columns.ts";
import { Refused, SheetChanges } from "../../../views/sheet/changes.tsx";
import { SheetPage } from "../../../views/sheet/page.tsx";
import type { SheetView } from "../../../views/sheet/view.ts";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { numberOf, queryOf, readFields } from "../forms.ts";
import { setRetryAfter, show, showFailure, viewerOf } from "../show.tsx";
import { readCorrections } from "./corrections-form.ts";

/** Shows a draft as a sheet; what is no draft any more has another page. */
export async function showSheet(c: Context<AppEnv>): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const opened = await openSheet(c.var.scene, id);
  if (!opened.ok && opened.failure.code === "import_not_draft") return c.redirect(`/imports/${id}`, 303);
  if (!opened.ok) return showFailure(c, opened.failure);
  const view: SheetView = {
    show: queryOf(c, "show"),
    q: queryOf(c, "q").trim(),
    page: numberOf(c, "page", 1),
    unfolded: c.req.query("columns") === "all",
  };
  return show(c, <SheetPage viewer={viewerOf(c)} view={view} {...opened.value} />);
}

/** A pasted block of 50 rows and all columns, of 1,000 characters each, is far below it. */
const MAX_CELLS_BYTES = 1_048_576;

/** Saves the cells that a script sends, and answers with the parts of the sheet that are others now. */
export async function receiveCells(c: Context<AppEnv>): Promise<Response> {
  const read = await readFields(c, MAX_CELLS_BYTES);
  if (!read.ok) return refuse(c, read.failure);
  const { show: shownFilter = "", q = "", rows = "", columns: heads = "", folded = "", ...fields } = read.value;
  const id = c.req.param("id") ?? "";
  const saved = await saveCells(c.var.scene, id, readCorrections(fields));
  const sheet = saved.ok || saved.failure.code !== "row_changed" ? saved : await openSheet(c.var.scene, id);
  if (!sheet.ok) return refuse(c, sheet.failure);
  const inSight = new Set(rows.split(" ").map(Number));
  const others = saved.ok
    ? [...saved.value.changed]
    : saved.failure.code === "row_changed"
      ? saved.failure.params.rows
      : [];
  const changed = others.filter((row) => inSight.has(row));
  const keys = heads.split(" ");
  const view = { show: shownFilter, q, page: 1, unfolded: folded === "" };
  const shown = { ...sheet.value, view, changed, columns: columns.filter(({ key }) => keys.includes(key)) };
  return c.html(<SheetChanges {...shown} failure={saved.ok ? null : saved.failure} />, saved.ok ? 200 : 409);
}

function refuse(c: Context<AppEnv>, failure: Parameters<typeof showFailure>[1]): Response | Promise<Response> {
  setRetryAfter(c, failure);
  return c.html(<Refused failure={failure} />, statusOf(failure.code));
}
