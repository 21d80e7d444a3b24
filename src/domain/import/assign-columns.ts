import { type ColumnKey, columnOf, isColumnKey } from "../columns.ts";
import type { ReadColumn } from "../file/read-file.ts";
import type { Assignment } from "../file/reading-options.ts";
import { done, type Result, refuse } from "../problems/result.ts";

/**
 * What a person wants columns to be: the key of a field, null for not used, "" for what the file says itself. A column is
 * named by its header as it is shown, or `#n`, the n-th (T4).
 */
export type ColumnsWish = Readonly<Record<string, string | null>>;

/** Gives all that is assigned by hand once a wish is granted, or says what is wrong with it. */
export function assignColumns(
  columns: readonly ReadColumn[],
  present: readonly Assignment[],
  wish: ColumnsWish,
): Result<readonly Assignment[]> {
  const assigned = new Map(present.map(({ index, field }) => [index, field]));
  for (const [name, text] of Object.entries(wish)) {
    const column = columnNamed(columns, name);
    if (!column.ok) return column;
    const { index } = column.value;
    if (text === "") assigned.delete(index);
    else if (text === null) assigned.set(index, null);
    else if (isColumnKey(text)) assigned.set(index, text);
    else return refuse("invalid_option", { about: "no_field", field: text.slice(0, MOST_NAME) });
  }
  const twice = fieldTwice(columns, assigned);
  if (twice !== null) return refuse("invalid_option", { about: "field_twice", column: columnOf(twice).name });
  const all = Array.from(assigned, ([index, field]) => ({ index, field }));
  return done(all.toSorted((one, other) => one.index - other.index));
}

/** So much of a name that does not exist is repeated. */
const MOST_NAME = 100;

function columnNamed(columns: readonly ReadColumn[], name: string): Result<ReadColumn> {
  const [first, second] = columns.filter(({ header }) => header !== "" && header === name);
  if (first && second) return refuse("invalid_option", { about: "header_several", header: name.slice(0, MOST_NAME) });
  const [, number] = /^#([0-9]{1,5})$/.exec(name) ?? [];
  const found = first ?? columns.find(({ index }) => index === Number(number));
  return found ? done(found) : refuse("invalid_option", { about: "no_header", header: name.slice(0, MOST_NAME) });
}

/** A field that two columns would have: of those that were assigned by hand, and those that are the template's. */
function fieldTwice(columns: readonly ReadColumn[], assigned: ReadonlyMap<number, ColumnKey | null>): ColumnKey | null {
  const own = columns.flatMap(({ index, how, field }) => (how === "template" && !assigned.has(index) ? [field] : []));
  const fields = [...assigned.values(), ...own].filter((field) => field !== null);
  return fields.find((field, at) => fields.indexOf(field) !== at) ?? null;
}
