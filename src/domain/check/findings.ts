import type { ReadRow } from "../cells/read-row.ts";
import { shownValue } from "../cells/text.ts";
import { type Cells, type ColumnKey, columnKeys } from "../columns.ts";
import { given } from "../given.ts";
import type { CellCode, Coded, Parts, WarningCode } from "../problems/codes.ts";
import type { Place, Problem, Warning } from "./report.ts";

/** A row of the file with what was read from it. */
export type RowToCheck = { readonly row: number; readonly cells: Cells; readonly read: ReadRow };

/** The same with what is to be said of its cells, in the order of columns, whatever the other rows are. */
export type RowRead = RowToCheck & { readonly errors: readonly Problem[]; readonly warnings: readonly Warning[] };

type CellFinding = {
  readonly field: ColumnKey;
  readonly suggestion: string | null;
  readonly parts: Parts | null;
};
/** Where a row stands among the rows, from 0. */
type At = { readonly at: number };

type ErrorInCell = CellFinding & Coded<CellCode>;
type WarningInCell<C extends WarningCode = WarningCode> = CellFinding & Coded<C> & { readonly will_fail: boolean };

/** An error in a cell, before its place in the file is known. */
export type ErrorFinding = At & ErrorInCell;
/** A warning about a cell, before its place in the file is known. */
export type WarningFinding<C extends WarningCode = WarningCode> = At & WarningInCell<C>;

/** Tells what the file calls a column. */
export type Headers = ReadonlyMap<ColumnKey, string>;

/** Puts the errors of one row into the order of columns, each with its place in the file. */
export function placedErrors(
  found: readonly ErrorInCell[],
  row: Pick<RowToCheck, "row" | "cells">,
  headers: Headers,
): readonly Problem[] {
  return inOrder(found).map((error) => ({ ...error, ...placeOf(error.field, row, headers) }));
}

/** Puts the warnings of one row into the order of columns, each with its place in the file. */
export function placedWarnings(
  found: readonly WarningInCell[],
  row: Pick<RowToCheck, "row" | "cells">,
  headers: Headers,
): readonly Warning[] {
  return inOrder(found).map((warning) => ({ ...warning, ...placeOf(warning.field, row, headers) }));
}

/** All errors in the order of rows and of columns: those of each row's own cells, and those that were found among the rows. */
export function reportErrors(
  rows: readonly RowRead[],
  found: readonly ErrorFinding[],
  headers: Headers,
): readonly Problem[] {
  const others = Map.groupBy(found, ({ at }) => at);
  return rows.flatMap((row, at) => {
    const more = others.get(at)?.map(({ at: _, ...error }) => error);
    return more ? inOrder([...row.errors, ...placedErrors(more, row, headers)]) : row.errors;
  });
}

/** All warnings, in the same order. */
export function reportWarnings(
  rows: readonly RowRead[],
  found: readonly WarningFinding[],
  headers: Headers,
): readonly Warning[] {
  const others = Map.groupBy(found, ({ at }) => at);
  return rows.flatMap((row, at) => {
    const more = others.get(at)?.map(({ at: _, ...warning }) => warning);
    return more ? inOrder([...row.warnings, ...placedWarnings(more, row, headers)]) : row.warnings;
  });
}

const positions: ReadonlyMap<ColumnKey | null, number> = new Map(columnKeys.map((key, at) => [key, at]));

/** The sort is stable: what was found first about a cell stays first. */
function inOrder<F extends { readonly field: ColumnKey | null }>(found: readonly F[]): readonly F[] {
  return found.toSorted((one, other) => position(one) - position(other));
}

function position({ field }: { readonly field: ColumnKey | null }): number {
  return given(positions.get(field), `the position of ${field}`);
}

function placeOf(
  field: ColumnKey,
  { row, cells }: Pick<RowToCheck, "row" | "cells">,
  headers: Headers,
): Pick<Place, "row" | "column" | "field" | "value"> {
  return {
    row,
    column: headers.get(field) ?? null,
    field,
    // A PIN is a secret: nobody reads it in a report.
    value: field === "voicemail_pin" ? null : shownValue(cells[field] ?? ""),
  };
}
