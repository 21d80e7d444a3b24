import type { Checked } from "../../domain/check.ts";
import { columns } from "../../domain/columns.ts";
import { type Import, isDraft } from "../../domain/import.ts";
import type { Notice, Problem, Report, Warning } from "../../domain/report.ts";
import { done, nothingHere, type Result } from "../../domain/result.ts";
import type { Service } from "../../domain/user.ts";
import { findFacts } from "../../store/accounts.ts";
import { findDraft, type KeptDraft } from "../../store/draft-rows.ts";
import { listProblems } from "../../store/rows.ts";
import { aboutRow, openPin } from "../../vault/seal.ts";
import type { Scene } from "../scene.ts";
import { checkAgainstAccount, type RowsToCheck } from "./check-rows.ts";

export type Review = { readonly draft: Import; readonly report: Report };

/** Tells what stands in a draft's way as the account is now; of an import that was started, what its check had found. */
export async function reviewDraft(scene: Scene, importId: string): Promise<Result<Review>> {
  const kept = await findDraft(scene.db, scene.account, importId);
  if (!kept) return nothingHere();
  if (!isDraft(kept.import.state)) return done({ draft: kept.import, report: await pastReport(scene, kept) });
  const again = await checkAgain(scene, kept, kept.import.options.services);
  if (!again) return nothingHere();
  return done({ draft: kept.import, report: { ...again.checked.report, notices: noticesOf(kept, again.checked) } });
}

/** Checks all rows of a draft again, for these services; null when the account is gone. */
export async function checkAgain(
  scene: Scene,
  kept: KeptDraft,
  services: readonly Service[] | null,
): Promise<{ readonly checked: Checked; readonly input: RowsToCheck } | null> {
  const known = await findFacts(scene.db, scene.account);
  if (!known) return null;
  const input = {
    facts: known.facts,
    rows: openPins(scene, kept),
    columns: columns.flatMap(({ key }) => {
      const header = kept.headers[key];
      return header === undefined ? [] : [{ key, header }];
    }),
    services,
  };
  return { input, checked: await checkAgainstAccount(scene, input) };
}

function openPins(scene: Scene, kept: KeptDraft): RowsToCheck["rows"] {
  return kept.rows.map(({ row, cells, pin }) => {
    if (pin === null) return { row, cells };
    const about = aboutRow(scene.account, kept.import.id, row);
    return { row, cells: { ...cells, voicemail_pin: openPin(scene.env.MASTER_SECRET, about, pin) } };
  });
}

/** What reading the file had to say stays true; what the check says is said anew. */
export function noticesOf(kept: KeptDraft, checked: Checked): readonly Notice[] {
  const ofReading = kept.import.notices.filter(({ code }) => code === "encoding_guessed");
  return [...ofReading, ...checked.report.notices];
}

async function pastReport(scene: Scene, kept: KeptDraft): Promise<Report> {
  const problems = await listProblems(scene.db, scene.account, kept.import.id);
  return {
    errors: problems.filter((problem) => !isWarning(problem)),
    warnings: problems.filter(isWarning),
    notices: kept.import.notices,
    blockers: [],
  };
}

function isWarning(problem: Problem | Warning): problem is Warning {
  return "will_fail" in problem;
}
