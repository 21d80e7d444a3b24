import type { Context } from "hono";
import * as v from "valibot";
import { type BulkReview, changeInBulk } from "../../../acts/imports/changes/change-in-bulk.ts";
import { listChanges, takeBack } from "../../../acts/imports/changes/take-back.ts";
import { findImport } from "../../../acts/imports/find-imports.ts";
import { bulkSteps } from "../../../domain/import/bulk-step.ts";
import { type Import, isDraft } from "../../../domain/import/import.ts";
import { CHANGES_KEPT } from "../../../domain/limits.ts";
import { brokenRule } from "../../../domain/problems/broken-rule.ts";
import { type Failure, type Result, refuse } from "../../../domain/problems/result.ts";
import { address } from "../../../views/address.ts";
import { ChangesPage } from "../../../views/imports/changes/all-changes.tsx";
import { ChangeColumnPage } from "../../../views/imports/changes/change-column.tsx";
import { firstView } from "../../../views/sheet/view.ts";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { queryOf, readFields } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { show, showFailure, showNothing, viewerOf } from "../show.tsx";
import { showDraft } from "./show-draft.tsx";

/** Many cells of a draft at once, and what was changed in it (I12, I13). */
export const changes = pageRoutes();

type Fields = Readonly<Record<string, string>>;

changes.answer("GET /imports/:id/bulk", async (c) => {
  const draft = await findDraft(c);
  if (!draft) return showNothing(c);
  const equal = queryOf(c, "equal");
  const form = { field: queryOf(c, "field"), ...(equal && { where: "equal", equal }) };
  return showForm(c, draft, { form, failure: null, nothing: queryOf(c, "news") === "nothing" });
});

changes.answer("POST /imports/:id/bulk", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const steps = v.safeParse(bulkSteps, [stepOf(read.value)]);
  const changed: Result<BulkReview> = steps.success
    ? await changeInBulk(c.var.scene, c.req.param("id"), steps.output)
    : refuse("invalid_option", { about: "option", ...named(brokenRule(steps.issues[0])) });
  return changed.ok
    ? c.redirect(placeAfter(c, read.value, changed.value), 303)
    : showRefused(c, read.value, changed.failure);
});

changes.answer("GET /imports/:id/changes", async (c) => {
  const { scene } = c.var;
  const id = c.req.param("id");
  const given = await findImport(scene, id);
  const listed = await listChanges(scene, id, { before: "", limit: CHANGES_KEPT });
  if (!given.ok || !listed.ok) return showNothing(c);
  return show(c, <ChangesPage viewer={viewerOf(c)} given={given.value} changes={listed.value} />);
});

changes.answer("POST /imports/:id/changes/:change/undo", async (c) => {
  const id = c.req.param("id");
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const taken = await takeBack(c.var.scene, id, c.req.param("change"));
  const back = address(`/imports/${id}`, { show: read.value.show ?? "" });
  // What was taken back already, by a double click or by somebody else, is as it was asked for (E4).
  if (taken.ok || taken.failure.code === "not_found") return c.redirect(back, 303);
  const draft = await findDraft(c);
  if (!draft) return showFailure(c, taken.failure);
  return showDraft(c, id, { attempt: { failure: taken.failure, typed: [] } });
});

/** The step that a form asks for, as a request of the API would name it. */
function stepOf({ do: done, code, field, value, find, with: by, ...form }: Fields): unknown {
  switch (done) {
    case "accept_suggestions":
      return { do: done, code, field };
    case "remove":
      return { do: done, ...(code && { code }), ...(field && { field }) };
    case "replace":
      return { do: done, field, find, with: by };
    default:
      return { do: "set", field, value, where: form.where === "equal" ? { value: form.equal ?? "" } : form.where };
  }
}

/** A form has one step: its number says nothing. */
function named({ name, rule }: ReturnType<typeof brokenRule>) {
  return { name: name?.replace(/^0\./, "") ?? null, rule };
}

function placeAfter(
  c: Context<AppEnv>,
  { form, show: shown = "", field = "" }: Fields,
  { changed }: BulkReview,
): string {
  const path = `/imports/${c.req.param("id")}`;
  if (form === "column" && changed === 0) return address(`${path}/bulk`, { field, news: "nothing" });
  return address(path, { show: shown });
}

/** What was turned down is told where it was asked for. */
async function showRefused(c: Context<AppEnv>, form: Fields, failure: Failure): Promise<Response> {
  const draft = await findDraft(c);
  if (!draft) return showFailure(c, failure);
  if (form.form === "column") return showForm(c, draft, { form, failure, nothing: false });
  return showDraft(c, draft.id, { view: { ...firstView, show: form.show ?? "" }, attempt: { failure, typed: [] } });
}

type Asked = { readonly form: Fields; readonly failure: Failure | null; readonly nothing: boolean };

function showForm(c: Context<AppEnv>, draft: Import, asked: Asked): Response {
  const page = <ChangeColumnPage viewer={viewerOf(c)} draft={draft} {...asked} />;
  return show(c, page, asked.failure ? statusOf(asked.failure.code) : 200);
}

async function findDraft(c: Context<AppEnv>): Promise<Import | null> {
  const found = await findImport(c.var.scene, c.req.param("id") ?? "");
  return found.ok && isDraft(found.value.state) ? found.value : null;
}
