import type { AccountFacts } from "../../domain/account/account.ts";
import type { Checked } from "../../domain/check/check.ts";
import type { Problem, Report, Warning } from "../../domain/check/report.ts";
import { columns } from "../../domain/columns.ts";
import type { KeptChange } from "../../domain/import/draft-change.ts";
import { type Import, isDraft } from "../../domain/import/import.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { findDraft, type KeptDraft } from "../../store/imports/drafts/draft-rows.ts";
import { listProblems } from "../../store/imports/rows.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import type { Scene } from "../scene.ts";
import { checkAgainstAccount, countProblems, type OpenRow, pinOf, type RowsToCheck } from "./check-rows.ts";
import { noDraft } from "./end-import.ts";

/** A draft, what checking it has found, and the revision that was checked. */
export type Review = { readonly draft: Import; readonly report: Report; readonly revision: number };

/** A draft as it is looked at, with what was changed last in it (I12). */
export type Reviewed = Review & { readonly newest: KeptChange | null };

/** Tells what stands in a draft's way as the account is now; of an import that was started, what its check had found. */
export async function reviewDraft(scene: Scene, importId: string): Promise<Result<Reviewed>> {
  const kept = await findDraft(scene.db, scene.account, importId);
  if (!kept) return noDraft(scene, importId);
  const { import: draft, revision, newest } = kept;
  if (!isDraft(draft.state)) return done({ draft, report: await pastReport(scene, kept), revision, newest });
  const checked = await checkAsItIs(scene, kept, openRows(scene, kept));
  if (!checked.ok) return checked;
  const anew = { ...draft, problem_counts: countProblems(checked.value) };
  return done({ draft: anew, report: checked.value.report, revision, newest });
}

/** Checks rows of a draft as the account is now, with all else as the draft has it. */
export async function checkAsItIs(scene: Scene, kept: KeptDraft, rows: readonly OpenRow[]): Promise<Result<Checked>> {
  const known = await findFacts(scene.db, scene.account);
  return known ? done(await checkAgainst(scene, known.facts, kept, rows)) : nothingHere();
}

/** The same, where the account has been read already. */
export function checkAgainst(
  scene: Scene,
  facts: AccountFacts,
  kept: KeptDraft,
  rows: readonly OpenRow[],
): Promise<Checked> {
  return checkAgainstAccount(scene, {
    facts,
    rows,
    columns: headersOf(kept.headers),
    services: kept.import.options.services,
    existing: kept.import.options.existing,
    found: kept.found,
    confirm: kept.reading.confirm,
    content: contentOf(kept.import),
  });
}

/** Rows that were opened already, by the rows as they were read: the same row is the same object, so that it is not read again. */
const opened = new WeakMap<KeptDraft["rows"][number], OpenRow>();

/** The rows of a draft with their PINs readable, for checking them. */
export function openRows(scene: Scene, kept: KeptDraft): readonly OpenRow[] {
  return kept.rows.map((given) => {
    const known = opened.get(given);
    if (known) return known;
    const pin = pinOf(scene, kept.import.id, given);
    const { pin: _, ...row } = given;
    const open = pin === null ? row : { ...row, cells: { ...row.cells, voicemail_pin: pin } };
    opened.set(given, open);
    return open;
  });
}

/** The content that a draft was made of. */
export function contentOf({ id, file }: Import): RowsToCheck["content"] {
  return { sha256: file.sha256, importId: id };
}

/** The headers that a draft's file has, as problems name them. */
export function headersOf(headers: KeptDraft["headers"]): RowsToCheck["columns"] {
  return columns.flatMap(({ key }) => {
    const header = headers[key];
    return header === undefined ? [] : [{ key, header }];
  });
}

async function pastReport(scene: Scene, kept: KeptDraft): Promise<Report> {
  const problems = await listProblems(scene.db, scene.account, kept.import.id);
  return {
    errors: problems.filter((problem) => !isWarning(problem)),
    warnings: problems.filter(isWarning),
    notices: kept.import.notices,
    questions: [],
    blockers: [],
  };
}

function isWarning(problem: Problem | Warning): problem is Warning {
  return "will_fail" in problem;
}
