import { type ColumnKey, isColumnKey } from "../../domain/columns.ts";

/** A cell of a draft, by the number of its row and the key of its column. */
export type CellPlace = { readonly row: number; readonly field: ColumnKey };

/** A cell as a person wants it. */
export type TypedCell = CellPlace & { readonly text: string };

/**
 * What a report has for a cell: its text now, its text when it was shown, a suggestion to take over, whether to make it
 * blank where its text is not shown, whether every other cell of the column with its text is meant too, what is wrong.
 */
export type CellPart = "cell" | "was" | "use" | "blank" | "all" | "why";

/** Names a part of a cell, as field and as element of the page. */
export function cellName(part: CellPart, { row, field }: CellPlace): string {
  return `${part}:${row}:${field}`;
}

/** Names the field with the revision that a row had when it was shown. */
export function revisionName(row: number): string {
  return `revision:${row}`;
}

/** Reads the place out of the name of a cell's text; null for every other name. */
export function readCellName(name: string): CellPlace | null {
  const [, row, field = ""] = /^cell:([0-9]{1,7}):([a-z_]+)$/.exec(name) ?? [];
  return row !== undefined && isColumnKey(field) ? { row: Number(row), field } : null;
}
