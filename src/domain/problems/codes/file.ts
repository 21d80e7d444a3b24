import type { Nothing } from "./cells.ts";

/** What keeps a whole file from being read, and what is to be said of it (spec 2 and 3). */
export interface FileParams {
  file_too_large: { readonly maxBytes: number };
  unsupported_file_type: { readonly found: ForeignKind };
  unreadable_encoding: { readonly row: number | null };
  file_empty: Nothing;
  /** `removed`: the last row was to be taken out of a draft. */
  no_rows: { readonly removed: boolean };
  too_many_rows: { readonly rows: number; readonly most: number };
  malformed_csv: {
    readonly row: number;
    readonly reason: "unclosed_quote" | "text_after_quote" | "text_before_quote" | "one_cell";
  };
  too_many_cells: { readonly row: number; readonly cells: number; readonly columns: number };
  header_unknown:
    | { readonly header: string; readonly nearest: string | null; readonly lostQuotes: boolean }
    | { readonly column: string; readonly row: number }
    /** An address stands there instead of a header. */
    | { readonly header: string; readonly user: true };
  header_duplicate: { readonly header: string };
  header_missing:
    | { readonly header: string }
    | { readonly header: null; readonly below: number | null; readonly clue: HeaderClue | null };
}

/** What is wrong with a whole row of a file that can be read. */
export interface FileRowParams {
  /** `same`: with the columns in the order of the header. */
  header_repeated: { readonly row: number; readonly same: boolean };
}

/** What a file is that is certainly not CSV. */
export type ForeignKind =
  | ("utf-32" | "utf-16" | "png" | "jpeg" | "gif" | "webp" | "bmp" | "tiff" | "heic" | "avif" | "svg")
  | ("gzip" | "7-zip" | "rar" | "zip" | "binary" | "pdf" | "rtf" | "html" | "xml")
  | ("xlsx" | "ods" | "docx" | "numbers" | "xls" | "doc" | "encrypted");

/** What hides the headers of a first row that has no known one. */
export type HeaderClue =
  | { readonly kind: "one_cell" | "quotes" | "bars" }
  | { readonly kind: "spelling"; readonly header: string; readonly meant: string };

export const fileStatuses = {
  file_too_large: 413,
  unsupported_file_type: 415,
  unreadable_encoding: 422,
  file_empty: 422,
  no_rows: 422,
  too_many_rows: 422,
  malformed_csv: 422,
  too_many_cells: 422,
  header_unknown: 422,
  header_duplicate: 422,
  header_missing: 422,
} as const satisfies { readonly [C in keyof FileParams]: number };
