import type { FileParams, ForeignKind, HeaderClue } from "../codes/file.ts";

/** What a file is that is not CSV. */
export const foreignKinds: { readonly [K in ForeignKind]: string } = {
  "utf-32": "UTF-32 text",
  "utf-16": "UTF-16 text without its byte order mark",
  png: "an image (PNG)",
  jpeg: "an image (JPEG)",
  gif: "an image (GIF)",
  webp: "an image (WebP)",
  bmp: "an image (BMP)",
  tiff: "an image (TIFF)",
  heic: "an image (HEIC)",
  avif: "an image (AVIF)",
  svg: "an image (SVG)",
  gzip: "a gzip archive",
  "7-zip": "a 7-Zip archive",
  rar: "a RAR archive",
  zip: "a ZIP archive",
  binary: "a binary file",
  pdf: "a PDF document",
  rtf: "a text document (RTF)",
  html: "a web page (HTML)",
  xml: "an XML file",
  xlsx: "an Excel workbook (XLSX)",
  ods: "an OpenDocument spreadsheet (ODS)",
  docx: "a Word document (DOCX)",
  numbers: "a Numbers spreadsheet",
  xls: "an Excel workbook (XLS)",
  doc: "a Word document (DOC)",
  encrypted: "an Office file with a password",
};

/** How a row is written that is no CSV. */
export const malformed = {
  unclosed_quote: (row: number) =>
    `A quotation mark in row ${row} is never closed, so the rest of the file cannot be told apart. Close it, or double each " inside a quoted cell.`,
  text_after_quote: (row: number) =>
    `In row ${row} text follows a closing quotation mark. Double each " inside a quoted cell.`,
  text_before_quote: (row: number) =>
    `In row ${row} a quotation mark opens in the middle of one cell and closes in another. Put the missing separator before it, or quote the whole cell.`,
  one_cell: (row: number) =>
    `Row ${row} stands whole in its first cell, with quotation marks around all of it. Take them away, or split the cell into columns in your spreadsheet.`,
} as const;

export function sayHeaderUnknown(p: FileParams["header_unknown"]): string {
  if ("column" in p)
    return `Column ${p.column} has no header, but a value in row ${p.row}. Assign it to a column of the template, ignore it, or clear it.`;
  if ("user" in p)
    return `“${p.header}” stands in the header row. A user seems to stand there, or to be joined with it: put the header row above all users.`;
  if (p.lostQuotes)
    return `“${p.header}” belongs to a header that contains a comma and has lost its quotation marks. Use the header of the template as it is.`;
  const meant = p.nearest ? ` Did you mean “${p.nearest}”?` : "";
  return `There is no column “${p.header}”.${meant || " Assign it to a column of the template, ignore it, or remove it."}`;
}

export function sayHeaderMissing(p: FileParams["header_missing"]): string {
  if (p.header !== null)
    return `The column “${p.header}” is missing. Assign a column of your file to it, or give each user a value for it: in its cells, or in your file.`;
  if (p.below === null) return sayClue(p.clue);
  return `The header row is row ${p.below}, and it must be the first. Remove the rows above it.`;
}

const noHeader = "The first row has no header that Muster knows.";

function sayClue(clue: HeaderClue | null): string {
  switch (clue?.kind) {
    case undefined:
      return `${noHeader} Assign each column to one of the template, or put the header row of the template at the top.`;
    case "one_cell":
      return "Each row stands in one cell, with quotation marks around all of it. Split it into columns in your spreadsheet, and save it as CSV again.";
    case "bars":
      return "The columns are separated by “|”. Save the file with commas, semicolons or tabs between them.";
    case "quotes":
      return 'The headers stand in quotation marks of another kind. Use straight ones (") or none, as the template does.';
    case "spelling":
      return `${noHeader} Assign each column to one of the template, or write “${clue.meant}” instead of “${clue.header}”, and the others as in the template.`;
    default:
      return clue satisfies never;
  }
}
