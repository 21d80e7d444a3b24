import { type Cells, type ColumnKey, isColumnKey } from "../columns.ts";
import { type DraftRow, noted, withoutBlanks } from "./draft-row.ts";

/** What a change of a draft has replaced in one row: the texts of the cells that it touched, of a removed row all (I12). */
export type RowBefore = {
  readonly row: number;
  readonly revision: number;
  /** "" for a blank cell. */
  readonly texts: Cells;
  /** Which of these cells had been corrected. */
  readonly corrected: readonly ColumnKey[];
};

/** Tells what rows were where they are not any more what they were; nothing of rows that are the same. */
export function rowsBefore(before: readonly DraftRow[], after: readonly DraftRow[]): readonly RowBefore[] {
  const now = new Map(after.map((row) => [row.row, row]));
  return before.flatMap((row) => {
    const later = now.get(row.row);
    const touched = later === row ? [] : keysOf(row, later).filter((key) => !later || isOther(row, later, key));
    return touched.length === 0 ? [] : [imageOf(row, touched)];
  });
}

/** Counts the rows that are otherwise, gone, or new. */
export function countChanged(before: readonly DraftRow[], after: readonly DraftRow[]): number {
  const known = new Set(before.map(({ row }) => row));
  return rowsBefore(before, after).length + after.filter(({ row }) => !known.has(row)).length;
}

/** Tells what was corrected in rows that a file which was read anew does not have any more. */
export function correctionsLost(before: readonly DraftRow[], after: readonly DraftRow[]): readonly RowBefore[] {
  const left = new Set(after.map(({ row }) => row));
  return before.flatMap((row) => {
    const corrected = keysIn(row.corrections ?? {});
    return left.has(row.row) || corrected.length === 0 ? [] : [imageOf(row, corrected)];
  });
}

/** Puts rows back to what they were, removed ones among them; each is of another revision then, so that nobody overwrites it unseen. */
export function restoreRows(rows: readonly DraftRow[], images: readonly RowBefore[]): readonly DraftRow[] {
  const before = new Map(images.map((image) => [image.row, image]));
  const stays = new Set(rows.map(({ row }) => row));
  const here = rows.map((row) => {
    const image = before.get(row.row);
    return image ? restoreRow(row, image) : row;
  });
  const back = images.flatMap((image) => {
    const nothing = { row: image.row, cells: {}, corrections: null, revision: image.revision };
    return stays.has(image.row) ? [] : [restoreRow(nothing, image)];
  });
  return [...here, ...back].toSorted((one, other) => one.row - other.row);
}

function restoreRow(row: DraftRow, { texts, corrected }: RowBefore): DraftRow {
  const others = Object.entries(row.corrections ?? {}).filter(([key]) => !Object.hasOwn(texts, key));
  const again: Cells = Object.fromEntries(corrected.map((key) => [key, texts[key] ?? ""]));
  const corrections: Cells = { ...Object.fromEntries(others), ...noted(again) };
  return {
    row: row.row,
    cells: withoutBlanks({ ...row.cells, ...texts }),
    corrections: Object.keys(corrections).length === 0 ? null : corrections,
    revision: row.revision + 1,
  };
}

function imageOf({ row, revision, cells, corrections }: DraftRow, keys: readonly ColumnKey[]): RowBefore {
  return {
    row,
    revision,
    texts: Object.fromEntries(keys.map((key) => [key, cells[key] ?? ""])),
    corrected: keys.filter((key) => corrections?.[key] !== undefined),
  };
}

function isOther(one: DraftRow, other: DraftRow, key: ColumnKey): boolean {
  const isCorrected = ({ corrections }: DraftRow) => corrections?.[key] !== undefined;
  return (one.cells[key] ?? "") !== (other.cells[key] ?? "") || isCorrected(one) !== isCorrected(other);
}

function keysOf(one: DraftRow, other: DraftRow | undefined): readonly ColumnKey[] {
  const all = [one.cells, one.corrections ?? {}, other?.cells ?? {}, other?.corrections ?? {}].flatMap(keysIn);
  return [...new Set(all)];
}

function keysIn(cells: Cells): readonly ColumnKey[] {
  return Object.keys(cells).filter(isColumnKey);
}
