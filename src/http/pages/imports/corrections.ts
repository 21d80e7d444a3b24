import type { Context } from "hono";
import type { OpenRow } from "../../../acts/imports/check-rows.ts";
import { type Correction, correctRows } from "../../../acts/imports/correct-rows.ts";
import { openRows, type Review, reviewDraft } from "../../../acts/imports/drafts.ts";
import type { Scene } from "../../../acts/scene.ts";
import { cleanCell } from "../../../domain/cells/text.ts";
import { isDraft } from "../../../domain/import/import.ts";
import { done, nothingHere, type Result } from "../../../domain/problems/result.ts";
import { findDraft } from "../../../store/imports/draft-rows.ts";
import { findImport } from "../../../store/imports/imports.ts";
import { address } from "../../../views/address.ts";
import type { TypedCell } from "../../../views/imports/cell-names.ts";
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
  const saved = await save(scene, id, form);
  const { view, typed } = form;
  if (saved.ok) return c.redirect(await placeAfter(scene, id, { form, review: saved.value }), 303);
  const draft = await findImport(scene.db, scene.account, id);
  if (!draft || !isDraft(draft.state)) return showFailure(c, saved.failure);
  return showDraft(c, draft, { view, attempt: { failure: saved.failure, typed } });
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

/** Gives the draft as it was checked anew; null when there was nothing to save. */
async function save(scene: Scene, id: string, form: CorrectionsForm): Promise<Result<Review | null>> {
  const wanted = await correctionsOf(scene, id, form);
  if (!wanted.ok) return wanted;
  if (wanted.value.length === 0) return done(null);
  const saved = await correctRows(scene, id, wanted.value);
  if (saved.ok) return saved;
  // Of two forms that came at once, by a double click, the other one has saved the same: nothing is left to do (E4).
  const left = await correctionsOf(scene, id, form);
  return left.ok && left.value.length === 0 ? done(null) : saved;
}

/** Tells what the form wants otherwise than the draft has it now. */
async function correctionsOf(scene: Scene, id: string, form: CorrectionsForm): Promise<Result<readonly Correction[]>> {
  const kept = await findDraft(scene.db, scene.account, id);
  if (!kept) return nothingHere();
  const { typed, remove, revisions } = form;
  const open = openRows(scene, kept);
  const cells = new Map(open.map((row) => [row.row, row.cells]));
  const now = new Map(open.map((row) => [row.row, row.revision]));
  const isOther = ({ row, field, text }: TypedCell) => cleanCell(text) !== (cells.get(row)?.[field] ?? "");
  const changed = [...typed, ...alikeOf(open, form)].filter((cell) => cell.row !== remove && isOther(cell));
  const corrections = [...Map.groupBy(changed, ({ row }) => row)].map(([row, texts]) => ({
    row,
    values: Object.fromEntries(texts.map(({ field, text }) => [field, text])),
    revision: revisions.get(row) ?? now.get(row) ?? 0,
  }));
  const removals =
    remove !== null && cells.has(remove) ? [{ row: remove, remove: true, revision: revisions.get(remove) ?? 0 }] : [];
  return done([...corrections, ...removals]);
}

/** Cells of other rows for which a correction is meant as well, because they had the same text. */
function alikeOf(rows: readonly OpenRow[], { typed, everywhere }: CorrectionsForm): readonly TypedCell[] {
  const own = new Set(typed.map(({ row, field }) => `${row} ${field}`));
  return everywhere.flatMap(({ field, was, text }) => {
    const alike = rows.filter(
      ({ row, cells }) => (cells[field] ?? "") === cleanCell(was) && !own.has(`${row} ${field}`),
    );
    return alike.map(({ row }) => ({ row, field, text }));
  });
}
