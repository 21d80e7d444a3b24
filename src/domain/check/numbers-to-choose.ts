import type { AccountFacts } from "../account/account.ts";
import { type NumbersWanted, readAuto } from "../account/auto-number.ts";
import { readRow } from "../cells/read-row.ts";
import { rowContext } from "../cells/row-context.ts";
import type { Cells } from "../columns.ts";
import { numbersOf, numbersWantedBy } from "../import/numbers.ts";
import type { Service } from "../user/user.ts";

/** What must be looked up before rows with `auto` can be checked (I14). */
export type NumbersToChoose = {
  readonly wanted: readonly NumbersWanted[];
  /** Numbers that rows ask for: none of them is chosen for another. */
  readonly asked: readonly string[];
};

type Rows = readonly { readonly row: number; readonly cells: Cells }[];

/** Lists what rows with `auto` look for; nothing where there is no such row. */
export function numbersToChoose(
  rows: Rows,
  facts: AccountFacts,
  services: readonly Service[],
  isOnAccount: (e164: string) => boolean,
): NumbersToChoose {
  if (!rows.some(({ cells }) => readAuto(cells.primary_phone ?? "") !== null)) return { wanted: [], asked: [] };
  const context = rowContext(facts, services, isOnAccount);
  const read = rows.map(({ cells }) => readRow(cells, context));
  const asked = new Set(read.flatMap(({ wanted }) => numbersOf(wanted)));
  return { wanted: numbersWantedBy(read, facts), asked: [...asked] };
}
