import type { AccountFacts } from "../../../domain/account/account.ts";
import type { Checked } from "../../../domain/check/check.ts";
import { type Cells, type ColumnKey, columnKeys } from "../../../domain/columns.ts";
import type { KeptChange } from "../../../domain/import/draft-change.ts";
import { type Import, isDraft } from "../../../domain/import/import.ts";
import { type Outlook, outlookOf } from "../../../domain/import/outlook.ts";
import { mailDay, mailsPerDay } from "../../../domain/mail/day.ts";
import { done, type Result, refuse } from "../../../domain/problems/result.ts";
import { findSheet, type KeptSheet } from "../../../store/imports/sheet/find-sheet.ts";
import type { Scene } from "../../scene.ts";
import { countProblems, type OpenRow } from "../check-rows.ts";
import { checkAgainst, openRows, type Reviewed } from "../drafts.ts";
import { noDraft } from "../end-import.ts";
import { keepListing } from "../find-rows.ts";

/** A row of a draft as a person sees it: never its PIN, only whether it has one (M8). */
export type SheetRow = {
  readonly row: number;
  readonly values: Cells;
  readonly hasPin: boolean;
  readonly corrected: readonly ColumnKey[];
  readonly revision: number;
};

/** A whole draft for the sheet: its rows in file order, what the check says of them, what would happen, and what may be chosen. */
export type OpenSheet = Reviewed & {
  readonly rows: readonly SheetRow[];
  readonly facts: AccountFacts;
  readonly outlook: Outlook;
  /** Who is told when it has ended (M6); null for nobody. */
  readonly notify_email: string | null;
};

/** Opens a draft as a sheet (E2), checked as the account is now. */
export async function openSheet(scene: Scene, importId: string): Promise<Result<OpenSheet>> {
  const found = await findDraftSheet(scene, importId, []);
  if (!found.ok) return found;
  const { kept, facts } = found.value;
  const rows = openRows(scene, kept);
  const checked = await checkAgainst(scene, facts, kept, rows);
  await keepListing(scene, importId);
  const draft = { ...kept.import, problem_counts: countProblems(checked) };
  const { revision, newest } = kept;
  return done(sheetOf(scene, found.value, { draft, revision, newest, rows, checked }));
}

/** Finds a draft with what the last check has found in the rows that are asked about; refuses what is none any more. */
export async function findDraftSheet(
  scene: Scene,
  importId: string,
  rows: readonly number[],
): Promise<Result<KeptSheet>> {
  const found = await findSheet(scene.db, scene.account, importId, { day: dayOf(scene).day, rows });
  if (!found) return noDraft(scene, importId);
  return isDraft(found.kept.import.state) ? done(found) : refuse("import_not_draft", { wish: "correct" });
}

function dayOf({ env, now }: Scene) {
  return mailDay(Date.parse(now), mailsPerDay(env.MAILS_PER_DAY));
}

/** A draft as it has just been checked. */
type JustChecked = {
  readonly draft: Import;
  readonly revision: number;
  readonly newest: KeptChange | null;
  readonly rows: readonly OpenRow[];
  readonly checked: Checked;
};

/** Makes the sheet of a draft that has just been checked. */
export function sheetOf(scene: Scene, found: KeptSheet, { rows, checked, ...draft }: JustChecked): OpenSheet {
  const { facts, counts, mailsOfDay, kept } = found;
  const mails = { most: dayOf(scene).most, ofDay: mailsOfDay };
  const around = { facts, parked: counts.parked, assigned: counts.assigned, mails };
  return {
    ...draft,
    report: checked.report,
    facts,
    rows: rows.map(shownRow),
    outlook: outlookOf(rows, checked, draft.draft.options, around),
    notify_email: kept.notify_email,
  };
}

function shownRow({ row, cells, corrections, revision }: OpenRow): SheetRow {
  const { voicemail_pin: pin = "", ...values } = cells;
  const corrected = columnKeys.filter((key) => corrections?.[key] !== undefined);
  return { row, values, hasPin: pin !== "", corrected, revision };
}
