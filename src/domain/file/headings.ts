import { shownHeader } from "../cells/text.ts";
import type { FileProblem } from "../check/report.ts";
import { type Column, type ColumnKey, columnOf, columns, headerOf, isMandatory } from "../columns.ts";
import type { CsvRow } from "./csv.ts";
import { fileProblem } from "./file-problem.ts";
import { baseName } from "./header-names.ts";
import type { Needs } from "./reading-options.ts";
import { suggestFields } from "./suggest-field.ts";
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
  readonly problems: readonly FileProblem[];
  /** The problems that are there only while the column of this index holds values (T3). */
  readonly ofColumns: ReadonlyMap<FileProblem, number>;
};

/** Matches a header row with the template and finds everything that is wrong with it (T1–T4); `columns` may be empty. */
export function readHeadings(top: CsvRow, options: Needs & ColumnsChosen): Headings {
  const titles = meanTitles(top.cells.slice(0, MOST_COLUMNS), options);
  const read = titles.flatMap((title) => (title.key === null ? [] : [{ ...title, key: title.key }]));
  const first = read.filter((title, at) => read.findIndex((other) => other.key === title.key) === at);
  const ofTitles = titleProblems(titles, top.row, options);
  return {
    row: top.row,
    raw: top.cells,
    titles,
    columns: first.map(({ index, header, key }) => ({ index, header, key })),
    ignored: new Set(titles.filter(isPassedOver).map((title) => title.index)),
    titled: new Set(titles.filter(({ header, how }) => header !== "" || how !== "unknown").map(({ index }) => index)),
    problems: [...ofTitles.map(({ problem }) => problem), ...missingProblems(first, top.row, options)],
    ofColumns: new Map(ofTitles.flatMap(({ problem, index }) => (index === null ? [] : [[problem, index]]))),
  };
}

/** Counts how many different headers of the template a row holds (F5). */
export function countKnown(cells: readonly string[]): number {
  return new Set(cells.slice(0, MOST_COLUMNS).flatMap((cell) => plainTitle(cell, 0).key ?? [])).size;
}

/** What a header that contains a comma begins with when the file has lost its quotation marks (T2). */
const SPLIT_HEAD = "find me";
/** What a spreadsheet has; a hostile file may have a million. */
export const MOST_COLUMNS = 16_384;
/** Of them so many are told. */
export const MOST_HEADER_PROBLEMS = 100;

/** `index` is null for a problem that does harm also where the column holds nothing. */
type TitleProblem = { readonly problem: FileProblem; readonly index: number | null };

/** A header that was split at its comma has moved all that are behind it. */
function isTorn({ code, params }: FileProblem): boolean {
  return code === "header_unknown" && "lostQuotes" in params && params.lostQuotes;
}

/** An address is no header: a user stands in the header row, or was joined with it, and would be lost without a word. */
function holdsUser(header: string): boolean {
  return header.length <= MOST_ADDRESS && /^\S+@\S+\.\S+$/.test(header);
}

const MOST_ADDRESS = 320;

function userInHeader({ header, key }: Title, row: number): FileProblem {
  const place = { row, column: header, field: key };
  return fileProblem("header_unknown", { header: shownHeader(header), user: true }, place);
}

function titleProblems(titles: readonly Title[], row: number, needs: Needs): readonly TitleProblem[] {
  const problems: TitleProblem[] = [];
  const seen = new Set<ColumnKey>();
  const taken = titles.flatMap(({ key }) => key ?? []);
  const unknown = titles.filter(({ key, header }) => key === null && header !== "").slice(0, MOST_HEADER_PROBLEMS);
  const context = { titles, row, licenseTypes: needs.licenseTypes, suggestions: suggestFields(unknown, taken) };
  for (const title of titles) {
    const { index, header, key } = title;
    if (problems.length >= MOST_HEADER_PROBLEMS) break;
    if (key !== null && seen.has(key)) {
      const place = { row, column: header, field: key };
      problems.push({ index, problem: fileProblem("header_duplicate", { header: shownHeader(header) }, place) });
    }
    if (key !== null) seen.add(key);
    if (holdsUser(header)) problems.push({ index: null, problem: userInHeader(title, row) });
    else if (key === null && header !== "" && !isPassedOver(title))
      problems.push(
        ...unknownHeader(title, context).map((problem) => ({
          index: isTorn(problem) ? null : index,
          problem,
        })),
      );
  }
  return problems;
}

type Context = {
  readonly titles: readonly Title[];
  readonly row: number;
  readonly licenseTypes: number;
  readonly suggestions: ReadonlyMap<number, ColumnKey>;
};

/** A header that is split at its comma is one problem, told at its second half: the first is the same for all of them. */
function unknownHeader(title: Title, { titles, row, licenseTypes, suggestions }: Context): readonly FileProblem[] {
  if (splitColumn(title, titles[title.index + 1])) return [];
  const split = splitColumn(titles[title.index - 1], title);
  const header = shownHeader(title.header);
  if (split) {
    const place = { row, column: header, field: split.key, suggestion: `"${headerOf(split, licenseTypes)}"` };
    return [fileProblem("header_unknown", { header, nearest: null, lostQuotes: true }, place)];
  }
  const meant = suggestions.get(title.index);
  const suggestion = meant === undefined ? null : headerOf(columnOf(meant), licenseTypes);
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
