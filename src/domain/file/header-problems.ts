import { shownHeader } from "../cells/text.ts";
import type { FileProblem } from "../check/report.ts";
import { type Column, type ColumnKey, columnOf, columns, headerOf, isMandatory } from "../columns.ts";
import { fileProblem } from "./file-problem.ts";
import { baseName } from "./header-names.ts";
import type { Headings } from "./headings.ts";
import type { Needs } from "./reading-options.ts";
import { suggestFields } from "./suggest-field.ts";
import { isPassedOver, type Title } from "./titles.ts";

/** What is wrong with a header row, and what its unknown headers most likely mean, by the places of their columns (T5). */
export type HeaderFindings = {
  readonly problems: readonly FileProblem[];
  readonly suggestions: ReadonlyMap<number, ColumnKey>;
};

/** So many unknown or doubled headers are told (T2). */
export const MOST_HEADER_PROBLEMS = 100;

/**
 * Finds everything that is wrong with a header row (T2). `values` are how many rows have a value in each column: where
 * there is none, an unknown or a doubled header does no harm (T3), and means nothing that another column may mean.
 */
export function judgeHeadings(headings: Headings, values: readonly number[], needs: Needs): HeaderFindings {
  const isFilled = ({ index }: Title) => (values[index] ?? 0) > 0;
  const unknown = headings.titles.filter((title) => isUnknown(title) && isFilled(title));
  const taken = headings.columns.map(({ key }) => key);
  const suggestions = suggestFields(unknown.slice(0, MOST_HEADER_PROBLEMS), taken);
  const context = { headings, isFilled, licenseTypes: needs.licenseTypes, suggestions };
  const problems: FileProblem[] = [];
  for (const title of headings.titles) {
    if (problems.length >= MOST_HEADER_PROBLEMS) break;
    problems.push(...titleProblems(title, context));
  }
  return { problems: [...problems, ...missingProblems(headings, needs)], suggestions };
}

type Context = {
  readonly headings: Headings;
  readonly isFilled: (title: Title) => boolean;
  readonly licenseTypes: number;
  readonly suggestions: ReadonlyMap<number, ColumnKey>;
};

function isUnknown(title: Title): boolean {
  return title.key === null && title.header !== "" && !isPassedOver(title);
}

function titleProblems(title: Title, context: Context): readonly FileProblem[] {
  const { headings, isFilled } = context;
  const { index, key } = title;
  const isDouble = key !== null && !headings.columns.some((column) => column.index === index);
  const doubled = isDouble && isFilled(title) ? [doubledHeader(title, headings.row)] : [];
  if (holdsUser(title.header)) return [...doubled, userInHeader(title, headings.row)];
  return isUnknown(title) ? [...doubled, ...unknownHeader(title, context)] : doubled;
}

function doubledHeader({ header, key }: Title, row: number): FileProblem {
  return fileProblem("header_duplicate", { header: shownHeader(header) }, { row, column: header, field: key });
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

/**
 * A header that was split at its comma is one problem, told at its second half: the first is the same for all of them. It
 * is told whatever the column holds, for all columns behind it have moved.
 */
function unknownHeader(title: Title, context: Context): readonly FileProblem[] {
  const { titles, row } = context.headings;
  if (splitColumn(title, titles[title.index + 1])) return [];
  const split = splitColumn(titles[title.index - 1], title);
  const header = shownHeader(title.header);
  if (split) {
    const place = { row, column: header, field: split.key, suggestion: `"${headerOf(split, context.licenseTypes)}"` };
    return [fileProblem("header_unknown", { header, nearest: null, lostQuotes: true }, place)];
  }
  if (!context.isFilled(title)) return [];
  const meant = context.suggestions.get(title.index);
  const suggestion = meant === undefined ? null : headerOf(columnOf(meant), context.licenseTypes);
  const place = { row, column: header, suggestion };
  return [fileProblem("header_unknown", { header, nearest: suggestion, lostQuotes: false }, place)];
}

/** What a header that contains a comma begins with when the file has lost its quotation marks (T2). */
const SPLIT_HEAD = "find me";

function splitColumn(head: Title | undefined, tail: Title | undefined): Column | undefined {
  if (head?.base !== SPLIT_HEAD || tail === undefined) return undefined;
  return columns.find((column) => baseName(column.name) === `${SPLIT_HEAD}, ${tail.base}`);
}

function missingProblems({ row, columns: found }: Headings, needs: Needs): readonly FileProblem[] {
  return columns
    .filter((column) => isMandatory(column, needs.licenseTypes) && (needs.connect || !column.voice))
    .filter((column) => !found.some((heading) => heading.key === column.key))
    .map((column) => {
      const header = headerOf(column, needs.licenseTypes);
      return fileProblem("header_missing", { header }, { row, field: column.key });
    });
}
