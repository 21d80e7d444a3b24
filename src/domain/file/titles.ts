import { cleanCell } from "../cells/text.ts";
import type { ColumnKey } from "../columns.ts";
import { baseName, namedColumn } from "./header-names.ts";
import type { ReadingOptions } from "./reading-options.ts";

/** How it is known what a column is. */
export type How = "template" | "assigned" | "remembered" | "ignored" | "unknown";

/** A header cell, and what it is read as. */
export type Title = {
  readonly index: number;
  readonly header: string;
  readonly base: string;
  /** The field that the column has; null where it is not used, or nobody knows what it is. */
  readonly key: ColumnKey | null;
  readonly how: How;
};

/** What somebody wants of columns, beside what the file says. */
export type ColumnsChosen = Partial<Pick<ReadingOptions, "columns" | "remembered" | "unknownColumns">>;

/**
 * Tells what each header cell is read as (T1, T3, T4): as it was assigned by hand, else as the template has it, else as
 * the account remembers it, unless the file has that field already. Of two columns with one field the first has it.
 */
export function meanTitles(cells: readonly string[], chosen: ColumnsChosen): readonly Title[] {
  const byHand = new Map(chosen.columns?.map(({ index, field }) => [index - 1, field]));
  const known = new Map(chosen.remembered?.map(({ header, field }) => [header, field]));
  const sure = cells.map((cell, index) => sureTitle(plainTitle(cell, index), byHand));
  const taken = new Set(sure.map(({ key }) => key));
  return sure.map((title): Title => {
    if (title.how !== "unknown") return title;
    const field = known.get(title.base);
    if (field === null) return { ...title, how: "remembered" };
    if (field !== undefined && !taken.has(field)) {
      taken.add(field);
      return { ...title, key: field, how: "remembered" };
    }
    return chosen.unknownColumns === "ignore" ? { ...title, how: "ignored" } : title;
  });
}

/** Tells whether a column is passed over, whatever it holds. */
export function isPassedOver({ key, how }: Title): boolean {
  return key === null && how !== "unknown";
}

/** A header cell as the file has it. */
export function plainTitle(raw: string, index: number): Title {
  const header = cleanCell(raw);
  const base = baseName(header);
  return { index, header, base, key: namedColumn(base), how: "unknown" };
}

function sureTitle(title: Title, byHand: ReadonlyMap<number, ColumnKey | null>): Title {
  const field = byHand.get(title.index);
  if (field !== undefined) return { ...title, key: field, how: "assigned" };
  if (title.key !== null) return { ...title, how: "template" };
  return IGNORED.includes(title.base) ? { ...title, how: "ignored" } : title;
}

/** What the export of rows not created may carry, and what the vendor's template has and Muster has no use for (T3). */
const IGNORED = ["import error", "cloud extension", "sip tie trunk name"];
