import type { Problem, Report, Warning } from "../../domain/check/report.ts";
import { type ColumnKey, columnOf, columns } from "../../domain/columns.ts";
import { isSameProblem } from "../../domain/problems/codes.ts";
import type { TypedCell } from "./cell-names.ts";

/** Something that a check has found: an error, or a warning with `will_fail`. */
export type Finding = Problem | Warning;

/** A cell and all that was found in it. What is about no single cell has no field. */
export type FoundCell = {
  readonly row: number | null;
  readonly column: string | null;
  readonly field: ColumnKey | null;
  readonly findings: readonly Finding[];
};

/** A kind of finding that the file has, and how many of them. */
export type Kind = {
  readonly code: Problem["code"];
  readonly many: number;
  readonly sample: Finding;
  readonly alike: boolean;
};

/** What a person looks at: findings of one kind, of all (""), or all cells of one row (kindOfRow); and which page of them. */
export type FindingsView = { readonly kind: string; readonly page: number };

/** Names the view of a whole row: what is wrong in one cell may be put right in another (V6). */
export function kindOfRow(row: number): string {
  return `row:${row}`;
}

/** Tells whose whole row a view shows; null for every other view. */
export function wholeRowOf({ kind }: FindingsView): number | null {
  const row = /^row:([0-9]{1,7})$/.exec(kind)?.[1];
  return row === undefined ? null : Number(row);
}

/** Where the table is on its page. */
export const FRAGMENT = "problems";

/** Cells of one page: as fields, more of them would not fit into 8 KB (E7). */
export const CELLS_PER_PAGE = 30;

/** Tells the findings that are worth a look, what prevents users first, each part in the order of the file. */
export function findingsOf({ errors, warnings }: Report): readonly Finding[] {
  return [...errors, ...warnings.filter(willFail), ...warnings.filter((warning) => !willFail(warning))];
}

/** Tells whether a finding keeps its row from being created. */
export function willFail(finding: Finding): boolean {
  return "will_fail" in finding ? finding.will_fail : true;
}

/** Counts findings by kind, in the order in which they are given; `alike` when all of a kind say the same. */
export function kindsOf(findings: readonly Finding[]): readonly Kind[] {
  const groups = [...Map.groupBy(findings, ({ code }) => code)];
  return groups.flatMap(([code, group]) => {
    const [sample] = group;
    if (!sample) return [];
    return [{ code, many: group.length, sample, alike: group.every((other) => isSaidAlike(other, sample)) }];
  });
}

/** Tells whether two findings are told in the same words. */
function isSaidAlike(one: Finding, other: Finding): boolean {
  return isSameProblem(one, other) && JSON.stringify(one.parts) === JSON.stringify(other.parts);
}

/** Counts the rows that findings speak of. */
export function rowsOf(findings: readonly Finding[]): number {
  return new Set(findings.map(({ row }) => row)).size;
}

/** Picks the cells of a view; a kind that nothing has, or a page beyond the last, shows what is nearest to it. */
export function pick(findings: readonly Finding[], view: FindingsView) {
  const row = wholeRowOf(view);
  if (row !== null)
    return { shown: cellsOfRow(findings, row), page: 1, pages: 1, total: columns.length, kind: view.kind };
  const cells = cellsOf(findings);
  const ofKind = cells.filter((cell) => cell.findings.some(({ code }) => code === view.kind));
  const all = ofKind.length > 0 ? ofKind : cells;
  const pages = Math.max(1, Math.ceil(all.length / CELLS_PER_PAGE));
  const page = Math.min(Math.max(1, view.page), pages);
  const shown = all.slice((page - 1) * CELLS_PER_PAGE, page * CELLS_PER_PAGE);
  return { shown, page, pages, total: all.length, kind: ofKind.length > 0 ? view.kind : "" };
}

function cellsOfRow(findings: readonly Finding[], row: number): readonly FoundCell[] {
  const found = cellsOf(findings.filter((finding) => finding.row === row));
  const all = columns.map(({ key, name }): FoundCell => {
    return found.find(({ field }) => field === key) ?? { row, column: name, field: key, findings: [] };
  });
  return [...found.filter(({ field }) => field === null), ...all];
}

function cellsOf(findings: readonly Finding[]): readonly FoundCell[] {
  const groups = Map.groupBy(findings, ({ row, field }) => `${row}:${field}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ row: first.row, column: first.column, field: first.field, findings: group }] : [];
  });
}

/** Columns whose values are one user's own: correcting them all alike would only be the next mistake. */
const OWN: ReadonlySet<ColumnKey> = new Set<ColumnKey>([
  ...(["display_name", "email", "first_name", "last_name", "extension", "voicemail_pin", "voicemail_emails"] as const),
  ...(["primary_phone", "additional_phones", "caller_id", "voicemail_sms", "fmfm_phones"] as const),
]);

/**
 * Counts the cells that are as wrong as one that is shown: same column, same text. It is told once for each text, at the
 * first cell of the page that has it.
 */
export function countAlike(
  findings: readonly Finding[],
  shown: readonly FoundCell[],
  textOf: (cell: FoundCell) => string,
): (cell: FoundCell) => number {
  const isShared = ({ field, row, findings: found }: FoundCell) =>
    row !== null && field !== null && !OWN.has(field) && found.length > 0;
  const keyOf = (cell: FoundCell) => `${cell.field} ${textOf(cell)}`;
  const groups = Map.groupBy(cellsOf(findings).filter(isShared), keyOf);
  const firsts = new Set([...Map.groupBy(shown.filter(isShared), keyOf).values()].flatMap(([first]) => first ?? []));
  return (cell) => (firsts.has(cell) ? (groups.get(keyOf(cell))?.length ?? 1) - 1 : 0);
}

/** Puts the cells that a person has typed first, also those that the page would not show. */
export function withTyped(shown: readonly FoundCell[], typed: readonly TypedCell[]): readonly FoundCell[] {
  const cells = new Map(shown.map((cell) => [`${cell.row}:${cell.field}`, cell]));
  const wished = typed.map(({ row, field }): FoundCell => {
    return cells.get(`${row}:${field}`) ?? { row, field, column: columnOf(field).name, findings: [] };
  });
  return [...wished, ...shown.filter((cell) => !wished.includes(cell))];
}
