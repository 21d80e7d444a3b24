import type { AccountFacts } from "../account/account.ts";
import { lowestNumber } from "../account/auto-number.ts";
import { extensionBounds } from "../account/free-extensions.ts";
import { emergencyPrefixes } from "../cells/extension.ts";
import { searchOf } from "../import/numbers.ts";
import type { Held } from "./check-input.ts";
import { willFail } from "./conflicts.ts";
import type { RowToCheck, WarningFinding } from "./findings.ts";

/** What the run would choose for rows if the account stayed as it is, and whom it would leave without. */
export type Foresight = {
  readonly warnings: readonly WarningFinding[];
  /** The numbers of rows with `auto`, by where the row stands among the rows (I14). */
  readonly numbers: ReadonlyMap<number, string>;
};

/**
 * Goes through the rows as the run will, in file order (I2, I3, I14): rows that fail anyway or are skipped take nothing, and what any row
 * of the file asks for is given to nobody else.
 */
export function foresee(
  rows: readonly RowToCheck[],
  facts: AccountFacts,
  held: Held,
  failing: ReadonlySet<number>,
): Foresight {
  const length = facts.account.extension_length;
  const warnings: WarningFinding[] = [];
  const numbers = new Map<number, string>();
  const taken = new Set<string>();
  let extensions = Math.max(0, held.freeExtensions - askedOf(rows, length, held));
  for (const [at, row] of rows.entries()) {
    if (failing.has(at)) continue;
    const search = searchOf(row.read.wanted, facts);
    const number = search && lowestNumber(held.parked, search, (e164) => taken.has(e164));
    if (search && number === null) warnings.push(willFail(at, "primary_phone", "no_number_available", search));
    else if (asksForNone(row) && extensions === 0)
      warnings.push(willFail(at, "extension", "no_extension_available", { length }));
    else {
      if (asksForNone(row)) extensions -= 1;
      if (number === null) continue;
      taken.add(number);
      numbers.set(at, number);
    }
  }
  return { warnings, numbers };
}

/** How many of the extensions that could be given rows ask for. */
function askedOf(rows: readonly RowToCheck[], length: number, held: Held): number {
  const asked = new Set(rows.flatMap(({ read }) => read.wanted.extension ?? []));
  return [...asked].filter((extension) => canBeGiven(extension, length) && !held.extensions.has(extension)).length;
}

/** Tells whether an extension is one of those that rows with a blank one get (I3). */
function canBeGiven(extension: string, length: number): boolean {
  const isEmergency = emergencyPrefixes.some((prefix) => extension.startsWith(prefix));
  return Number(extension) >= extensionBounds(length).lowest && !isEmergency;
}

function asksForNone({ cells }: RowToCheck): boolean {
  return (cells.extension ?? "") === "";
}
