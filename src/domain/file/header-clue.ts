import { cleanCell, shownHeader } from "../cells/text.ts";
import { type Column, columns, headerOf } from "../columns.ts";
import type { HeaderClue } from "../problems/codes/file.ts";
import { countKnown } from "./headings.ts";

/** Tells what hides the headers of a first row, where that can be seen; so that the message helps (T2). */
export function findHeaderClue(cells: readonly string[], licenseTypes: number): HeaderClue | null {
  const lines = separators.map((separator) => cells.slice(0, MOST_CELLS).join(separator).slice(0, MOST_CHARACTERS));
  const split = separators.map((separator, at) => lines[at]?.split(separator) ?? []);
  if (cells.length === 1 && split.some((titles) => countKnown(titles) > 0)) return { kind: "one_cell" };
  if (countKnown((lines[0] ?? "").split("|")) > 0) return { kind: "bars" };
  if (split.some((titles) => countKnown(titles.map((title) => title.replace(MARKS, ""))) > 0))
    return { kind: "quotes" };
  for (const header of split.flat()) {
    const column = meantBy.get(squeeze(header));
    if (column)
      return { kind: "spelling", header: shownHeader(cleanCell(header)), meant: headerOf(column, licenseTypes) };
  }
  return null;
}

const separators = [",", ";", "\t"] as const;
/** More is not looked at: the template has 23 columns. */
const MOST_CELLS = 100;
const MOST_CHARACTERS = 4_000;
/** What some programs put around texts instead of straight double quotation marks. */
const MARKS = /^[\s'’‘“”„«»`]+|[\s'’‘“”„«»`]+$/g;

/** Only the letters: display_name, DisplayName and “Display Name*” are the same. */
function squeeze(header: string): string {
  return header.normalize("NFKC").toLowerCase().replace(/\P{L}/gu, "");
}

const meantBy: ReadonlyMap<string, Column> = new Map(
  columns.flatMap((column) => [
    [squeeze(column.name), column],
    [squeeze(column.key), column],
  ]),
);
