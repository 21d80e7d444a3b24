import type { ColumnKey } from "../../columns.ts";

/** What a person is asked before anything is created, and what it is about (spec 4, Questions). */
export interface QuestionParams {
  /** The encodings that may be meant, likeliest first. */
  encoding_guessed: { readonly encodings: readonly ReadAs[] };
  /** Rows whose cells may have moved. */
  cells_shifted: { readonly rows: readonly ShiftedRow[] };
}

/** Up to five values of a file as an encoding reads them. */
export type ReadAs = { readonly encoding: string; readonly values: readonly string[] };

/** What each field of a row would get; a blank one, and a PIN, are left out. */
export type ShiftedRow = { readonly row: number; readonly values: { readonly [K in ColumnKey]?: string } };

export type QuestionCode = keyof QuestionParams;
