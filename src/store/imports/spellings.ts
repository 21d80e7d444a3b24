/**
 * Gives the ways in which a text that is looked for may be written, as a JSON parameter: SQLite's lower() folds ASCII
 * only, so that beyond it small letters, capitals and words with a capital are each tried as they stand.
 */
export function spellings(text: string): string {
  const sought = text.normalize("NFC");
  const small = sought.toLowerCase();
  const titled = small.replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
  return JSON.stringify([...new Set([sought, small, sought.toUpperCase(), titled])]);
}
