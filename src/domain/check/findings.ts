import type { ReadRow } from "../cells/read-row.ts";
import { shownValue } from "../cells/text.ts";
import { type Cells, type ColumnKey, columnKeys } from "../columns.ts";
import type { CellErrorCode } from "../problems/cell.ts";
import type { WarningCode } from "../problems/row.ts";
import type { Problem, Warning } from "./report.ts";

/** A row of the file with what was read from it. */
export type FileRow = { readonly row: number; readonly cells: Cells; readonly read: ReadRow };

type Finding = {
  /** Where the row stands among the rows, from 0. */
  readonly at: number;
  readonly field: ColumnKey;
  readonly message: string;
  readonly suggestion: string | null;
};

/** An error in a cell, before it is put into words of the file. */
export type ErrorFinding = Finding & { readonly code: CellErrorCode };
/** A warning about a cell, before it is put into words of the file. */
export type WarningFinding = Finding & { readonly code: WarningCode; readonly will_fail: boolean };

/** Tells what the file calls a column. */
export type Headers = ReadonlyMap<ColumnKey, string>;

/** Puts errors into the order of rows and of columns, in the shape of the API. */
export function reportErrors(
  found: readonly ErrorFinding[],
  rows: readonly FileRow[],
  headers: Headers,
): readonly Problem[] {
  return inOrder(found).map((finding) => describe(finding, rows, headers));
}

/** Puts warnings into the order of rows and of columns, in the shape of the API. */
export function reportWarnings(
  found: readonly WarningFinding[],
  rows: readonly FileRow[],
  headers: Headers,
): readonly Warning[] {
  return inOrder(found).map((finding) => ({
    ...describe(finding, rows, headers),
    will_fail: finding.will_fail,
  }));
}

const positions: ReadonlyMap<ColumnKey, number> = new Map(columnKeys.map((key, at) => [key, at]));

/** The sort is stable: what was found first about a cell stays first. */
function inOrder<F extends Finding>(found: readonly F[]): readonly F[] {
  return found.toSorted((one, other) => one.at - other.at || position(one) - position(other));
}

function position({ field }: Finding): number {
  return positions.get(field) ?? 0;
}

function describe(finding: ErrorFinding | WarningFinding, rows: readonly FileRow[], headers: Headers): Problem {
  const { at, field, code, message, suggestion } = finding;
  const row = rows[at];
  const text = shownValue(row?.cells[field] ?? "");
  return {
    row: row?.row ?? null,
    column: headers.get(field) ?? null,
    field,
    // A PIN is a secret: nobody reads it in a report.
    value: field === "voicemail_pin" ? null : text,
    code,
    message,
    suggestion,
  };
}
