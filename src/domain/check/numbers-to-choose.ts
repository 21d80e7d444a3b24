import type { AccountFacts } from "../account/account.ts";
import type { NumbersWanted } from "../account/auto-number.ts";
import { numbersOf, numbersWantedBy } from "../import/numbers.ts";
import type { RowToCheck } from "./findings.ts";

/** What must be looked up before rows with `auto` can be checked (I14). */
export type NumbersToChoose = {
  readonly wanted: readonly NumbersWanted[];
  /** Numbers that rows ask for: none of them is chosen for another. */
  readonly asked: readonly string[];
};

/** Lists what rows with `auto` look for; nothing where there is no such row. */
export function numbersToChoose(rows: readonly RowToCheck[], facts: AccountFacts): NumbersToChoose {
  const read = rows.map((row) => row.read);
  if (!read.some(({ wanted }) => wanted.auto_phone !== null)) return { wanted: [], asked: [] };
  const asked = new Set(read.flatMap(({ wanted }) => numbersOf(wanted)));
  return { wanted: numbersWantedBy(read, facts), asked: [...asked] };
}
