import { readValue } from "../../domain/cells/value/read-value.ts";
import { type ColumnKey, isColumnKey } from "../../domain/columns.ts";
import type { ChangeAbout, NewChange } from "../../domain/import/draft-change.ts";
import { withTexts } from "../../domain/import/draft-row.ts";
import { isDraft } from "../../domain/import/import.ts";
import { rowsBefore } from "../../domain/import/row-before.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { findDraft, type KeptDraft } from "../../store/imports/drafts/draft-rows.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { noteChange } from "./changes/note-change.ts";
import type { OpenRow } from "./check-rows.ts";
import { openRows, type Review } from "./drafts.ts";
import { noDraft } from "./end-import.ts";
import { type DraftChange, optionsOf, recheckDraft } from "./recheck.ts";

/**
 * A correction of one row: new texts by column key, or its removal. Without a revision it overwrites what others did. Several of
 * one row are one, as where each problem has its own: of the same cell the last holds.
 */
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
  return settleWrite(async () => {
    const kept = await findDraft(scene.db, scene.account, importId);
    if (!kept) return noDraft(scene, importId);
    if (!isDraft(kept.import.state)) return refuse("import_not_draft", { wish: "correct" });
    const change = changeOfCorrections(scene, kept, openRows(scene, kept), corrections);
    return change.ok ? recheckDraft(scene, kept, change.value) : change;
  });
}

/** Decides what corrections make of a draft whose rows are these now, with what is kept of it (I12). */
export function changeOfCorrections(
  scene: Scene,
  kept: KeptDraft,
  before: readonly OpenRow[],
  corrections: readonly Correction[],
): Result<DraftChange> {
  const rows = applyCorrections(kept, before, corrections);
  if (!rows.ok) return rows;
  const options = optionsOf(scene, kept, {});
  if (!options.ok) return options;
  const change = corrected(before, rows.value);
  const importId = kept.import.id;
  const audit = { ...auditOf(scene, "import.correct", importId), detail: { rows: corrections.length } };
  const noted = change.changed > 0 && { audit, history: noteChange(scene, importId, change) };
  return done({ rows: rows.value, options: options.value, ...noted });
}

function corrected(before: readonly OpenRow[], after: readonly OpenRow[]): NewChange {
  const rows = rowsBefore(before, after);
  const removed = before.length - after.length;
  const left = new Set(after.map(({ row }) => row));
  const fields = new Set(
    rows.flatMap(({ row, texts }) => (left.has(row) ? Object.keys(texts).filter(isColumnKey) : [])),
  );
  const about: ChangeAbout =
    fields.size === 0 ? { kind: "rows_removed" } : { kind: "cells", fields: [...fields], removed };
  return { about, changed: rows.length, reading: null, rows };
}

function applyCorrections(
  kept: KeptDraft,
  rows: readonly OpenRow[],
  corrections: readonly Correction[],
): Result<readonly OpenRow[]> {
  const byRow = Map.groupBy(corrections, ({ row }) => row);
  const correctionsOf = ({ row }: OpenRow) => byRow.get(row) ?? [];
  const unknown = corrections.find(({ row }) => !kept.rows.some((found) => found.row === row));
  if (unknown) return refuse("unknown_row", { row: unknown.row });
  const field = corrections.flatMap(({ values }) => Object.keys(values ?? {})).find((key) => !isColumnKey(key));
  if (field !== undefined) return refuse("unknown_field", { field: field.slice(0, 100), fixed: false, known: null });
  const changed = rows.filter((row) =>
    correctionsOf(row).some(({ revision = row.revision }) => revision !== row.revision),
  );
  if (changed.length > 0) return refuse("row_changed", { rows: changed.map(({ row }) => row) });
  const left = rows.filter((row) => !correctionsOf(row).some(({ remove }) => remove === true));
  if (left.length === 0) return refuse("no_rows", { removed: true });
  return done(left.map((row) => correctRow(row, correctionsOf(row))));
}

function correctRow(row: OpenRow, corrections: readonly Correction[]): OpenRow {
  const texts = corrections.flatMap(({ values }) => Object.entries(values ?? {}));
  const entries = texts.flatMap(([key, text]): (readonly [ColumnKey, string])[] =>
    isColumnKey(key) ? [[key, readValue(text, key)]] : [],
  );
  return withTexts(row, Object.fromEntries(entries));
}
