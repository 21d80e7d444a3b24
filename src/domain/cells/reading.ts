import type { ColumnKey } from "../columns.ts";
import type { CellErrorCode } from "../problems/cell.ts";
import type { HarmlessCode } from "../problems/row.ts";

/** Why a text is not a value: a code with its sentence, and what to write instead where that is known. */
export type Fault = {
  readonly ok: false;
  readonly code: CellErrorCode;
  readonly message: string;
  readonly suggestion: string | null;
};

/** What one text was read as. */
export type Reading<Value> = { readonly ok: true; readonly value: Value } | Fault;

/** Something to look at in a value that was read. */
export type Note = { readonly code: HarmlessCode; readonly message: string; readonly suggestion: string | null };

/** An offset from UTC, as a time zone is kept (V5). */
export type TimeZone = {
  /** Such as `UTC-05:00`. */
  readonly offset: string;
  /** The whole text where it says more than an offset. */
  readonly label: string | null;
};

/** What a cell can hold; null is blank, or wrong. */
export type CellValue = string | number | TimeZone | readonly string[] | null;

/** What one cell was read as: of a list, what could be read. */
export type CellReading = {
  readonly value: CellValue;
  readonly faults: readonly Fault[];
  readonly notes: readonly Note[];
};

/** One thing wrong with a cell. */
export type CellProblem = {
  readonly field: ColumnKey;
  readonly code: CellErrorCode;
  readonly message: string;
  readonly suggestion: string | null;
};

/** One thing to look at in a cell; it does no harm. */
export type CellNote = Omit<CellProblem, "code"> & { readonly code: HarmlessCode };

/** Makes the fault of a text. */
export function fault(code: CellErrorCode, message: string, suggestion: string | null = null): Fault {
  return { ok: false, code, message, suggestion };
}

/** Makes the reading of a cell with one value or what is wrong with it; notes are only made of what was read. */
export function single(reading: Reading<CellValue>, notes: readonly Note[] = []): CellReading {
  return reading.ok ? { value: reading.value, faults: [], notes } : { value: null, faults: [reading], notes: [] };
}
