import type { ReadRow } from "../cells/read-row.ts";
import { shownValue } from "../cells/text.ts";
import { type Cells, type ColumnKey, columnKeys } from "../columns.ts";
import { given } from "../given.ts";
import type { CellCode, Coded, Parts, WarningCode } from "../problems/codes.ts";
import type { Place, Problem, Warning } from "./report.ts";

/** A row of the file with what was read from it. */
export type RowToCheck = { readonly row: number; readonly cells: Cells; readonly read: ReadRow };

type Finding = {
  /** Where the row stands among the rows, from 0. */
  readonly at: number;
  readonly field: ColumnKey;
  readonly suggestion: string | null;
  readonly parts: Parts | null;
};

/** An error in a cell, before its place in the file is known. */
export type ErrorFinding = Finding & Coded<CellCode>;
/** A warning about a cell, before its place in the file is known. */
export type WarningFinding<C extends WarningCode = WarningCode> = Finding & Coded<C> & { readonly will_fail: boolean };

/** Tells what the file calls a column. */
export type Headers = ReadonlyMap<ColumnKey, string>;

/** Puts errors into the order of rows and of columns, each with its place in the file. */
export function reportErrors(
  found: readonly ErrorFinding[],
  rows: readonly RowToCheck[],
  headers: Headers,
): readonly Problem[] {
  return inOrder(found).map(({ at, ...error }) => ({ ...error, ...placeOf(error.field, rows[at], headers) }));
}

/** Puts warnings into the order of rows and of columns, each with its place in the file. */
export function reportWarnings(
  found: readonly WarningFinding[],
  rows: readonly RowToCheck[],
  headers: Headers,
): readonly Warning[] {
  return inOrder(found).map(({ at, ...warning }) => ({
    ...warning,
    ...placeOf(warning.field, rows[at], headers),
  }));
}

const positions: ReadonlyMap<ColumnKey, number> = new Map(columnKeys.map((key, at) => [key, at]));

/** The sort is stable: what was found first about a cell stays first. */
function inOrder<F extends Finding>(found: readonly F[]): readonly F[] {
  return found.toSorted((one, other) => one.at - other.at || position(one) - position(other));
}

function position({ field }: Finding): number {
  return given(positions.get(field), `the position of ${field}`);
}

function placeOf(
  field: ColumnKey,
  row: RowToCheck | undefined,
  headers: Headers,
): Pick<Place, "row" | "column" | "field" | "value"> {
  const text = shownValue(row?.cells[field] ?? "");
  return {
    row: row?.row ?? null,
    column: headers.get(field) ?? null,
    field,
    // A PIN is a secret: nobody reads it in a report.
    value: field === "voicemail_pin" ? null : text,
  };
}
