import { filledRows } from "./csv.ts";
import { decodeFile } from "./decode.ts";
import { readLayout } from "./delimiter.ts";

/** The first values of each column, by its place in the file from 1. */
export type Examples = ReadonlyMap<number, readonly string[]>;

const MOST_EXAMPLES = 3;
/** In characters. */
const MOST_SHOWN = 40;
/** Whoever looks so far down has seen what a column holds. */
const MOST_ROWS = 50;

/**
 * Reads the first different values of every column of a file that could be read in an encoding, so that a person can tell
 * what a column is whose header says little (T4).
 */
export function readExamples(bytes: Uint8Array, encoding: string): Examples {
  const decoded = decodeFile(bytes, encoding);
  if (!decoded.ok) return new Map();
  const { text, delimiter } = readLayout(decoded.text);
  const found = new Map<number, Set<string>>();
  let looked = 0;
  for (const { cells } of filledRows(text, delimiter)) {
    // The first is the header row.
    if (looked > 0) note(found, cells);
    if (++looked > MOST_ROWS) break;
  }
  return new Map([...found].map(([index, values]) => [index, [...values]]));
}

function note(found: Map<number, Set<string>>, cells: readonly string[]): void {
  for (const [at, cell] of cells.entries()) {
    const value = beginningOf(cell.trim());
    if (value === "") continue;
    const values = found.get(at + 1) ?? new Set();
    if (values.size < MOST_EXAMPLES) found.set(at + 1, values.add(value));
  }
}

/** A value as it begins, never cut through a character. */
function beginningOf(value: string): string {
  const characters = Array.from(value.slice(0, 4 * MOST_SHOWN));
  return characters.length <= MOST_SHOWN ? value : `${characters.slice(0, MOST_SHOWN).join("")}…`;
}
