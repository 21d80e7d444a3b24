import { isTextColumn } from "../cells/value/form.ts";
import { hasForeignMark, isMarkedRow } from "../cells/value/mark.ts";
import type { ColumnKey } from "../columns.ts";
import { type CsvCell, guardCell } from "./write-csv.ts";

/** A cell as it is to be written: guarded already. */
type Written = { readonly written: string };

/**
 * Guards the cells of a row below the template's headers so that reading it gives the same values (X4, F9). `columns` are its
 * columns, null where a cell belongs to none; `wasMarked` tells whether the row that its copies come from was marked as text.
 */
export function guardRow(
  cells: readonly CsvCell[],
  columns: readonly (ColumnKey | null)[],
  wasMarked = false,
): readonly Written[] {
  const guarded = cells.map((cell, at) => {
    const key = columns[at] ?? null;
    const isText = key === null || isTextColumn(key);
    return { raw: guardCell(cell, isText), isText, isRead: key !== null, isCopy: typeof cell !== "string" };
  });
  const isMarked = isMarkedRow(guarded.filter(({ isRead }) => isRead));
  return guarded.map((cell) => {
    const marks = cell.isText && cell.isRead && hasForeignMark(cell);
    if (!marks) return { written: cell.raw };
    const meantMark = cell.isCopy && wasMarked;
    if (isMarked === meantMark) return { written: cell.raw };
    // Reading would take off what belongs to the value, or keep what does not.
    return { written: isMarked ? `'${cell.raw}` : cell.raw.slice(1) };
  });
}
