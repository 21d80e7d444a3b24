import { type Cells, isColumnKey } from "../columns.ts";
import { type DraftRow, withoutBlanks } from "./draft-row.ts";

/**
 * Gives the rows of a draft whose file was read anew: what was corrected stays by row and field, and what was removed stays
 * removed. A row that reads otherwise now has another revision.
 */
export function rereadRows(
  read: readonly { readonly row: number; readonly cells: Cells }[],
  draft: readonly DraftRow[],
  removed: readonly number[],
): readonly DraftRow[] {
  const before = new Map(draft.map((row) => [row.row, row]));
  const gone = new Set(removed);
  return read
    .filter(({ row }) => !gone.has(row))
    .map(({ row, cells }) => {
      const known = before.get(row);
      return known ? overlay(known, cells) : { row, cells, corrections: null, revision: 1 };
    });
}

function overlay(known: DraftRow, read: Cells): DraftRow {
  const corrected = Object.keys(known.corrections ?? {}).filter(isColumnKey);
  const texts = corrected.map((key) => [key, known.cells[key] ?? ""] as const);
  const cells = withoutBlanks({ ...read, ...Object.fromEntries(texts) });
  return isSame(cells, known.cells) ? known : { ...known, cells, revision: known.revision + 1 };
}

function isSame(one: Cells, other: Cells): boolean {
  const texts = (cells: Cells) => JSON.stringify(Object.entries(cells).toSorted());
  return texts(one) === texts(other);
}
