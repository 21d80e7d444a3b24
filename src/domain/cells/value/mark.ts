/** The `'` in front of a cell: the guard that X4 writes, or a spreadsheet's mark that the cell is text (F9). */

/** A cell of a row, and whether it stands in a text column. */
export type MarkedCell = { readonly raw: string; readonly isText: boolean };

// What a spreadsheet takes for a formula, after any `'` and signs that nobody sees.
const FORMULA = /^['\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/u;
/** A value such as '5: reading takes its mark off, so that it needs another. */
const MARKED_DIGIT = /^'['\p{Cf}]*[0-9]/u;
const MARK_BEFORE = /^['\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff200-9\t\r\n]/u;

/** Puts one `'` in front of a value that a spreadsheet, or Muster itself, would take for something else (X4). */
export function guardValue(value: string, isText: boolean): string {
  return needsGuard(value, isText) ? `'${value}` : value;
}

/** Takes the one leading `'` off that is no part of the value; in a text column a name such as 't Hart keeps its own. */
export function withoutMark(raw: string, isText: boolean, isMarkedRow: boolean): string {
  if (!raw.startsWith("'")) return raw;
  const rest = raw.slice(1);
  return !isText || isMarkedRow || MARK_BEFORE.test(rest) ? rest : raw;
}

/** Tells whether a cell begins with a `'` that X4 did not write. */
export function hasForeignMark({ raw, isText }: MarkedCell): boolean {
  return raw.startsWith("'") && !needsGuard(raw.slice(1), isText);
}

/**
 * Tells whether most filled cells of a row begin with a `'` that X4 did not write, one of them outside the text columns: then
 * some program marks all text so, and the mark is no part of names either.
 */
export function isMarkedRow(cells: readonly MarkedCell[]): boolean {
  const marked = cells.filter(hasForeignMark);
  if (marked.length === 0 || marked.every(({ isText }) => isText)) return false;
  return 2 * marked.length > cells.filter(({ raw }) => raw.trim() !== "").length;
}

function needsGuard(value: string, isText: boolean): boolean {
  return FORMULA.test(value) || MARKED_DIGIT.test(value) || (!isText && value.startsWith("'"));
}
