import type { KeptChange } from "../../../domain/import/draft-change.ts";
import { isDraft } from "../../../domain/import/import.ts";
import { restoreRows } from "../../../domain/import/row-before.ts";
import { CHANGES_KEPT } from "../../../domain/limits.ts";
import { done, nothingHere, type Result, refuse } from "../../../domain/problems/result.ts";
import { findNewestChange, listChanges as listKept, type NewestChange } from "../../../store/imports/drafts/changes.ts";
import { findDraft, type KeptDraft } from "../../../store/imports/drafts/draft-rows.ts";
import { findImport } from "../../../store/imports/imports.ts";
import { auditOf, type Scene } from "../../scene.ts";
import { settleWrite } from "../../settle-write.ts";
import { openRows, type Review } from "../drafts.ts";
import { noDraft } from "../end-import.ts";
import { type ReadAgain, readAgain } from "../read-anew.ts";
import { optionsOf, recheckDraft, stateOfDraft } from "../recheck.ts";
import { opened } from "./note-change.ts";

/** Which changes: from before the cursor (the id of a change; "" for the newest). */
export type ChangesPage = { readonly before: string; readonly limit: number };

/** Lists what was changed in a draft, newest first (I12); of an import that was started, what had been. */
export async function listChanges(
  scene: Scene,
  importId: string,
  page: ChangesPage,
): Promise<Result<readonly KeptChange[]>> {
  if (!(await findImport(scene.db, scene.account, importId))) return noDraft(scene, importId);
  return done(await listKept(scene.db, scene.account, importId, page));
}

/** Takes the newest change of a draft back, whoever made it: the draft is what it was before, and is checked again (I12). */
export async function takeBack(scene: Scene, importId: string, changeId: string): Promise<Result<Review>> {
  return settleWrite(async () => {
    const kept = await findDraft(scene.db, scene.account, importId);
    if (!kept) return noDraft(scene, importId);
    if (!isDraft(kept.import.state)) return refuse("import_not_draft", { wish: "correct" });
    const newest = await findNewestChange(scene.db, scene.account, importId);
    if (!newest) return nothingHere();
    if (newest.id !== changeId) return notLast(scene, importId, { changeId, by: newest.by });
    const was = await stateBefore(scene, kept, newest);
    if (!was.ok) return was;
    const { encoding, unknown_columns, confirm } = was.value.state.reading;
    const options = optionsOf(scene, kept, { unknown_columns, confirm: confirm.join(",") });
    if (!options.ok) return options;
    const detail = { kind: newest.about.kind, by: newest.by };
    const audit = { ...auditOf(scene, "import.take_back", importId), detail };
    const change = { ...was.value, options: { ...options.value, encoding }, audit, history: { takenBack: changeId } };
    return recheckDraft(scene, kept, change);
  });
}

/** What was taken back already is not there any more. */
async function notLast(
  { db, account }: Scene,
  importId: string,
  { changeId, by }: { readonly changeId: string; readonly by: string },
): Promise<Result<never>> {
  const all = await listKept(db, account, importId, { before: "", limit: CHANGES_KEPT });
  return all.some(({ id }) => id === changeId) ? refuse("change_not_last", { by }) : nothingHere();
}

/** The rows of a draft, and how its file was read, as they were before its newest change. */
async function stateBefore(scene: Scene, kept: KeptDraft, newest: NewestChange): Promise<Result<ReadAgain>> {
  const images = newest.rows.map((row) => opened(scene, kept.import.id, row));
  const rows = restoreRows(openRows(scene, kept), images);
  // What rows were is kept of what was corrected in them; the file says the rest.
  if (newest.reading) return readAgain(scene, kept, { reading: newest.reading, rows });
  const back = new Set(images.map(({ row }) => row));
  const state = stateOfDraft(kept);
  const removed = state.reading.removed.filter((row) => !back.has(row));
  return done({ rows, state: { ...state, reading: { ...state.reading, removed } } });
}
