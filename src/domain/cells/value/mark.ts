/** The `'` in front of a cell: the guard that X4 writes, or a spreadsheet's mark that the cell is text (F9). */

/** A cell of a row, and whether it stands in a text column. */
export type MarkedCell = { readonly raw: string; readonly isText: boolean };

// What a spreadsheet takes for a formula, after any `'` and signs that nobody sees.
const FORMULA = /^['\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/u;
/** A value such as '5: reading takes its mark off, so that it needs another. */
const MARKED_DIGIT = /^'['\p{Cf}]*[0-9]/u;
const MARK_BEFORE = /^['\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff200-9\t\r\n]/u;

// Whoever opens a file with another separator than its own has cells begin within values, quoted or not: quotes are quotes
// only where a cell begins. So a guard stands behind each sign that somebody's spreadsheet takes for a separator.
const FORMULA_WITHIN = /([,;|\t\r\n])(?=['"\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;
const GUARD_WITHIN = /([,;|\t\r\n])'(?=['"\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

/** Puts one `'` before a value, and before what a separator begins in it, that a spreadsheet or Muster would take for something else (X4). */
export function guardValue(value: string, isText: boolean): string {
  const within = value.replace(FORMULA_WITHIN, "$1'");
  return needsGuard(value, isText) ? `'${within}` : within;
}

/** The same for a cell of a file, which may be guarded already: what begins with `'` stays as it is (X2). */
export function guardCopy(raw: string, isText: boolean): string {
  const within = raw.replace(FORMULA_WITHIN, (separator, _, at: number) =>
    raw[at + 1] === "'" ? separator : `${separator}'`,
  );
  return needsGuard(raw, isText) && !raw.startsWith("'") ? `'${within}` : within;
}

/** Takes guards off, and the one leading `'` that is no part of the value; in a text column a name such as 't Hart keeps its own. */
export function withoutMark(cell: string, isText: boolean, isMarkedRow: boolean): string {
  const raw = cell.replace(GUARD_WITHIN, "$1");
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
