import Papa from "papaparse";

/** What the separators of spreadsheets are: a language's own list separator, and what somebody chooses as a file is opened. */
export const separators = [",", ";", "\t", "|"] as const;

/** What a spreadsheet takes for a formula, where it leaves out what nobody sees, tabs and line ends (X4). */
export const FORMULA = /^[\p{Cf}\t\r\n]*[=+\-@＝＋－＠]/u;

/** The cells that a program may make of a CSV text which it opens with some separator, right or wrong: as papaparse, and as Excel does. */
export function openedWith(separator: string, csv: string): readonly string[] {
  const text = csv.replace(/^\uFEFF/, "");
  const lines = (["\r\n", "\n"] as const).flatMap((newline) =>
    Papa.parse(text, { delimiter: separator, newline, skipEmptyLines: false }).data.flat(),
  );
  return [...lines, ...asExcel(separator, text)];
}

const QUOTED = /"((?:[^"]|"")*)/y;

/** A quote is one only where a cell begins; what follows the closing one belongs to the cell, up to the separator or the line's end. */
function asExcel(separator: string, text: string): readonly string[] {
  const cells: string[] = [];
  for (let at = 0; at <= text.length; at += 1) {
    let cell = "";
    if (text[at] === '"') {
      QUOTED.lastIndex = at;
      const [, inner = ""] = QUOTED.exec(text) ?? [];
      cell = inner.replaceAll('""', '"');
      at += inner.length + 2;
    }
    for (; at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r"; at += 1)
      cell += text[at];
    cells.push(cell);
  }
  return cells;
}
