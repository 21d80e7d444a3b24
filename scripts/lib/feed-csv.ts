import { readRows } from "../../src/domain/file/csv.ts";
import type { Delimiter } from "../../src/domain/file/format.ts";

/** A row's cells by the names of its columns, in lower case. */
export type Line = { readonly line: number; readonly cells: Readonly<Record<string, string>> };

type Delimited = { readonly rows: readonly Line[]; readonly missing: readonly string[] };

const delimiters = [",", ";", "\t"] as const;

/**
 * Reads a CSV file whose first row names its columns, with whatever separator makes that row name all that are needed.
 * Lines are the spreadsheet's: the first is 1.
 */
export function readDelimited(text: string, needed: readonly string[]): Delimited {
  const read = delimiters.map((delimiter) => readWith(text.replace(/^\uFEFF/, ""), delimiter, needed));
  return read.reduce((best, one) => (one.missing.length < best.missing.length ? one : best));
}

function readWith(text: string, delimiter: Delimiter, needed: readonly string[]): Delimited {
  const [top, ...others] = [...readRows(text, delimiter)].filter(({ cells }) =>
    cells.some((cell) => cell.trim() !== ""),
  );
  const names = top?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  const rows = others.map(({ row, cells }) => {
    return { line: row, cells: Object.fromEntries(names.map((name, at) => [name, (cells[at] ?? "").trim()])) };
  });
  return { rows, missing: needed.filter((name) => !names.includes(name)) };
}
