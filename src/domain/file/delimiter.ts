import { filledRows } from "./csv.ts";
import type { Delimiter } from "./format.ts";
import { countKnown } from "./headings.ts";

export type Layout = {
  readonly delimiter: Delimiter;
  /** Without the `sep=` line, which is not a row. */
  readonly text: string;
};

/** Tells the separator by which of the three makes the header row match the template; takes a `sep=` line off (F5). */
export function readLayout(file: string): Layout {
  const line = SEPARATOR_LINE.exec(file);
  const text = line ? file.slice(line[0].length) : file;
  const declared = delimiters.find((delimiter) => delimiter === line?.[1]);
  let best = { delimiter: declared ?? ",", known: -2 };
  for (const delimiter of declared ? [declared, ...delimiters] : delimiters) {
    const known = knownAtTop(text, delimiter);
    if (known > best.known) best = { delimiter, known };
  }
  return { delimiter: best.delimiter, text };
}

/** Finds the header row of the template below other rows, as under a title; null where there is none near the top. */
export function findHeaderRow(text: string): number | null {
  for (const delimiter of delimiters) {
    let looked = 0;
    for (const row of filledRows(text, delimiter)) {
      if (countKnown(row.cells) >= 2) return row.row;
      if (++looked === MOST_LOOKED_AT) break;
    }
  }
  return null;
}

const delimiters: readonly Delimiter[] = [",", ";", "\t"];
const MOST_LOOKED_AT = 20;

/** As Excel writes it, or as another spreadsheet saves it again: quoted, or with separators behind it. */
const SEPARATOR_LINE = /^"?sep=([^\r\n"]?)"?[ \t,;]*(?:\r\n|[\r\n]|$)/i;

/**
 * Known headers of the first row. Where there are none, below nothing, which is worse than no row at all: a file of `;;;`
 * is blank; and of three such readings the one with the most headers is the likeliest (T4).
 */
function knownAtTop(text: string, delimiter: Delimiter): number {
  for (const row of filledRows(text, delimiter)) {
    return countKnown(row.cells) || -1 / row.cells.length;
  }
  return 0;
}
