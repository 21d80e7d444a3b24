import { forgetAllColumns, forgetColumn, listColumns } from "../../../acts/imports/columns.ts";
import { ColumnsPage } from "../../../views/settings/columns.tsx";
import { writeCursor } from "../../cursor.ts";
import { cursorOf, PER_PAGE, pageOf, queryOf, readFields } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { goOn, show, showFailure, viewerOf } from "../show.tsx";

/** What the account remembers of the columns of earlier files (T4). */
export const columns = pageRoutes();

const PATH = "/settings/columns";

columns.answer("GET /settings/columns", async (c) => {
  const after = cursorOf(c);
  const listed = await listColumns(c.var.scene, { after, limit: PER_PAGE + 1 });
  if (!listed.ok) return showFailure(c, listed.failure);
  const { shown, last } = pageOf(listed.value, PER_PAGE);
  const page = { first: after === "", next: last && writeCursor(last.key) };
  const news = { one: "The column is forgotten.", all: "All columns are forgotten." };
  const said = Object.entries(news).find(([name]) => name === queryOf(c, "news"))?.[1] ?? null;
  return show(c, <ColumnsPage viewer={viewerOf(c)} columns={shown} page={page} news={said} />);
});

columns.answer("POST /settings/columns/removal", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const gone = await forgetColumn(c.var.scene, read.value.header ?? "");
  // Forgotten already, by a double click, is forgotten (E4).
  const twice = !gone.ok && gone.failure.code === "not_found";
  return goOn(c, twice ? { ok: true, value: null } : gone, `${PATH}?news=one`);
});

columns.answer("POST /settings/columns/removals", async (c) => {
  return goOn(c, await forgetAllColumns(c.var.scene), `${PATH}?news=all`);
});
