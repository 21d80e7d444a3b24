import type { Context } from "hono";
import { openSheet } from "../../../acts/imports/sheet/open-sheet.ts";
import { saveCells } from "../../../acts/imports/sheet/save-cells.ts";
import { columns } from "../../../domain/columns.ts";
import { Refused, SheetChanges } from "../../../views/sheet/changes.tsx";
import { firstView } from "../../../views/sheet/view.ts";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readFields } from "../forms.ts";
import { setRetryAfter, type showFailure } from "../show.tsx";
import { readCorrections } from "./corrections-form.ts";

/** Where the sheet was before it became the page of its draft. */
export function leadToDraft(c: Context<AppEnv>): Response {
  return c.redirect(`/imports/${c.req.param("id") ?? ""}${new URL(c.req.url).search}`, 303);
}

/** A pasted block of 50 rows and all columns, of 1,000 characters each, is far below it. */
const MAX_CELLS_BYTES = 1_048_576;

/** Saves the cells that a script sends, and answers with the parts of the sheet that are others now. */
export async function receiveCells(c: Context<AppEnv>): Promise<Response> {
  const read = await readFields(c, MAX_CELLS_BYTES);
  if (!read.ok) return refuse(c, read.failure);
  const { show = "", q = "", rows = "", columns: heads = "", folded = "", ...fields } = read.value;
  const id = c.req.param("id") ?? "";
  const inSight = rows.split(" ").map(Number).filter(Number.isSafeInteger);
  const saved = await saveCells(c.var.scene, id, readCorrections(fields), inSight);
  const stale = !saved.ok && saved.failure.code === "row_changed" ? saved.failure : null;
  const sheet = stale ? await openSheet(c.var.scene, id) : saved;
  if (!sheet.ok) return refuse(c, sheet.failure);
  c.set("timeZone", sheet.value.facts.account.time_zone);
  const others = saved.ok ? [...saved.value.changed] : (stale?.params.rows ?? []);
  const keys = heads.split(" ");
  const page = (
    <SheetChanges
      sheet={sheet.value}
      view={{ ...firstView, show, q }}
      columns={columns.filter(({ key }) => keys.includes(key))}
      folded={folded !== ""}
      changed={new Set(others.filter((row) => inSight.includes(row)))}
      failure={stale}
    />
  );
  return c.html(page, stale ? 409 : 200);
}

function refuse(c: Context<AppEnv>, failure: Parameters<typeof showFailure>[1]): Response | Promise<Response> {
  setRetryAfter(c, failure);
  return c.html(<Refused failure={failure} />, statusOf(failure.code));
}
