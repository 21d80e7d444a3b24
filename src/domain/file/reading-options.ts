import type { ColumnKey } from "../columns.ts";

/** What decides which headers are needed: the account's licence types, and whether CONNECT is selected (V2). */
export type Needs = { readonly licenseTypes: number; readonly connect: boolean };

/** A column of the file, counted from 1, that somebody has assigned by hand: to a field, or to nothing. */
export type Assignment = { readonly index: number; readonly field: ColumnKey | null };

/** What an account remembers of a header, by its base name: the field that it means, or that it is not used. */
export type Remembered = { readonly header: string; readonly field: ColumnKey | null };

/** How a file is to be read. */
export type ReadingOptions = Needs & {
  /** What `encodingNamed` gave; null where nobody has named one. */
  readonly encoding: string | null;
  readonly columns: readonly Assignment[];
  readonly remembered: readonly Remembered[];
  readonly unknownColumns: "refuse" | "ignore";
  /** Rows in which somebody has corrected something: they are read also where columns that are not used hold all they have. */
  readonly corrected?: ReadonlySet<number>;
};

/** Reads a file as it says itself: nothing named, assigned or remembered. */
export const asWritten = { encoding: null, columns: [], remembered: [], unknownColumns: "refuse" } as const;
