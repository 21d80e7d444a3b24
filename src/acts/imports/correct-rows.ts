import { readValue } from "../../domain/cells/value/read-value.ts";
import { type Cells, type ColumnKey, isColumnKey } from "../../domain/columns.ts";
import { isDraft } from "../../domain/import/import.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { findDraft, type KeptDraft } from "../../store/imports/draft-rows.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import type { OpenRow } from "./check-rows.ts";
import { openRows, type Review } from "./drafts.ts";
import { optionsOf, recheckDraft } from "./recheck.ts";

/** A correction of one row: new texts by column key, or its removal. Without a revision it overwrites what others did. */
export type Correction = {
  readonly row: number;
  readonly values?: Readonly<Record<string, string>>;
  readonly revision?: number;
  readonly remove?: boolean;
};

/** Corrects rows of a draft without a new upload and checks the whole file again; all of it is kept or none (V6). */
export async function correctRows(
  scene: Scene,
  importId: string,
  corrections: readonly Correction[],
): Promise<Result<Review>> {
  const audit = { ...auditOf(scene, "import.correct", importId), detail: { rows: corrections.length } };
  return settleWrite(async () => {
    const kept = await findDraft(scene.db, scene.account, importId);
    if (!kept) return nothingHere();
    if (!isDraft(kept.import.state)) return refuse("import_not_draft", { wish: "correct" });
    const rows = applyCorrections(kept, openRows(scene, kept), corrections);
    if (!rows.ok) return rows;
    const options = optionsOf(scene, kept, {});
    return options.ok ? recheckDraft(scene, kept, { rows: rows.value, options: options.value, audit }) : options;
  });
}

function applyCorrections(
  kept: KeptDraft,
  rows: readonly OpenRow[],
  corrections: readonly Correction[],
): Result<readonly OpenRow[]> {
  const byRow = new Map(corrections.map((correction) => [correction.row, correction]));
  const unknown = corrections.find(({ row }) => !kept.rows.some((found) => found.row === row));
  if (unknown) return refuse("unknown_row", { row: unknown.row });
  const field = corrections.flatMap(({ values }) => Object.keys(values ?? {})).find((key) => !isColumnKey(key));
  if (field !== undefined) return refuse("unknown_field", { field: field.slice(0, 100), fixed: false, known: null });
  const changed = rows.filter(({ row, revision }) => (byRow.get(row)?.revision ?? revision) !== revision);
  if (changed.length > 0) return refuse("row_changed", { rows: changed.map(({ row }) => row) });
  const left = rows.filter(({ row }) => byRow.get(row)?.remove !== true);
  if (left.length === 0) return refuse("no_rows", { removed: true });
  return done(left.map((row) => correctRow(row, byRow.get(row.row)?.values)));
}

function correctRow(row: OpenRow, values: Readonly<Record<string, string>> | undefined): OpenRow {
  const entries = Object.entries(values ?? {}).flatMap(([key, text]): (readonly [ColumnKey, string])[] =>
    isColumnKey(key) ? [[key, readValue(text, key)]] : [],
  );
  if (entries.length === 0) return row;
  const texts: Cells = Object.fromEntries(entries);
  const filled = Object.entries({ ...row.cells, ...texts }).filter(([, text]) => text !== "");
  // A PIN is readable nowhere but sealed: here only that it was corrected is noted (M8).
  const noted = texts.voicemail_pin === undefined ? texts : { ...texts, voicemail_pin: "" };
  return {
    ...row,
    cells: Object.fromEntries(filled),
    corrections: { ...row.corrections, ...noted },
    revision: row.revision + 1,
  };
}
