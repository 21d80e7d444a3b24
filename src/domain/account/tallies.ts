import type { InventoryCounts } from "./wizard.ts";

/**
 * An account's counts: of users and numbers, how many licences of each type are used, by the type's key, and from where on an
 * extension may be free (I3); null where that is not known.
 */
export type Tally = {
  readonly inventory: InventoryCounts;
  readonly used: Readonly<Record<string, number>>;
  readonly freeFrom: number | null;
};

/** A count that is not what the account's rows say; `used` is that of one type of licences. */
export type Difference = {
  readonly count: keyof InventoryCounts | "used" | "free_from";
  readonly kept: number | null;
  readonly counted: number | null;
};

const inventory = ["users", "parked", "parked_toll_free", "assigned", "toll_free"] as const;

/** Lists the counts that are kept and not true; none where all is well. */
export function differences(kept: Tally, counted: Tally): readonly Difference[] {
  const types = new Set([...Object.keys(kept.used), ...Object.keys(counted.used)]);
  const compared: readonly Difference[] = [
    ...inventory.map((count) => ({ count, kept: kept.inventory[count], counted: counted.inventory[count] })),
    ...[...types].map((type) => ({
      count: "used" as const,
      kept: kept.used[type] ?? 0,
      counted: counted.used[type] ?? 0,
    })),
    { count: "free_from", kept: kept.freeFrom, counted: counted.freeFrom },
  ];
  return compared.filter((one) => one.kept !== one.counted);
}

/** Chooses from the front of a list the accounts that are counted in one round: as many as hold so many rows, and one in any case. */
export function takeRound(
  accounts: readonly { readonly account: string; readonly rows: number }[],
  most: number,
): readonly string[] {
  let rows = 0;
  const fitting = accounts.findIndex((one, at) => {
    rows += one.rows;
    return at > 0 && rows > most;
  });
  return accounts.slice(0, fitting < 0 ? undefined : fitting).map(({ account }) => account);
}
