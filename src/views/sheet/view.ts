import type { Report } from "../../domain/check/report.ts";
import type { ColumnKey } from "../../domain/columns.ts";
import { type Column, columns, isMandatory } from "../../domain/columns.ts";
import type { Code } from "../../domain/problems/codes.ts";
import type { Finding } from "../imports/findings.ts";
import { findingsOf, willFail } from "../imports/findings.ts";

/** A row of a draft as the sheet shows it. */
export type ShownRow = {
  readonly row: number;
  readonly values: { readonly [K in ColumnKey]?: string };
  readonly hasPin: boolean;
  readonly corrected: readonly ColumnKey[];
  readonly revision: number;
};

/** Which rows of a sheet: all, those that need a look, or those with a kind of problem; with a text in them; which page. */
export type SheetView = {
  /** "all", "errors", "fails", "tips", "corrected", or the code of a problem; "" for what there is to do. */
  readonly show: string;
  readonly q: string;
  readonly page: number;
  /** Whether columns without values are unfolded. */
  readonly unfolded: boolean;
};

/** Rows of one page (E2). */
export const ROWS_PER_PAGE = 50;

/** What is found in a cell, the worst of it first. */
export type CellState = "bad" | "fails" | "tip" | "done" | "";

/** Findings by row, and within it by column; those about a whole row have the column null. */
export type FoundIn = ReadonlyMap<number, readonly Finding[]>;

/** Sorts findings by the row that they are in; those of the whole file are left out. */
export function foundIn(report: Report): FoundIn {
  const groups = Map.groupBy(findingsOf(report), ({ row }) => row);
  return new Map([...groups].flatMap(([row, found]) => (row === null ? [] : [[row, found] as const])));
}

/** Tells how a finding is shown: an error, what keeps a row from being created, or what is good to know. */
export function stateOf(finding: Finding): "bad" | "fails" | "tip" {
  if (!("will_fail" in finding)) return "bad";
  return willFail(finding) ? "fails" : "tip";
}

/** A filter of the sheet: how many rows, or problems of a kind, it holds. */
export type Filter = { readonly show: string; readonly many: number };

/** The filters by what becomes of a row, those that hold nothing left out; all rows come first. */
export function filtersOf(rows: readonly ShownRow[], found: FoundIn): readonly Filter[] {
  const withState = (state: string) =>
    rows.filter(({ row }) => found.get(row)?.some((finding) => stateOf(finding) === state)).length;
  const filters = [
    { show: "errors", many: withState("bad") },
    { show: "fails", many: withState("fails") },
    { show: "tips", many: withState("tip") },
    { show: "corrected", many: rows.filter(({ corrected }) => corrected.length > 0).length },
  ];
  return [{ show: "all", many: rows.length }, ...filters.filter(({ many }) => many > 0)];
}

/** Picks the rows of a view, and the page of them; a filter that holds nothing shows all. */
export function pickRows(rows: readonly ShownRow[], found: FoundIn, view: SheetView) {
  const [, first] = filtersOf(rows, found);
  const wished = view.show === "" ? (first && first.show !== "corrected" ? first.show : "all") : view.show;
  const ofShow = rows.filter((row) => isShown(row, found, wished));
  const show = ofShow.length > 0 ? wished : "all";
  const sought = view.q.toLowerCase();
  const all = (ofShow.length > 0 ? ofShow : rows).filter(({ values }) => sought === "" || holds(values, sought));
  const pages = Math.max(1, Math.ceil(all.length / ROWS_PER_PAGE));
  const page = Math.min(Math.max(1, view.page), pages);
  return { show, total: all.length, pages, page, shown: all.slice((page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE) };
}

function isShown({ row, corrected }: ShownRow, found: FoundIn, show: string): boolean {
  if (show === "all") return true;
  if (show === "corrected") return corrected.length > 0;
  const states: Readonly<Record<string, string>> = { errors: "bad", fails: "fails", tips: "tip" };
  const state = states[show];
  return (found.get(row) ?? []).some((one) => (state === undefined ? one.code === show : stateOf(one) === state));
}

function holds(values: ShownRow["values"], sought: string): boolean {
  return Object.values(values).some((text) => text.toLowerCase().includes(sought));
}

/** A kind of problem, how many cells have it, and in how many of them a suggestion is there to be taken. */
export type SheetKind = { readonly code: Code; readonly many: number };

/** Counts problems by kind, the most frequent first. */
export function kindsIn(found: FoundIn): readonly SheetKind[] {
  const all = [...found.values()].flat().filter((finding) => stateOf(finding) !== "tip");
  const groups = [...Map.groupBy(all, ({ code }) => code)];
  return groups.map(([code, ones]) => ({ code, many: ones.length })).sort((one, other) => other.many - one.many);
}

/** The columns of a sheet, and those that are folded away because no row has a value in them and nothing is wrong there. */
export function columnsOf(rows: readonly ShownRow[], found: FoundIn, unfolded: boolean) {
  const used = new Set<ColumnKey>(rows.flatMap(({ values }) => filledIn(values)));
  for (const { field } of [...found.values()].flat()) if (field !== null) used.add(field);
  if (rows.some(({ hasPin }) => hasPin)) used.add("voicemail_pin");
  const isUsed = (column: Column) => unfolded || used.has(column.key) || isMandatory(column, 2);
  const all: readonly Column[] = columns;
  return { shown: all.filter(isUsed), folded: all.filter((column) => !isUsed(column)).length };
}

function filledIn(values: ShownRow["values"]): readonly ColumnKey[] {
  return columns.flatMap(({ key }) => (values[key] ? [key] : []));
}
