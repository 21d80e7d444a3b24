import Papa from "papaparse";
import { guardCopy, guardValue } from "../cells/value/mark.ts";
import type { Delimiter } from "./format.ts";

/** A value; a cell of an uploaded file that is to be given back as it stands (X2); or one that is guarded already (`guardRow`). */
export type CsvCell = string | { readonly copied: string } | { readonly written: string };

/** Writes rows as CSV with a byte order mark (for UTF-8) and CRLF; every cell is guarded as text is (X4). */
export function writeCsv(rows: readonly (readonly CsvCell[])[], delimiter: Delimiter): string {
  const cells = rows.map((row) => row.map((cell) => guardCell(cell)));
  return `\uFEFF${Papa.unparse(cells, { delimiter, newline: "\r\n", quotes: needsQuotes })}\r\n`;
}

/** Guards a cell of a text column or of another (X4). */
export function guardCell(cell: CsvCell, isText = true): string {
  if (typeof cell === "string") return guardValue(cell, isText);
  if ("written" in cell) return cell.written;
  return guardCopy(cell.copied, isText);
}

/** Any separator, so that a file that is opened with another still has its cells; papaparse adds quotes, line ends and outer spaces. */
function needsQuotes(cell: string): boolean {
  return /[,;\t]/.test(cell);
}
