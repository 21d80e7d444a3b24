import type { AccountFacts } from "../../domain/account/account.ts";
import { digitsOf } from "../../domain/cells/phone/groups.ts";
import type { Report } from "../../domain/check/report.ts";
import { type Column, type ColumnKey, columns, isMandatory } from "../../domain/columns.ts";
import type { KeptChange } from "../../domain/import/draft-change.ts";
import type { Import } from "../../domain/import/import.ts";
import type { Outlook } from "../../domain/import/outlook.ts";
import { isOfHeaders } from "../../domain/problems/codes.ts";
import { address } from "../address.ts";
import { type Finding, findingsOf, willFail } from "../imports/findings.ts";

/** A row of a draft as the sheet shows it. */
export type ShownRow = {
  readonly row: number;
  readonly values: { readonly [K in ColumnKey]?: string };
  readonly hasPin: boolean;
  readonly corrected: readonly ColumnKey[];
  readonly revision: number;
};

/** A draft, what its check has found, what would happen, and what may be chosen in its cells. */
export type Sheet = {
  readonly draft: Import;
  readonly report: Report;
  readonly rows: readonly ShownRow[];
  /** What was changed last (I12); null where nothing was. */
  readonly newest: KeptChange | null;
  readonly facts: AccountFacts;
  readonly outlook: Outlook;
  /** Who is told when it has ended; null for nobody. */
  readonly notify_email: string | null;
};

/** Whether any column of the file is read: else its rows are blank, and only the columns are asked about (T4). */
export function isAnyRead({ columns }: Import): boolean {
  return columns.length === 0 || columns.some(({ field }) => field !== null);
}

/** Which rows of a sheet: all, those that need a look, or those with a kind of problem; with a text in them; which page. */
export type SheetView = {
  /**
   * "all", "errors", "fails", "tips", "corrected", the code of a problem, `in:` and the key of a column for its problems,
   * `row:` and a number for all cells of one row; "" for what there is to do.
   */
  readonly show: string;
  readonly q: string;
  readonly page: number;
  /** Which columns are folded away: "" for those without values, "all" for none, or the keys of those that a person has folded. */
  readonly columns: string;
};

/** The first look at a draft. */
export const firstView: SheetView = { show: "", q: "", page: 1, columns: "" };

/** The address of a view of a draft. */
export function viewAddress(path: string, { show, q, page, columns: folded }: SheetView, fragment = ""): string {
  return address(path, { show, q, columns: folded, page: page > 1 ? String(page) : "" }, fragment);
}

/** The address of all cells of one row, as fields. */
export function rowAddress(path: string, row: number, fragment = ""): string {
  return address(path, { show: `row:${row}` }, fragment);
}

/** Tells whose row a view shows; null for every other view. */
export function rowOfView({ show }: Pick<SheetView, "show">): number | null {
  const row = /^row:([0-9]{1,7})$/.exec(show)?.[1];
  return row === undefined ? null : Number(row);
}

/** Rows of one page (E2). */
export const ROWS_PER_PAGE = 50;

/** Findings by the row that they are in. */
export type FoundIn = ReadonlyMap<number, readonly Finding[]>;

/** Sorts findings by the row that they are in; those of the whole file, or of its headers, are left out. */
export function foundIn(report: Report): FoundIn {
  const inRows = findingsOf(report).filter((finding) => !isOfHeaders(finding));
  const groups = Map.groupBy(inRows, ({ row }) => row);
  return new Map([...groups].flatMap(([row, found]) => (row === null ? [] : [[row, found] as const])));
}

/** Tells how a finding is shown: an error, what keeps a row from being created, or what is good to know. */
export function stateOf(finding: Finding): "bad" | "fails" | "tip" {
  if (!("will_fail" in finding)) return "bad";
  return willFail(finding) ? "fails" : "tip";
}

/** A filter of the sheet, and how many rows it holds. */
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
  const all = (ofShow.length > 0 ? ofShow : rows).filter(({ values }) => view.q === "" || holds(values, view.q));
  const pages = Math.max(1, Math.ceil(all.length / ROWS_PER_PAGE));
  const page = Math.min(Math.max(1, view.page), pages);
  return { show, total: all.length, pages, page, shown: all.slice((page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE) };
}

function isShown({ row, corrected }: ShownRow, found: FoundIn, show: string): boolean {
  if (show === "all") return true;
  if (show === "corrected") return corrected.length > 0;
  const here = found.get(row) ?? [];
  if (show.startsWith("in:")) return here.some(({ field }) => field === show.slice("in:".length));
  const states: Readonly<Record<string, string>> = { errors: "bad", fails: "fails", tips: "tip" };
  const state = states[show];
  return here.some((one) => (state === undefined ? one.code === show : stateOf(one) === state));
}

/** A number is found however its digits are grouped, there and in what is looked for. */
function holds(values: ShownRow["values"], q: string): boolean {
  const [sought, digits] = [q.toLowerCase(), digitsOf(q)];
  const isNumber = digits.length >= LEAST_DIGITS;
  return Object.values(values).some(
    (text) => text.toLowerCase().includes(sought) || (isNumber && text.replace(/[^0-9;]/g, "").includes(digits)),
  );
}

/** Fewer are within almost every number. */
const LEAST_DIGITS = 3;

/** The columns of a sheet, and those that are folded away: without values and problems, or by the person's wish. */
export function columnsOf(rows: readonly ShownRow[], found: FoundIn, folded: string) {
  const used = new Set<ColumnKey>(rows.flatMap(({ values }) => filledIn(values)));
  for (const { field } of [...found.values()].flat()) if (field !== null) used.add(field);
  if (rows.some(({ hasPin }) => hasPin)) used.add("voicemail_pin");
  const away = new Set(folded.split(","));
  const isShownAt = (column: Column) =>
    folded === "all" ||
    column.key === "display_name" ||
    ((used.has(column.key) || isMandatory(column, 2)) && !away.has(column.key));
  const all: readonly Column[] = columns;
  return { shown: all.filter(isShownAt), folded: all.filter((column) => !isShownAt(column)).length };
}

function filledIn(values: ShownRow["values"]): readonly ColumnKey[] {
  return columns.flatMap(({ key }) => (values[key] ? [key] : []));
}

/** The view in which one column more is folded away. */
export function withoutColumn(view: SheetView, key: ColumnKey): SheetView {
  const away = view.columns === "all" ? [] : view.columns.split(",").filter((one) => one !== "");
  return { ...view, columns: [...away, key].join(",") };
}
