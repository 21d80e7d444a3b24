import { nearest } from "../cells/nearest.ts";
import { cleanCell, shownHeader } from "../cells/text.ts";
import type { FileProblem } from "../check/report.ts";
import { type Column, type ColumnKey, columns, headerOf, isMandatory } from "../columns.ts";
import type { CsvRow } from "./csv.ts";
import { fileProblem } from "./file-problem.ts";
import { baseName, namedColumn } from "./header-names.ts";
import type { Needs } from "./reading-options.ts";

/** A column of the file that Muster reads; `header` is as in the file, trimmed. */
export type FileColumn = { readonly index: number; readonly header: string; readonly key: ColumnKey };

export type Headings = {
  readonly row: number;
  /** Every header cell, as it is in the file. */
  readonly raw: readonly string[];
  readonly columns: readonly FileColumn[];
  /** Columns to pass over, whatever they hold (T3). */
  readonly ignored: ReadonlySet<number>;
  /** Columns that have a header; the others may hold blank cells only (T3). */
  readonly titled: ReadonlySet<number>;
  readonly problems: readonly FileProblem[];
};

/** Matches a header row with the template and finds everything that is wrong with it (T1–T3); `columns` may be empty. */
export function readHeadings(top: CsvRow, needs: Needs): Headings {
  const titles = top.cells.slice(0, MOST_COLUMNS).map(readTitle);
  const read = titles.flatMap((title) => (title.key === null ? [] : [{ ...title, key: title.key }]));
  const first = read.filter((title, at) => read.findIndex((other) => other.key === title.key) === at);
  return {
    row: top.row,
    raw: top.cells,
    columns: first.map(({ index, header, key }) => ({ index, header, key })),
    ignored: new Set(titles.filter((title) => title.base === IGNORED).map((title) => title.index)),
    titled: new Set(titles.filter((title) => title.header !== "").map((title) => title.index)),
    problems: [...titleProblems(titles, top.row, needs), ...missingProblems(first, top.row, needs)],
  };
}

/** Counts how many different headers of the template a row holds (F5). */
export function countKnown(cells: readonly string[]): number {
  return new Set(cells.slice(0, MOST_COLUMNS).flatMap((cell) => readTitle(cell, 0).key ?? [])).size;
}

type Title = {
  readonly index: number;
  readonly header: string;
  readonly base: string;
  readonly key: ColumnKey | null;
};

const IGNORED = "import error";
/** What a header that contains a comma begins with when the file has lost its quotation marks (T2). */
const SPLIT_HEAD = "find me";
/** What a spreadsheet has; a hostile file may have a million. */
export const MOST_COLUMNS = 16_384;
/** Of them so many are told. */
export const MOST_HEADER_PROBLEMS = 100;

function readTitle(raw: string, index: number): Title {
  const header = cleanCell(raw);
  const base = baseName(header);
  return { index, header, base, key: namedColumn(base) };
}

function titleProblems(titles: readonly Title[], row: number, needs: Needs): readonly FileProblem[] {
  const problems: FileProblem[] = [];
  const seen = new Set<ColumnKey>();
  for (const title of titles) {
    if (problems.length === MOST_HEADER_PROBLEMS) break;
    const place = { row, column: title.header, field: title.key };
    if (title.key !== null && seen.has(title.key)) {
      problems.push(fileProblem("header_duplicate", { header: shownHeader(title.header) }, place));
    }
    if (title.key !== null) seen.add(title.key);
    else if (title.header !== "" && title.base !== IGNORED) problems.push(...unknownHeader(titles, title, row, needs));
  }
  return problems;
}

/** A header that is split at its comma is one problem, told at its second half: the first is the same for all of them. */
function unknownHeader(titles: readonly Title[], title: Title, row: number, needs: Needs): readonly FileProblem[] {
  if (splitColumn(title, titles[title.index + 1])) return [];
  const split = splitColumn(titles[title.index - 1], title);
  const header = shownHeader(title.header);
  if (split) {
    const place = { row, column: header, field: split.key, suggestion: `"${headerOf(split, needs.licenseTypes)}"` };
    return [fileProblem("header_unknown", { header, nearest: null, lostQuotes: true }, place)];
  }
  const name = nearest(
    title.base,
    columns.map((column) => column.name),
  );
  const like = columns.find((column) => column.name === name);
  const suggestion = like ? headerOf(like, needs.licenseTypes) : null;
  const place = { row, column: header, suggestion };
  return [fileProblem("header_unknown", { header, nearest: suggestion, lostQuotes: false }, place)];
}

function splitColumn(head: Title | undefined, tail: Title | undefined): Column | undefined {
  if (head?.base !== SPLIT_HEAD || tail === undefined) return undefined;
  return columns.find((column) => baseName(column.name) === `${SPLIT_HEAD}, ${tail.base}`);
}

function missingProblems(
  found: readonly { readonly key: ColumnKey }[],
  row: number,
  needs: Needs,
): readonly FileProblem[] {
  return columns
    .filter((column) => isMandatory(column, needs.licenseTypes) && (needs.connect || !column.voice))
    .filter((column) => !found.some((heading) => heading.key === column.key))
    .map((column) => {
      const header = headerOf(column, needs.licenseTypes);
      return fileProblem("header_missing", { header }, { row, field: column.key });
    });
}
