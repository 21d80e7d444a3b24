import { filledRows } from "./csv.ts";
import { decodeFile } from "./decode.ts";
import { readLayout } from "./delimiter.ts";
import type { ReadColumn } from "./read-columns.ts";

/** The first values of each column that may be shown, by its place in the file from 1. */
export type Examples = ReadonlyMap<number, readonly string[]>;

const MOST_EXAMPLES = 3;
/** In characters. */
const MOST_SHOWN = 40;
/** Whoever looks so far down has seen what a column holds. */
const MOST_ROWS = 50;

/**
 * Reads the first different values of every column of a file that could be read in an encoding, so that a person can tell
 * what a column is whose header says little (T4). A PIN is never among them (M8): nothing of a column that is or may be one of
 * PINs, and no 3 to 12 digits where nobody knows what a column is.
 */
export function readExamples(bytes: Uint8Array, encoding: string, columns: readonly ReadColumn[]): Examples {
  const decoded = decodeFile(bytes, encoding);
  if (!decoded.ok) return new Map();
  const { text, delimiter } = readLayout(decoded.text);
  const found = new Map(columns.filter((column) => !isSecret(column)).map(({ index }) => [index, new Set<string>()]));
  const unknown = new Set(columns.filter(isUnknown).map(({ index }) => index));
  let looked = 0;
  for (const { cells } of filledRows(text, delimiter)) {
    // The first is the header row.
    if (looked > 0) note(found, cells, unknown);
    if (++looked > MOST_ROWS) break;
  }
  return new Map([...found].map(([index, values]) => [index, [...values]]));
}

const SECRET =
  /(?<!\p{L})(?:pin|pwd|nip|secret|geheim|zugang|kennwort|contrase|voicemail)|pass.?(?:word|code|wort|wd|phrase|e)/iu;
const MAY_BE_PIN = /^\W*(?:\d\W*){3,12}$/;

function isSecret({ field, suggestion, header }: ReadColumn): boolean {
  return field === "voicemail_pin" || suggestion === "voicemail_pin" || SECRET.test(header);
}

function isUnknown({ field, suggestion }: ReadColumn): boolean {
  return field === null && suggestion === null;
}

function note(found: ReadonlyMap<number, Set<string>>, cells: readonly string[], unknown: ReadonlySet<number>): void {
  for (const [at, cell] of cells.entries()) {
    const values = found.get(at + 1);
    const value = cell.trim();
    if (!values || values.size === MOST_EXAMPLES || value === "") continue;
    if (!(unknown.has(at + 1) && MAY_BE_PIN.test(value))) values.add(beginningOf(value));
  }
}

/** A value as it begins, never cut through a character. */
function beginningOf(value: string): string {
  const characters = Array.from(value.slice(0, 4 * MOST_SHOWN));
  return characters.length <= MOST_SHOWN ? value : `${characters.slice(0, MOST_SHOWN).join("")}…`;
}
