import * as v from "valibot";
import type { InventoryCounts } from "../../domain/account/wizard.ts";
import { whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { onlyRow } from "../decode.ts";
import { inPlaces } from "../listed.ts";

/** Reads an account's counts; readCounts understands the result. */
export function countsStatement(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql(
    "SELECT users, parked, parked_toll_free, assigned, toll_free FROM inventory_counts WHERE account = ?1",
    account,
  );
}

/** Gives the counts out of a batch. */
export function readCounts(results: readonly D1Result[], at: number): InventoryCounts {
  return onlyRow(countsRow, results, at);
}

/** Tells how many users an account has. */
export async function countUsers(db: AccountDatabase, account: string): Promise<number> {
  return readCounts(await db.batch([countsStatement(db, account)]), 0).users;
}

const countsRow = v.object({ users: whole, parked: whole, parked_toll_free: whole, assigned: whole, toll_free: whole });

/** What a write changes: how many users more or fewer, and which numbers are about to be assigned, or parked again. */
export type CountChange = {
  readonly users: number;
  readonly assigned: readonly string[];
  readonly parked: readonly string[];
};

/** Keeps the counts true; stands in the batch before the numbers change hands, and counts those that do. */
export function changeCountsStatement(db: AccountDatabase, account: string, change: CountChange): D1PreparedStatement {
  // CROSS JOIN holds the order: from the numbers that are named to those that there are, by their key, and not all of them.
  return db.sql(
    `UPDATE inventory_counts SET users = users + ?2, (assigned, parked, parked_toll_free) =
       (SELECT assigned + moved.numbers, parked - moved.numbers, parked_toll_free - moved.toll_free
        FROM (SELECT coalesce(sum(direction), 0) AS numbers, coalesce(sum(direction * numbers.toll_free), 0) AS toll_free
              FROM (SELECT value AS e164, 1 AS direction FROM json_each(?3) UNION ALL SELECT value, -1 FROM json_each(?4)) AS listed
              CROSS JOIN numbers ON numbers.account = ?1 AND numbers.e164 = listed.e164
                AND (numbers.user_id IS NULL) = (direction = 1)) AS moved)
     WHERE account = ?1`,
    account,
    change.users,
    JSON.stringify(change.assigned),
    JSON.stringify(change.parked),
  );
}

/** The same where every number is known to be parked until now: only the toll-free ones among them are looked at, by their own index. */
export function countAssignedStatements(
  db: AccountDatabase,
  account: string,
  { users, assigned }: { readonly users: number; readonly assigned: readonly string[] },
): readonly D1PreparedStatement[] {
  const [some = [], ...more] = inPlaces(assigned);
  return [[users, some] as const, ...more.map((others) => [0, others] as const)].map(([added, numbers]) =>
    db.sql(
      `UPDATE inventory_counts SET users = users + ?2, assigned = assigned + json_array_length(?3),
              parked = parked - json_array_length(?3),
              parked_toll_free = parked_toll_free - (
                SELECT count(*) FROM (SELECT ?3 ->> place AS e164 FROM list_places LIMIT json_array_length(?3)) AS listed
                CROSS JOIN numbers INDEXED BY numbers_toll_free
                  ON numbers.account = ?1 AND numbers.toll_free = 1 AND numbers.e164 = listed.e164)
       WHERE account = ?1`,
      account,
      added,
      JSON.stringify(numbers),
    ),
  );
}

/** Counts numbers that are about to be added; those that the account has already are not counted again. */
export function countAddedStatement(
  db: AccountDatabase,
  account: string,
  numbers: readonly { readonly e164: string; readonly toll_free: boolean }[],
): D1PreparedStatement {
  return db.sql(
    `UPDATE inventory_counts SET (parked, parked_toll_free, toll_free) =
       (SELECT parked + added.numbers, parked_toll_free + added.of_toll_free, toll_free + added.of_toll_free
        FROM (SELECT count(*) AS numbers, count(*) FILTER (WHERE value ->> 'toll_free') AS of_toll_free FROM json_each(?2)
              WHERE NOT EXISTS (SELECT 1 FROM numbers WHERE account = ?1 AND e164 = value ->> 'e164')) AS added)
     WHERE account = ?1`,
    account,
    JSON.stringify(numbers),
  );
}

/** Counts a number that is about to be removed, if it is parked. */
export function countRemovedStatement(db: AccountDatabase, account: string, e164: string): D1PreparedStatement {
  return db.sql(
    `UPDATE inventory_counts SET (parked, parked_toll_free, toll_free) =
       (SELECT parked - 1, parked_toll_free - numbers.toll_free, inventory_counts.toll_free - numbers.toll_free
        FROM numbers WHERE numbers.account = ?1 AND e164 = ?2)
     WHERE account = ?1 AND EXISTS (SELECT 1 FROM numbers WHERE numbers.account = ?1 AND e164 = ?2 AND user_id IS NULL)`,
    account,
    e164,
  );
}
