import { type ColumnKey, columnOf } from "../../domain/columns.ts";
import type { Problem, Report, Warning } from "../../domain/report.ts";
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

/** What a person looks at: findings of one kind, or of all ("") , and which page of them. */
export type FindingsView = { readonly kind: string; readonly page: number };

/** Cells of one page: as fields, more of them would not fit into 8 KB (E7). */
export const CELLS_PER_PAGE = 40;

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
    return [{ code, many: group.length, sample, alike: group.every(({ message }) => message === sample.message) }];
  });
}

/** Counts the rows that findings speak of. */
export function rowsOf(findings: readonly Finding[]): number {
  return new Set(findings.map(({ row }) => row)).size;
}

/** Picks the cells of a view; a kind that nothing has, or a page beyond the last, shows what is nearest to it. */
export function pick(findings: readonly Finding[], view: FindingsView) {
  const cells = cellsOf(findings);
  const ofKind = cells.filter((cell) => cell.findings.some(({ code }) => code === view.kind));
  const all = ofKind.length > 0 ? ofKind : cells;
  const pages = Math.max(1, Math.ceil(all.length / CELLS_PER_PAGE));
  const page = Math.min(Math.max(1, view.page), pages);
  const shown = all.slice((page - 1) * CELLS_PER_PAGE, page * CELLS_PER_PAGE);
  return { shown, page, pages, total: all.length, kind: ofKind.length > 0 ? view.kind : "" };
}

function cellsOf(findings: readonly Finding[]): readonly FoundCell[] {
  const groups = Map.groupBy(findings, ({ row, field }) => `${row}:${field}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ row: first.row, column: first.column, field: first.field, findings: group }] : [];
  });
}

/** Puts the cells that a person has typed first, also those that the page would not show. */
export function withTyped(shown: readonly FoundCell[], typed: readonly TypedCell[]): readonly FoundCell[] {
  const cells = new Map(shown.map((cell) => [`${cell.row}:${cell.field}`, cell]));
  const wished = typed.map(({ row, field }): FoundCell => {
    return cells.get(`${row}:${field}`) ?? { row, field, column: columnOf(field).name, findings: [] };
  });
  return [...wished, ...shown.filter((cell) => !wished.includes(cell))];
}
