import { count } from "./cell.ts";

/** What hides the headers of a first row that has no known one. */
export type HeaderClue =
  | { readonly kind: "one_cell" | "quotes" | "bars" }
  | { readonly kind: "spelling"; readonly header: string; readonly meant: string };

/** Sentences for errors of the whole file (spec 2 and 3). */
type Params = {
  file_too_large: { maxBytes: number };
  unsupported_file_type: { found: string };
  unreadable_encoding: { row: number | null };
  file_empty: Record<never, never>;
  no_rows: Record<never, never>;
  too_many_rows: { rows: number; most: number };
  malformed_csv: { row: number; reason: "unclosed_quote" | "text_after_quote" | "text_before_quote" };
  too_many_cells: { row: number; cells: number; columns: number };
  header_unknown: { header: string; nearest: string | null; lostQuotes: boolean } | { column: string; row: number };
  header_duplicate: { header: string };
  header_missing: { header: string } | { header: null; below: number | null; clue: HeaderClue | null };
};

export type FileErrorCode = keyof Params;

const malformed = {
  unclosed_quote: (row: number) =>
    `A quotation mark in row ${row} is never closed, so the rest of the file cannot be told apart. Close it, or double each " inside a quoted cell.`,
  text_after_quote: (row: number) =>
    `In row ${row} text follows a closing quotation mark. Double each " inside a quoted cell.`,
  text_before_quote: (row: number) =>
    `In row ${row} a quotation mark opens in the middle of one cell and closes in another. Put the missing separator before it, or quote the whole cell.`,
};

const sentences: { readonly [C in FileErrorCode]: (p: Params[C]) => string } = {
  file_too_large: (p) =>
    `The file is larger than ${count(p.maxBytes)} bytes (2 MB). Remove unused columns and rows, or split it into several files.`,
  unsupported_file_type: (p) =>
    `This is ${p.found}, not CSV. Open it in your spreadsheet, choose File → Save as → CSV UTF-8, and upload that file.`,
  unreadable_encoding: (p) =>
    `${p.row === null ? "The file" : `Row ${p.row}`} holds damaged characters. Save the file again as CSV UTF-8 and check the accented letters.`,
  file_empty: () => "The file is empty. Fill in the template and upload it.",
  no_rows: () => "The file has a header row and no users below it. Add a row for each user.",
  too_many_rows: (p) =>
    `The file has ${count(p.rows)} users; one import takes ${count(p.most)}. Split it into ${count(Math.ceil(p.rows / p.most))} files.`,
  malformed_csv: (p) => malformed[p.reason](p.row),
  too_many_cells: (p) =>
    `Row ${p.row} has ${count(p.cells)} cells, but there are only ${count(p.columns)} headers. A cell that holds the separator needs quotation marks around it.`,
  header_unknown: (p) =>
    "column" in p
      ? `Column ${p.column} has no header, but a value in row ${p.row}. Give it a header of the template, or clear the column.`
      : p.lostQuotes
        ? `“${p.header}” belongs to a header that contains a comma and has lost its quotation marks. Use the header of the template as it is.`
        : `There is no column “${p.header}”.${p.nearest ? ` Did you mean “${p.nearest}”?` : ""} Use the headers of the template.`,
  header_duplicate: (p) => `The column “${p.header}” occurs twice. Remove one of them.`,
  header_missing: (p) =>
    p.header === null
      ? p.below === null
        ? sayClue(p.clue)
        : `The header row is row ${p.below}, and it must be the first. Remove the rows above it.`
      : `The column “${p.header}” is missing. Add it, with a value for each user.`,
};

const noHeader = "The first row has no header that Muster knows.";

function sayClue(clue: HeaderClue | null): string {
  switch (clue?.kind) {
    case undefined:
      return `${noHeader} Put the header row of the template at the top.`;
    case "one_cell":
      return "Each row stands in one cell, with quotation marks around all of it. Split it into columns in your spreadsheet, and save it as CSV again.";
    case "bars":
      return "The columns are separated by “|”. Save the file with commas, semicolons or tabs between them.";
    case "quotes":
      return 'The headers stand in quotation marks of another kind. Use straight ones (") or none, as the template does.';
    case "spelling":
      return `${noHeader} Write “${clue.meant}” instead of “${clue.header}”, and the others as in the template.`;
    default:
      return clue satisfies never;
  }
}

/** Says what is wrong with the file and what to do. */
export function sayFileError<C extends FileErrorCode>(code: C, params: Params[C]): string {
  return sentences[code](params);
}

/** Says how a file was read whose bytes do not tell (F4). */
export function sayEncodingGuessed(encoding: string): string {
  return `The file is not UTF-8, so it was read as ${encoding}. If the values look wrong, save it again as CSV UTF-8.`;
}

/** Every code that a whole file can have. */
export const fileErrorCodes: readonly string[] = Object.keys(sentences);
