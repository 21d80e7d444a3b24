import { cleanCell } from "../cells/text.ts";
import { areMarked, readValue } from "../cells/value/read-value.ts";
import type { FileProblem } from "../check/report.ts";
import type { Cells, ColumnKey } from "../columns.ts";
import { MAX_ROWS } from "../limits.ts";
import { columnLetters } from "./column-letters.ts";
import { type CsvRow, readRows } from "./csv.ts";
import { fileProblem } from "./file-problem.ts";
import type { Delimiter } from "./format.ts";
import { MOST_HEADER_PROBLEMS } from "./header-problems.ts";
import type { Headings } from "./headings.ts";
import { findShifted } from "./shifted-cells.ts";

/** A row of the file that is not blank. */
export type FileRow = {
  /** The spreadsheet's number (F8). */
  readonly row: number;
  /** Cells exactly as in the file, after unquoting. */
  readonly raw: readonly string[];
  /** Values of the known columns after F9; blank ones are left out. */
  readonly cells: Cells;
};

export type FileRows = {
  readonly rows: readonly FileRow[];
  readonly problems: readonly FileProblem[];
  /** Rows whose cells may have moved (F6). */
  readonly shifted: readonly FileRow[];
};

/** Reads the rows below the header (F6, F7, F9), or finds everything that is wrong with them; counts all, keeps 1,000 (F2). */
export function readFileRows(
  body: Iterable<CsvRow>,
  headings: Headings,
  delimiter: Delimiter,
  corrected: ReadonlySet<number> = new Set(),
): FileRows {
  const rows: FileRow[] = [];
  const untitled = new Map<number, number>();
  const problems: FileProblem[] = [];
  let filled = 0;
  let torn = false;
  for (const row of body) {
    if (isIgnored(row, headings) && !corrected.has(row.row)) continue;
    filled++;
    torn ||= row.fault === "unclosed_quote";
    // Beyond the limit rows are only counted, so that a hostile file costs no memory.
    if (filled <= MAX_ROWS || row.fault)
      problems.push(...rowProblems(row, headings, delimiter).slice(0, MAX_ROWS - problems.length));
    if (filled <= MAX_ROWS) rows.push({ row: row.row, raw: row.cells, cells: readCells(row, headings) });
    if (!row.fault) noteUntitled(row, headings, untitled);
  }
  const found = [...untitledProblems(untitled, headings), ...countProblems(filled, torn), ...problems];
  return { rows, problems: found, shifted: found.length > 0 ? [] : shiftedRows(rows, headings) };
}

function shiftedRows(rows: readonly FileRow[], { raw, titled, titles }: Headings): readonly FileRow[] {
  const named = Math.max(-1, ...titled) + 1;
  const sure = titles.slice(0, named).every(({ how }) => how !== "unknown");
  const widths = rows.map(({ row, raw: cells }) => ({ row, cells: cells.length }));
  const shifted = findShifted(widths, { named, cells: raw.length, sure });
  return rows.filter(({ row }) => shifted.has(row));
}

/** Tells what is wrong with how a row is written (F6). */
export function malformedRow({ row, fault }: CsvRow): readonly FileProblem[] {
  return fault ? [fileProblem("malformed_csv", { row, reason: fault }, { row })] : [];
}

/** A row that has values in ignored columns only is blank (T3); but not while no column of names or addresses is known (T2). */
function isIgnored(row: CsvRow, headings: Headings): boolean {
  if (!headings.columns.some(({ key }) => key === "display_name" || key === "email")) return false;
  return headings.ignored.size > 0 && row.cells.every((raw, at) => headings.ignored.has(at) || cleanCell(raw) === "");
}

function readCells(row: CsvRow, headings: Headings): Cells {
  const cells: { [K in ColumnKey]?: string } = {};
  const texts = headings.columns.map(({ key, index }) => ({ key, raw: row.cells[index] ?? "" }));
  const isMarked = areMarked(texts);
  for (const { key, raw } of texts) {
    const value = readValue(raw, key, isMarked);
    if (value !== "") cells[key] = value;
  }
  return cells;
}

/** Values beyond the header are not shown: in a shifted row they may be a PIN. */
function rowProblems(written: CsvRow, headings: Headings, delimiter: Delimiter): readonly FileProblem[] {
  if (written.fault) return malformedRow(written);
  const { row, cells } = written;
  if (standsInOneCell(cells, headings, delimiter))
    return [fileProblem("malformed_csv", { row, reason: "one_cell" }, { row })];
  const columns = headings.raw.length;
  const last = cells.findLastIndex((raw) => cleanCell(raw) !== "");
  return last < columns ? [] : [fileProblem("too_many_cells", { row, cells: last + 1, columns }, { row })];
}

/** A row that some program has taken for one text: its first cell holds the separator, and the address of its user (F6). */
function standsInOneCell(
  [whole = "", ...others]: readonly string[],
  headings: Headings,
  delimiter: Delimiter,
): boolean {
  if (!whole.includes(delimiter) || others.some((cell) => cleanCell(cell) !== "")) return false;
  const email = headings.columns.find(({ key }) => key === "email");
  const cells = readRows(whole, delimiter).next().value?.cells ?? [];
  return email !== undefined && email.index > 0 && (cells[email.index] ?? "").includes("@");
}

/** Keeps, for each column without a header, the first row that has a value there. */
function noteUntitled({ row, cells }: CsvRow, headings: Headings, untitled: Map<number, number>): void {
  for (let index = 0; index < Math.min(cells.length, headings.raw.length); index++) {
    if (untitled.size === MOST_HEADER_PROBLEMS) return;
    if (headings.titled.has(index) || untitled.has(index)) continue;
    const cell = cells[index] ?? "";
    if (cell !== "" && cleanCell(cell) !== "") untitled.set(index, row);
  }
}

function untitledProblems(untitled: ReadonlyMap<number, number>, headings: Headings): readonly FileProblem[] {
  return Array.from(untitled)
    .sort(([one], [other]) => one - other)
    .map(([index, row]) => fileProblem("header_unknown", { column: columnLetters(index), row }, { row: headings.row }));
}

/** After a quote that is never closed the number of rows is not known. */
function countProblems(rows: number, torn: boolean): readonly FileProblem[] {
  if (rows === 0) return [fileProblem("no_rows", { removed: false })];
  return rows > MAX_ROWS && !torn ? [fileProblem("too_many_rows", { rows, most: MAX_ROWS })] : [];
}
