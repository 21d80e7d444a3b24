import { extensionBounds } from "../account/free-extensions.ts";
import { emergencyPrefixes } from "../cells/extension.ts";
import type { Held } from "./check-input.ts";
import { willFail } from "./conflicts.ts";
import type { RowToCheck, WarningFinding } from "./findings.ts";

/**
 * Finds the rows that no extension will be left for, in file order (I2, I3): rows that will fail anyway take none, and
 * what any row of the file asks for is given to nobody else.
 */
export function findRowsWithoutExtension(
  rows: readonly RowToCheck[],
  length: number,
  held: Held,
  failing: ReadonlySet<number>,
): readonly WarningFinding[] {
  const asked = new Set(rows.flatMap(({ read }) => read.wanted.extension ?? []));
  const taken = [...asked].filter((extension) => canBeGiven(extension, length) && !held.extensions.has(extension));
  const left = held.freeExtensions - taken.length;
  const needing = rows.flatMap((row, at) => (asksForNone(row) && !failing.has(at) ? [at] : []));
  return needing.slice(Math.max(left, 0)).map((at) => willFail(at, "extension", "no_extension_available", { length }));
}

/** Tells whether an extension is one of those that rows with a blank one get (I3). */
function canBeGiven(extension: string, length: number): boolean {
  const isEmergency = emergencyPrefixes.some((prefix) => extension.startsWith(prefix));
  return Number(extension) >= extensionBounds(length).lowest && !isEmergency;
}

function asksForNone({ cells }: RowToCheck): boolean {
  return (cells.extension ?? "") === "";
}
