import type { AccountFacts } from "../../../domain/account/account.ts";
import type { Cells, ColumnKey } from "../../../domain/columns.ts";
import { columnKeys } from "../../../domain/columns.ts";
import { isDraft } from "../../../domain/import/import.ts";
import { done, nothingHere, type Result, refuse } from "../../../domain/problems/result.ts";
import { findDraft, type KeptDraft } from "../../../store/imports/draft-rows.ts";
import { listProblems } from "../../../store/imports/rows.ts";
import { findFacts } from "../../../store/inventory/accounts.ts";
import type { Scene } from "../../scene.ts";
import { checkAsItIs, openRows, type Review, type Reviewed } from "../drafts.ts";
import { keepListing } from "../find-rows.ts";
import { type CellsWish, correctCells } from "./correct-cells.ts";

/** A row of a draft as a person sees it: never its PIN, only whether it has one (M8). */
export type SheetRow = {
  readonly row: number;
  readonly values: Cells;
  readonly hasPin: boolean;
  readonly corrected: readonly ColumnKey[];
  readonly revision: number;
};

/** A whole draft for the sheet: its rows in file order, what the check says of them, and what may be chosen. */
export type OpenSheet = Reviewed & {
  readonly rows: readonly SheetRow[];
  readonly facts: Pick<AccountFacts, "locations" | "subscriptions">;
};

/** Opens a draft as a sheet (E2), checked as the account is now. */
export async function openSheet(scene: Scene, importId: string): Promise<Result<OpenSheet>> {
  const kept = await findDraft(scene.db, scene.account, importId);
  const known = await findFacts(scene.db, scene.account);
  if (!kept || !known) return nothingHere();
  if (!isDraft(kept.import.state)) return refuse("import_not_draft", { wish: "correct" });
  const checked = await checkAsItIs(scene, kept, openRows(scene, kept));
  if (!checked.ok) return checked;
  await keepListing(scene, importId);
  const { import: draft, revision, newest } = kept;
  return done({ draft, report: checked.value.report, revision, newest, rows: rowsOf(kept), facts: known.facts });
}

/** A sheet after some of its cells were saved, with the numbers of the rows of which something else is to be shown now. */
export type SavedSheet = OpenSheet & { readonly changed: ReadonlySet<number> };

/** Saves cells of a sheet, checks the whole file again, and tells which rows look otherwise than before (E2, V6). */
export async function saveCells(scene: Scene, importId: string, wish: CellsWish): Promise<Result<SavedSheet>> {
  const before = problemsByRow(await listProblems(scene.db, scene.account, importId));
  const saved = await correctCells(scene, importId, wish);
  if (!saved.ok) return saved;
  const sheet = saved.value ? await sheetOf(scene, saved.value) : await openSheet(scene, importId);
  if (!sheet.ok) return sheet;
  const { errors, warnings } = sheet.value.report;
  const after = problemsByRow([...errors, ...warnings]);
  const touched = wish.typed.map(({ row }) => row);
  const others = sheet.value.rows.flatMap(({ row }) => (before.get(row) === after.get(row) ? [] : [row]));
  return done({ ...sheet.value, changed: new Set([...touched, ...others]) });
}

/** A draft that has just been checked needs no second check to be shown. */
async function sheetOf(scene: Scene, review: Review): Promise<Result<OpenSheet>> {
  const kept = await findDraft(scene.db, scene.account, review.draft.id);
  const known = await findFacts(scene.db, scene.account);
  if (!kept || !known) return nothingHere();
  return done({ ...review, newest: kept.newest, rows: rowsOf(kept), facts: known.facts });
}

function rowsOf(kept: KeptDraft): readonly SheetRow[] {
  return kept.rows.map(({ row, cells, pin, corrections, revision }) => {
    const { voicemail_pin: _, ...values } = cells;
    const corrected = columnKeys.filter((key) => corrections?.[key] !== undefined);
    return { row, values, hasPin: pin !== null, corrected, revision };
  });
}

function problemsByRow(problems: readonly { readonly row: number | null }[]): ReadonlyMap<number | null, string> {
  const groups = [...Map.groupBy(problems, ({ row }) => row)];
  return new Map(
    groups.map(([row, found]) => [
      row,
      found
        .map((one) => JSON.stringify(one))
        .sort()
        .join(),
    ]),
  );
}
