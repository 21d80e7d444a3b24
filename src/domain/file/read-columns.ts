import { cleanCell, shownHeader } from "../cells/text.ts";
import type { ColumnKey } from "../columns.ts";
import type { FileRow } from "./file-rows.ts";
import { type Headings, MOST_COLUMNS } from "./headings.ts";

/** What became of a header of the file. */
export type ReadColumn = {
  /** From 1, as `#1` names it. */
  readonly index: number;
  readonly header: string;
  /** What it is read as; null where it is not. */
  readonly field: ColumnKey | null;
  /** How many rows have a value there. */
  readonly values: number;
  readonly how: "template" | "assigned" | "remembered" | "ignored" | "unknown";
  /** The field that an unknown header most likely means, where there is one. */
  readonly suggestion: ColumnKey | null;
};

/** Tells of each header what became of it, and how many rows have a value below it. */
export function readColumns(headings: Headings, rows: readonly FileRow[]): readonly ReadColumn[] {
  const fields = new Map(headings.columns.map(({ index, key }) => [index, key]));
  const values = countValues(rows);
  return headings.raw.slice(0, MOST_COLUMNS).map((raw, index) => {
    const field = fields.get(index) ?? null;
    return {
      index: index + 1,
      header: shownHeader(cleanCell(raw)),
      field,
      values: values[index] ?? 0,
      how: field === null ? "ignored" : "template",
      suggestion: null,
    };
  });
}

/** How many rows have a value in each column. */
function countValues(rows: readonly FileRow[]): readonly number[] {
  const values: number[] = [];
  for (const { raw } of rows) {
    raw.slice(0, MOST_COLUMNS).forEach((cell, index) => {
      if (cleanCell(cell) !== "") values[index] = (values[index] ?? 0) + 1;
    });
  }
  return values;
}
