import { areMarked } from "../cells/value/read-value.ts";
import { type Cells, type ColumnKey, columnOf, headerOf, isColumnKey } from "../columns.ts";
import type { Delimiter } from "../file/format.ts";
import { guardRow } from "../file/guard-row.ts";
import { type CsvCell, writeCsv } from "../file/write-csv.ts";

/** A row that was not created: its cells as they are in the file, its corrections, and why. */
export type NotCreatedRow = {
  readonly raw: readonly string[];
  readonly corrections: Cells;
  /** In the words of whoever reads the file. */
  readonly reason: string;
};

export type OriginalLayout = {
  readonly headings: readonly string[];
  /** The columns that Muster reads. */
  readonly fields: readonly { readonly index: number; readonly key: ColumnKey }[];
  readonly delimiter: Delimiter;
};

/** Writes rows as the original file has them, corrected cells corrected, with the reasons if they are asked for (X2, X3). */
export function writeNotCreated(layout: OriginalLayout, rows: readonly NotCreatedRow[], errors: boolean): string {
  const added = addedColumns(layout, rows);
  const headings: CsvCell[] = [
    ...layout.headings.map((copied) => ({ copied })),
    ...added.map((key) => headerOf(columnOf(key), 2)),
    ...(errors ? ["Import Error"] : []),
  ];
  return writeCsv([headings, ...rows.map((row) => cellsOf(layout, row, { added, errors }))], layout.delimiter);
}

/** Corrected columns that the file lacks. */
function addedColumns({ fields }: OriginalLayout, rows: readonly NotCreatedRow[]): readonly ColumnKey[] {
  const present = new Set(fields.map(({ key }) => key));
  const corrected = new Set(rows.flatMap(({ corrections }) => keysOf(corrections)));
  return [...corrected].filter((key) => !present.has(key));
}

function keysOf(cells: Cells): readonly ColumnKey[] {
  return Object.keys(cells).filter(isColumnKey);
}

function cellsOf(
  layout: OriginalLayout,
  row: NotCreatedRow,
  { added, errors }: { readonly added: readonly ColumnKey[]; readonly errors: boolean },
): readonly CsvCell[] {
  const keys = new Map(layout.fields.map(({ index, key }) => [index, key]));
  const original = layout.headings.map((_, index): CsvCell => {
    const key = keys.get(index);
    const corrected = key === undefined ? undefined : row.corrections[key];
    return corrected ?? { copied: row.raw[index] ?? "" };
  });
  const cells = [...original, ...added.map((key) => row.corrections[key] ?? ""), ...(errors ? [row.reason] : [])];
  const columns = [...layout.headings.map((_, index) => keys.get(index) ?? null), ...added];
  const texts = layout.fields.map(({ index, key }) => ({ key, raw: row.raw[index] ?? "" }));
  return guardRow(cells, columns, areMarked(texts));
}
