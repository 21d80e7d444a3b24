import type { ColumnKey } from "../columns.ts";
import type { BulkStep } from "./bulk-step.ts";
import type { DraftRow } from "./draft-row.ts";
import type { Reading } from "./reading.ts";
import { correctionsLost, countChanged, type RowBefore } from "./row-before.ts";

/** What a change of a draft was about (I12). */
export type ChangeAbout =
  /** The columns of the cells that were corrected, and how many rows were removed with it. */
  | { readonly kind: "cells"; readonly fields: readonly ColumnKey[]; readonly removed: number }
  | { readonly kind: "rows_removed" | "columns" }
  /** What it is read in since; null for what the file says itself. */
  | { readonly kind: "encoding"; readonly encoding: string | null }
  | { readonly kind: "bulk"; readonly steps: readonly BulkStep[] };

/** A change of a draft, before it is kept: what it is about, and what there was before. */
export type NewChange = {
  readonly about: ChangeAbout;
  /** How many rows are otherwise, or gone. */
  readonly changed: number;
  /** How the file was read before; null where that is the same. */
  readonly reading: Reading | null;
  readonly rows: readonly RowBefore[];
};

/** A change of a draft as it is kept, with who made it and when. */
export type KeptChange = {
  readonly id: string;
  readonly about: ChangeAbout;
  readonly by: string;
  readonly at: string;
  readonly changed: number;
};

/** Rows before and after a change. */
type Both = { readonly before: readonly DraftRow[]; readonly after: readonly DraftRow[] };

/** Makes of a new reading of a file what is kept of it; null where it is read as before, its questions answered alike. */
export function changeOfReading({ before, after }: Both, was: Reading, is: Reading): NewChange | null {
  if (isSame(answered(was), answered(is))) return null;
  const changed = countChanged(before, after);
  return { about: aboutReading(was, is), changed, reading: was, rows: correctionsLost(before, after) };
}

function answered({ encoding, unknown_columns, columns, confirm }: Reading): unknown {
  return [encoding, unknown_columns, columns, confirm];
}

function aboutReading(was: Reading, is: Reading): ChangeAbout {
  const isAssigned = was.unknown_columns !== is.unknown_columns || !isSame(was.columns, is.columns);
  return !isAssigned && was.encoding !== is.encoding
    ? { kind: "encoding", encoding: is.encoding }
    : { kind: "columns" };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
