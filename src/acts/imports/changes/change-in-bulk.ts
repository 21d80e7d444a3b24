import { changeByProblems, changeByTexts, goesByProblems } from "../../../domain/import/bulk.ts";
import type { BulkStep } from "../../../domain/import/bulk-step.ts";
import { isDraft } from "../../../domain/import/import.ts";
import { rowsBefore } from "../../../domain/import/row-before.ts";
import { done, type Result, refuse } from "../../../domain/problems/result.ts";
import { findDraft, type KeptDraft } from "../../../store/imports/drafts/draft-rows.ts";
import { auditOf, type Scene } from "../../scene.ts";
import { settleWrite } from "../../settle-write.ts";
import type { OpenRow } from "../check-rows.ts";
import { checkAsItIs, openRows, type Review } from "../drafts.ts";
import { noDraft } from "../end-import.ts";
import { optionsOf, recheckDraft } from "../recheck.ts";
import { noteChange } from "./note-change.ts";

/** A draft that was changed in bulk, and in how many rows. */
export type BulkReview = Review & { readonly changed: number };

/** Changes many cells or rows of a draft in one change, step by step, all of them or none (I13); checks the whole file again. */
export async function changeInBulk(
  scene: Scene,
  importId: string,
  steps: readonly BulkStep[],
): Promise<Result<BulkReview>> {
  return settleWrite(async () => {
    const kept = await findDraft(scene.db, scene.account, importId);
    if (!kept) return noDraft(scene, importId);
    if (!isDraft(kept.import.state)) return refuse("import_not_draft", { wish: "correct" });
    const before = openRows(scene, kept);
    const after = await takeSteps(scene, kept, before, steps);
    if (!after.ok) return after;
    if (after.value.length === 0) return refuse("no_rows", { removed: true });
    const options = optionsOf(scene, kept, {});
    if (!options.ok) return options;
    const rows = rowsBefore(before, after.value);
    const changed = rows.length;
    const history = noteChange(scene, importId, { about: { kind: "bulk", steps }, changed, reading: null, rows });
    const audit = { ...auditOf(scene, "import.bulk", importId), detail: { rows: changed, steps: namesOf(steps) } };
    const noted = changed > 0 && { audit, history };
    const checked = await recheckDraft(scene, kept, { rows: after.value, options: options.value, ...noted });
    return checked.ok ? done({ ...checked.value, changed }) : checked;
  });
}

/** What a step goes by is what a check finds of the rows as the steps before have left them. */
async function takeSteps(
  scene: Scene,
  kept: KeptDraft,
  before: readonly OpenRow[],
  steps: readonly BulkStep[],
): Promise<Result<readonly OpenRow[]>> {
  let rows = before;
  for (const step of steps) {
    if (goesByProblems(step)) {
      const found = await checkAsItIs(scene, kept, rows);
      if (!found.ok) return found;
      rows = changeByProblems(rows, step, found.value.report);
      continue;
    }
    const changed = changeByTexts(rows, step);
    if (!changed.ok) return changed;
    rows = changed.value;
  }
  return done(rows);
}

function namesOf(steps: readonly BulkStep[]): string {
  return [...new Set(steps.map((step) => step.do))].join(", ");
}
