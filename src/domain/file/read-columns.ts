import { cleanCell, shownHeader } from "../cells/text.ts";
import type { Notice } from "../check/report.ts";
import type { ColumnKey } from "../columns.ts";
import type { FileRow } from "./file-rows.ts";
import { type Headings, MOST_COLUMNS } from "./headings.ts";
import type { How, Title } from "./titles.ts";

/** What became of a header of the file. */
export type ReadColumn = {
  /** From 1, as `#1` names it. */
  readonly index: number;
  readonly header: string;
  /** What it is read as; null where it is not. */
  readonly field: ColumnKey | null;
  /** How many rows have a value there. */
  readonly values: number;
  readonly how: How;
  /** The field that an unknown header most likely means, where there is one. */
  readonly suggestion: ColumnKey | null;
};

/** Tells of each header what became of it, how many rows have a value below it, and what it most likely means. */
export function readColumns(
  headings: Headings,
  values: readonly number[],
  suggestions: ReadonlyMap<number, ColumnKey>,
): readonly ReadColumn[] {
  const fields = new Map(headings.columns.map(({ index, key }) => [index, key]));
  return headings.titles.map((title) => {
    const field = fields.get(title.index) ?? null;
    const many = values[title.index] ?? 0;
    return {
      index: title.index + 1,
      header: shownHeader(title.header),
      field,
      values: many,
      how: howOf(title, field, many),
      suggestion: suggestions.get(title.index) ?? null,
    };
  });
}

/** A column that nobody knows, or that is there already, is passed over where it holds nothing (T3). */
function howOf({ how, key }: Title, field: ColumnKey | null, values: number): How {
  const isLost = how === "unknown" || (key !== null && field === null);
  if (!isLost) return how;
  return values === 0 ? "ignored" : "unknown";
}

/** How many rows have a value in each column. */
export function countValues(rows: readonly FileRow[]): readonly number[] {
  const values: number[] = [];
  for (const { raw } of rows) {
    raw.slice(0, MOST_COLUMNS).forEach((cell, index) => {
      if (cell !== "" && cleanCell(cell) !== "") values[index] = (values[index] ?? 0) + 1;
    });
  }
  return values;
}

/** Says what is worth knowing of columns: values that are not used, and what the account has remembered (T3, T4). */
export function columnNotices(columns: readonly ReadColumn[]): readonly Notice[] {
  const unused = columns
    .filter(({ how, field, values }) => field === null && how !== "unknown" && values > 0)
    .map(({ header, index, values }): Notice => {
      return { code: "column_ignored", params: { header: header === "" ? null : header, index, values } };
    });
  const known = columns.flatMap(({ how, header, field }) => (how === "remembered" ? [{ header, field }] : []));
  return known.length === 0 ? unused : [...unused, { code: "columns_assigned", params: { columns: known } }];
}
