import { findableNames, type Names, type Suggestions } from "../cells/names.ts";
import { type ReadRow, readRow } from "../cells/read-row.ts";
import type { RowContext } from "../cells/row-context.ts";
import { contextOf, headersOf, type ReadInput } from "./context.ts";
import { type Headers, placedErrors, placedWarnings, type RowRead } from "./findings.ts";

type Row = ReadInput["rows"][number];

/** What rows were read against, but for what they ask about one value or another. */
type Against = { readonly text: string; readonly types: Suggestions; readonly locations: Suggestions };

/** What reading a row asked of the check that it was part of, and what it was told. */
type Lookup = { readonly about: keyof Asked; readonly text: string; readonly answer: string | boolean | null };
type Asked = {
  readonly number: RowContext["isOnAccount"];
  readonly type: Names["suggest"];
  readonly location: Names["suggest"];
};

type Kept = { readonly against: Against; readonly lookups: readonly Lookup[]; readonly read: RowRead };

/** Reads the cells of rows. */
export function readRows(input: ReadInput): readonly RowRead[] {
  return new Readings().read(input);
}

/**
 * Reads the cells of rows, and keeps what was read for as long as the rows are kept themselves. A row that is the same
 * object as before, and would be told the same whatever it asked, is not read again: reading is a function of these alone.
 */
export class Readings {
  readonly #kept = new WeakMap<Row, Kept>();

  /** Reads rows, those that are new or that something has changed for; as if none had been read before. */
  read(input: ReadInput): readonly RowRead[] {
    const headers = headersOf(input);
    const plain = contextOf(input);
    const places = input.facts.locations.map(({ name }) => name);
    const against = this.#same(input.rows, textOf(plain, places, headers));
    const asked: Asked = {
      number: plain.isOnAccount,
      type: findableNames(plain.licenseTypes, against.types).suggest,
      location: findableNames(places, against.locations).suggest,
    };
    const { context, noted } = noting(plain, asked);
    return input.rows.map((row) => {
      const known = this.#kept.get(row);
      if (
        known?.against === against &&
        known.lookups.every(({ about, text, answer }) => asked[about](text) === answer)
      ) {
        return known.read;
      }
      const read = placed(row, readRow(row.cells, context), headers);
      this.#kept.set(row, { against, lookups: noted(), read });
      return read;
    });
  }

  /** Known from another row, so that it is compared once. */
  #same(rows: readonly Row[], text: string): Against {
    const one = rows.find((row) => this.#kept.has(row));
    const before = one && this.#kept.get(one)?.against;
    return before?.text === text ? before : { text, types: new Map(), locations: new Map() };
  }
}

/** Writes down all that a reading depends on beside the row itself and what it asks. */
function textOf(context: RowContext, places: readonly string[], headers: Headers): string {
  const { reserved, kept, types: _, locations: __, ...plain } = context;
  return JSON.stringify([plain, [...reserved], [...kept], places, [...headers]]);
}

function placed({ row, cells }: Row, read: ReadRow, headers: Headers): RowRead {
  const place = { row, cells };
  const notes = read.notes.map((note) => ({ ...note, will_fail: false }));
  const errors = placedErrors(read.problems, place, headers);
  return { ...place, read, errors, warnings: placedWarnings(notes, place, headers) };
}

/** The same context, which notes what it is asked from one look at its notes to the next. */
function noting(plain: RowContext, asked: Asked) {
  let lookups: Lookup[] = [];
  const note = <A extends Lookup["answer"]>(about: keyof Asked, ask: (text: string) => A) => {
    return (text: string): A => {
      const answer = ask(text);
      lookups.push({ about, text, answer });
      return answer;
    };
  };
  const context: RowContext = {
    ...plain,
    isOnAccount: note("number", asked.number),
    types: { ...plain.types, suggest: note("type", asked.type) },
    locations: { ...plain.locations, suggest: note("location", asked.location) },
  };
  const noted = () => {
    const all = lookups;
    lookups = [];
    return all;
  };
  return { context, noted };
}
