import type { ColumnKey } from "../columns.ts";
import { baseName, namedColumn } from "../file/header-names.ts";
import type { ReadColumn } from "../file/read-columns.ts";
import type { Assignment, Remembered } from "../file/reading-options.ts";

/** What an account remembers of a header: its base name, how it was written, and what it means; null for not used. */
export type HeaderMeaning = { readonly key: string; readonly header: string; readonly field: ColumnKey | null };

/**
 * Tells what is to be remembered of a file: what was assigned by hand to headers that are not the template's. A header
 * that the file has several times means several things, and is not remembered.
 */
export function headersToRemember(
  columns: readonly ReadColumn[],
  assigned: readonly Assignment[],
): readonly HeaderMeaning[] {
  const fields = new Map(assigned.map(({ index, field }) => [index, field]));
  const groups = Map.groupBy(columns, ({ header }) => baseName(header));
  return [...groups].flatMap(([key, [column, another]]): readonly HeaderMeaning[] => {
    const field = column && fields.get(column.index);
    if (!column || another || field === undefined || key === "" || namedColumn(key) !== null) return [];
    return [{ key, header: column.header, field }];
  });
}

/** Gives what is remembered of the headers that a file has. */
export function rememberedOf(columns: readonly ReadColumn[], remembered: readonly Remembered[]): readonly Remembered[] {
  const names = new Set(columns.map(({ header }) => baseName(header)));
  return remembered.filter(({ header }) => names.has(header));
}
