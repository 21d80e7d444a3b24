import { readRows } from "../../src/domain/file/csv.ts";

const delimiters = [",", ";", "\t"];

/**
 * Reads a CSV file whose first row names its columns, with whatever separator makes that row name all that are needed.
 * Lines are the spreadsheet's: the first is 1.
 * @param {string} text
 * @param {readonly string[]} needed
 * @returns {{ rows: { line: number, cells: Readonly<Record<string, string>> }[], missing: string[] }}
 */
export function readDelimited(text, needed) {
  const read = delimiters.map((delimiter) => readWith(text.replace(/^\uFEFF/, ""), delimiter, needed));
  return read.toSorted((one, other) => one.missing.length - other.missing.length)[0];
}

function readWith(text, delimiter, needed) {
  const [top, ...others] = [...readRows(text, delimiter)].filter(({ cells }) =>
    cells.some((cell) => cell.trim() !== ""),
  );
  const names = top?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  const rows = others.map(({ row, cells }) => {
    return { line: row, cells: Object.fromEntries(names.map((name, at) => [name, (cells[at] ?? "").trim()])) };
  });
  return { rows, missing: needed.filter((name) => !names.includes(name)) };
}
