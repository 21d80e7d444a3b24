import type { Context } from "hono";
import { type Review, reviewDraft } from "../../../acts/imports/drafts.ts";
import { findImport } from "../../../acts/imports/find-imports.ts";
import { correctCells } from "../../../acts/imports/sheet/correct-cells.ts";
import type { Scene } from "../../../acts/scene.ts";
import { isDraft } from "../../../domain/import/import.ts";
import { done } from "../../../domain/problems/result.ts";
import { address } from "../../../views/address.ts";
import { FRAGMENT } from "../../../views/imports/findings.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readFields } from "../forms.ts";
import { showFailure } from "../show.tsx";
import { type CorrectionsForm, readCorrections } from "./corrections-form.ts";
import { nextField } from "./corrections-next.ts";
import { showDraft } from "./show-draft.tsx";

/** What a page of 40 cells, of 1,000 characters each, can come to. */
const MAX_CORRECTIONS_BYTES = 1_048_576;

/** Saves the cells that were corrected on a page of a report; what is turned down is shown there again, as it was typed. */
export async function receiveCorrections(c: Context<AppEnv>): Promise<Response> {
  const { scene } = c.var;
  const id = c.req.param("id") ?? "";
  const read = await readFields(c, MAX_CORRECTIONS_BYTES);
  if (!read.ok) return showFailure(c, read.failure);
  const form = readCorrections(read.value);
  const saved = await correctCells(scene, id, form);
  const { view, typed } = form;
  if (saved.ok) return c.redirect(await placeAfter(scene, id, { form, review: saved.value }), 303);
  const draft = await findImport(scene, id);
  if (!draft.ok || !isDraft(draft.value.state)) return showFailure(c, saved.failure);
  return showDraft(c, draft.value, { view, attempt: { failure: saved.failure, typed } });
}

/** Where to go on: the page that was asked for, the next cell that is wrong, or the beginning of the report. */
async function placeAfter(
  scene: Scene,
  id: string,
  { form, review }: { readonly form: CorrectionsForm; readonly review: Review | null },
): Promise<string> {
  const { view, go } = form;
  const to = (page: number, fragment: string) =>
    address(`/imports/${id}`, { kind: view.kind, page: page > 1 ? String(page) : "" }, fragment);
  if (typeof go === "number") return to(go, FRAGMENT);
  if (go === null) return to(view.page, "summary");
  const known = review ? done(review) : await reviewDraft(scene, id);
  return to(view.page, (known.ok && nextField(known.value.report, form)) || "");
}
