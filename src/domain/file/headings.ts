import type { ColumnKey } from "../columns.ts";
import type { CsvRow } from "./csv.ts";
import { type ColumnsChosen, isPassedOver, meanTitles, plainTitle, type Title } from "./titles.ts";

/** A column of the file that Muster reads; `header` is as in the file, trimmed. */
export type FileColumn = { readonly index: number; readonly header: string; readonly key: ColumnKey };

export type Headings = {
  readonly row: number;
  /** Every header cell, as it is in the file. */
  readonly raw: readonly string[];
  readonly titles: readonly Title[];
  readonly columns: readonly FileColumn[];
  /** Columns to pass over, whatever they hold (T3, T4). */
  readonly ignored: ReadonlySet<number>;
  /** Columns that have a header, or were assigned; the others may hold blank cells only (T3). */
  readonly titled: ReadonlySet<number>;
};

/** Matches a header row with the template (T1, T3, T4); `columns` may be empty. */
export function readHeadings(top: CsvRow, options: ColumnsChosen): Headings {
  const titles = meanTitles(top.cells.slice(0, MOST_COLUMNS), options);
  const read = titles.flatMap((title) => (title.key === null ? [] : [{ ...title, key: title.key }]));
  const first = read.filter((title, at) => read.findIndex((other) => other.key === title.key) === at);
  return {
    row: top.row,
    raw: top.cells,
    titles,
    columns: first.map(({ index, header, key }) => ({ index, header, key })),
    ignored: new Set(titles.filter(isPassedOver).map((title) => title.index)),
    titled: new Set(titles.filter(({ header, how }) => header !== "" || how !== "unknown").map(({ index }) => index)),
  };
}

/** Counts how many different headers of the template a row holds (F5). */
export function countKnown(cells: readonly string[]): number {
  return new Set(cells.slice(0, MOST_COLUMNS).flatMap((cell) => plainTitle(cell, 0).key ?? [])).size;
}

/** What a spreadsheet has; a hostile file may have a million. */
export const MOST_COLUMNS = 16_384;
