import type { Checked } from "../../../domain/check/check.ts";
import { draftState } from "../../../domain/import/moves.ts";
import { done, type Result } from "../../../domain/problems/result.ts";
import { changeId } from "../../../store/imports/drafts/changes.ts";
import type { KeptSheet } from "../../../store/imports/sheet/find-sheet.ts";
import { nameOf, type Scene } from "../../scene.ts";
import { settleWrite } from "../../settle-write.ts";
import { countProblems, type OpenRow } from "../check-rows.ts";
import { changeOfCorrections } from "../correct-rows.ts";
import { checkAgainst, openRows } from "../drafts.ts";
import { type DraftChange, recheckAgainst } from "../recheck.ts";
import { type CellsWish, correctionsOf } from "./corrections-of.ts";
import { findDraftSheet, type OpenSheet, sheetOf } from "./open-sheet.ts";

/** A sheet after some of its cells were saved, with those of the rows in sight of which something else is to be shown now. */
export type SavedSheet = OpenSheet & { readonly changed: ReadonlySet<number> };

/**
 * Saves cells of a draft and checks the whole file again (V6, E2). The draft is read once, and what is shown is what was
 * just checked. Where the draft has it all already, as after a double click, nothing is left to do (E4).
 */
export async function saveCells(
  scene: Scene,
  importId: string,
  wish: CellsWish,
  inSight: readonly number[] = [],
): Promise<Result<SavedSheet>> {
  return settleWrite(async () => {
    const found = await findDraftSheet(scene, importId, inSight);
    if (!found.ok) return found;
    const { kept } = found.value;
    const before = openRows(scene, kept);
    const corrections = correctionsOf(before, wish);
    if (corrections.length === 0) return done(await asItIs(scene, found.value, before, inSight));
    const change = changeOfCorrections(scene, kept, before, corrections);
    if (!change.ok) return change;
    const checked = await recheckAgainst(scene, found.value, kept, change.value);
    return done(asSaved(scene, found.value, { change: change.value, checked, inSight }));
  });
}

async function asItIs(
  scene: Scene,
  found: KeptSheet,
  rows: readonly OpenRow[],
  inSight: readonly number[],
): Promise<SavedSheet> {
  const { kept, facts } = found;
  const checked = await checkAgainst(scene, facts, kept, rows);
  const draft = { ...kept.import, problem_counts: countProblems(checked) };
  const { revision, newest } = kept;
  return { ...sheetOf(scene, found, { draft, revision, newest, rows, checked }), changed: new Set(inSight) };
}

type Saved = { readonly change: DraftChange; readonly checked: Checked; readonly inSight: readonly number[] };

/** What the draft is now is known without reading it again. */
function asSaved(scene: Scene, found: KeptSheet, { change, checked, inSight }: Saved): SavedSheet {
  const { kept, problems } = found;
  const { rows, history } = change;
  const revision = kept.revision + 1;
  const problem_counts = countProblems(checked);
  const counts = { ...kept.import.counts, rows: rows.length, pending: rows.length };
  const state = draftState(problem_counts.errors);
  const draft = { ...kept.import, state, problem_counts, counts, notices: checked.report.notices };
  const newest =
    history && "add" in history
      ? { ...history.add, id: changeId(revision), by: nameOf(scene.asker), at: scene.now }
      : kept.newest;
  const was = new Map(kept.rows.map((row) => [row.row, row.revision]));
  const touched = rows.flatMap((row) => (was.get(row.row) === row.revision ? [] : [row.row]));
  const { errors, warnings } = checked.report;
  const now = Map.groupBy([...errors, ...warnings], ({ row }) => row);
  const others = inSight.filter((row) => (problems.get(row) ?? "[]") !== JSON.stringify(now.get(row) ?? []));
  return {
    ...sheetOf(scene, found, { draft, revision, newest, rows, checked }),
    changed: new Set([...touched, ...others]),
  };
}
