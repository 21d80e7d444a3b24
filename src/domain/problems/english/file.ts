import { count } from "../../count.ts";
import type { FileParams, FileRowParams } from "../codes/file.ts";
import type { KindEntries } from "../language.ts";
import { foreignKinds, malformed, sayHeaderMissing, sayHeaderUnknown } from "./file-words.ts";

/** What keeps a whole file from being read. */
export const file: KindEntries<FileParams & FileRowParams> = {
  file_too_large: {
    title: "The file is too large",
    kind: "File too large",
    sentence: (p) =>
      `The file is larger than ${count(p.maxBytes)} bytes (2 MB). Remove unused columns and rows, or split it into several files.`,
    advice: "A file has at most 2 MB. Remove unused columns and rows, or split it.",
  },
  unsupported_file_type: {
    title: "The file is not CSV",
    kind: "Not CSV",
    sentence: (p) =>
      `This is ${foreignKinds[p.found]}, not CSV, whatever its name says. Open it in your spreadsheet, choose File → Save as → CSV UTF-8, and upload that file.`,
    advice: "In Excel: File → Save as → CSV UTF-8. In Google Sheets: File → Download → CSV.",
  },
  unreadable_encoding: {
    title: "The file holds damaged characters",
    kind: "Damaged characters",
    sentence: (p) =>
      `${p.row === null ? "The file" : `Row ${p.row}`} holds damaged characters. Save the file again as CSV UTF-8 and check the accented letters.`,
    advice: "Save the file again as CSV UTF-8 and look at the accented letters.",
  },
  file_empty: {
    title: "The file is empty",
    kind: "Empty file",
    sentence: () => "The file is empty. Fill in the template and upload it.",
    advice: "Download the template, fill it in, and upload it.",
  },
  no_rows: {
    title: "The file has no users",
    kind: "No users",
    sentence: (p) =>
      p.removed
        ? "A file needs at least one user. Delete the draft instead."
        : "The file has a header row and no users below it. Add a row for each user.",
    advice: "Add a row for each user below the header.",
  },
  too_many_rows: {
    title: "The file has too many users",
    kind: "Too many users",
    sentence: (p) =>
      `The file has ${count(p.rows)} users; one import takes ${count(p.most)}. Split it into ${count(Math.ceil(p.rows / p.most))} files.`,
    advice: "One import takes 1,000 users. Split the file and import one part after the other.",
  },
  malformed_csv: {
    title: "The file cannot be read as CSV",
    kind: "Broken quoting",
    sentence: (p) => malformed[p.reason](p.row),
    advice: "A cell that holds a quotation mark needs quotation marks around it, and each one inside doubled.",
  },
  too_many_cells: {
    title: "A row has more cells than there are headers",
    kind: "Too many cells",
    sentence: (p) =>
      `Row ${p.row} has ${count(p.cells)} cells, but there are only ${count(p.columns)} headers. A cell that holds the separator needs quotation marks around it.`,
    advice: "A cell that holds the separator needs quotation marks around it; otherwise all cells behind it shift.",
  },
  header_unknown: {
    title: "A header is not known",
    kind: "Unknown header",
    sentence: sayHeaderUnknown,
    advice:
      "Assign the column to one of the template, ignore it, or remove it. Columns may be left out and stand in any order.",
  },
  header_repeated: {
    title: "A row repeats the header",
    kind: "Header repeated",
    sentence: (p) =>
      p.same
        ? `Row ${p.row} repeats the header row. Remove it.`
        : `Row ${p.row} is a header row once more, with its columns in another order: the values below it stand in the wrong columns. Import that part as a file of its own.`,
    advice: "Files that were joined have the header row of each of them. Remove all but the first.",
  },
  header_duplicate: {
    title: "A header occurs twice",
    kind: "Header twice",
    sentence: (p) => `The column “${p.header}” occurs twice. Say which of them is used, or remove one.`,
    advice: "Assign one of the two columns to “not used”, or remove it.",
  },
  header_missing: {
    title: "A header is missing",
    kind: "Header missing",
    sentence: sayHeaderMissing,
    advice: "Assign a column of the file to it, or put the header row of the template at the top of the file.",
  },
};
