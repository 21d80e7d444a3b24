import type { ColumnKey } from "../columns.ts";
import type { CellCode, Coded, NoteCode, Params, Parts } from "../problems/codes.ts";

/** What is wrong with a text, what to write instead where that is known, and which parts of a list it is about. */
export type Fault<C extends CellCode = CellCode> = Coded<C> & Instead & { readonly ok: false };

type Instead = { readonly suggestion: string | null; readonly parts: Parts | null };

/** What one text was read as. */
export type Reading<Value, C extends CellCode = CellCode> = { readonly ok: true; readonly value: Value } | Fault<C>;

/** Something to look at in a value that was read. */
export type Note = Coded<NoteCode> & Instead;

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
export type CellProblem = Coded<CellCode> & Instead & { readonly field: ColumnKey };

/** One thing to look at in a cell; it does no harm. */
export type CellNote = Note & { readonly field: ColumnKey };

/** Makes the fault of a text. */
export function fault<C extends CellCode>(code: C, params: Params[C], suggestion: string | null = null): Fault<C> {
  return { ok: false, code, params, suggestion, parts: null };
}

/** Makes a note about a value that was read. */
export function note<C extends NoteCode>(
  code: C,
  params: Params[C],
  suggestion: string | null = null,
): Coded<C> & Instead {
  return { code, params, suggestion, parts: null };
}

/** Makes the reading of a cell with one value or what is wrong with it; notes are only made of what was read. */
export function single(reading: Reading<CellValue>, notes: readonly Note[] = []): CellReading {
  return reading.ok ? { value: reading.value, faults: [], notes } : { value: null, faults: [reading], notes: [] };
}
