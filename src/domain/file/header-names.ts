import { type ColumnKey, columns, namesOf } from "../columns.ts";

/** Longer than any known header can be; not looked at further. */
const MOST_BASE = 256;

/**
 * Gives what of a header counts when it is compared: letter case, runs of spaces, what nobody sees, and one trailing "(…)"
 * or "[…]" with a "*" or ":" before or behind it do not (T1).
 */
export function baseName(header: string): string {
  const spaced = header.replace(/\s+/g, " ");
  if (spaced.length > MOST_BASE) return spaced;
  return spaced
    .replace(/\p{Cf}/gu, "")
    .replace(MARKS, "")
    .replace(/ ?(?:\([^()]*\)|\[[^[\]]*\])$/, "")
    .replace(MARKS, "")
    .toLowerCase();
}

/** How forms mark what must be filled in. */
const MARKS = /^[ *]+|[ *:]+$/g;

const keys = new Map<string, ColumnKey>(
  columns.flatMap((column) => namesOf(column).map((name) => [baseName(name), column.key] as const)),
);

/** Gives the column of the template that a header names, by its base name; null where it names none. */
export function namedColumn(base: string): ColumnKey | null {
  return keys.get(base) ?? null;
}
