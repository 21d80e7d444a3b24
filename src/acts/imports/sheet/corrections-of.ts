import { readValue } from "../../../domain/cells/value/read-value.ts";
import type { ColumnKey } from "../../../domain/columns.ts";
import type { OpenRow } from "../check-rows.ts";
import type { Correction } from "../correct-rows.ts";

/** A cell of a draft as a person wants it. */
export type WantedCell = { readonly row: number; readonly field: ColumnKey; readonly text: string };

/** What a person has changed on a page of a report. */
export type CellsWish = {
  readonly typed: readonly WantedCell[];
  /** What was changed in one cell, and is meant for each cell of its column with the text that it had. */
  readonly everywhere: readonly (WantedCell & { readonly was: string })[];
  /** A row to remove. */
  readonly remove: number | null;
  /** The revisions of the rows when they were shown. */
  readonly revisions: ReadonlyMap<number, number>;
};

/** Tells what a person wants otherwise than the draft has it now. */
export function correctionsOf(open: readonly OpenRow[], wish: CellsWish): readonly Correction[] {
  const { typed, remove, revisions } = wish;
  const cells = new Map(open.map((row) => [row.row, row.cells]));
  const now = new Map(open.map((row) => [row.row, row.revision]));
  const isOther = ({ row, field, text }: WantedCell) => {
    const shown = cells.get(row)?.[field] ?? "";
    // What was not touched comes back as it was shown, and is no correction even where reading it anew would change it.
    return text !== shown && readValue(text, field) !== shown;
  };
  const changed = [...typed, ...alikeOf(open, wish)].filter((cell) => cell.row !== remove && isOther(cell));
  const corrections = [...Map.groupBy(changed, ({ row }) => row)].map(([row, texts]) => ({
    row,
    values: Object.fromEntries(texts.map(({ field, text }) => [field, text])),
    revision: revisions.get(row) ?? now.get(row) ?? 0,
  }));
  const removals =
    remove !== null && cells.has(remove) ? [{ row: remove, remove: true, revision: revisions.get(remove) ?? 0 }] : [];
  return [...corrections, ...removals];
}

/** Cells of other rows for which a correction is meant as well, because they had the same text. */
function alikeOf(rows: readonly OpenRow[], { typed, everywhere }: CellsWish): readonly WantedCell[] {
  const own = new Set(typed.map(({ row, field }) => `${row} ${field}`));
  return everywhere.flatMap(({ field, was, text }) => {
    const alike = rows.filter(
      ({ row, cells }) => (cells[field] ?? "") === readValue(was, field) && !own.has(`${row} ${field}`),
    );
    return alike.map(({ row }) => ({ row, field, text }));
  });
}
