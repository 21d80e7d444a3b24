import Papa from "papaparse";
import type { Delimiter } from "./format.ts";

/** A value, or a cell of an uploaded file that is to be given back as it stands (X2). */
export type CsvCell = string | { readonly copied: string };

/** Writes rows as CSV with a byte order mark (for UTF-8) and CRLF; every cell is guarded, and reads as the same value again (X4). */
export function writeCsv(rows: readonly (readonly CsvCell[])[], delimiter: Delimiter): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "string" ? guardCell(cell) : guardCopied(cell))));
  return `\uFEFF${Papa.unparse(cells, { delimiter, newline: "\r\n", quotes: needsQuotes })}\r\n`;
}

/** Puts one `'` in front of a value that a spreadsheet, or Muster itself, would take for something else (X4). */
export function guardCell(value: string): string {
  return DANGEROUS.test(value) || MARKED_DIGIT.test(value) ? `'${value}` : value;
}

const DANGEROUS = /^'*[=+\-@\t\r]/;
/** A value such as '5: reading takes its mark off (F9), so that it needs another. */
const MARKED_DIGIT = /^'+[0-9]/;

/** What begins with `'` in a file is guarded already. */
function guardCopied(cell: { readonly copied: string }): string {
  return cell.copied.startsWith("'") ? cell.copied : guardCell(cell.copied);
}

/** Any separator, so that a file that is opened with another still has its cells; papaparse adds quotes, line ends and outer spaces. */
function needsQuotes(cell: string): boolean {
  return /[,;\t]/.test(cell);
}
