import { digitsOf } from "../../domain/cells/phone/groups.ts";

/**
 * Gives the ways in which a text that is looked for may be written, as a JSON parameter: SQLite's lower() folds ASCII
 * only, so that beyond it small letters, capitals and words with a capital are each tried as they stand. A number in groups is also
 * looked for without them, as it is kept.
 */
export function spellings(text: string): string {
  const sought = text.normalize("NFC");
  const small = sought.toLowerCase();
  const titled = small.replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
  const number = digitsOf(sought);
  const all = [sought, small, sought.toUpperCase(), titled, ...(number.length >= LEAST_DIGITS ? [number] : [])];
  return JSON.stringify([...new Set(all)]);
}

/** Fewer are within almost every number. */
const LEAST_DIGITS = 3;
