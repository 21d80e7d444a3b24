import type { AccountDatabase } from "../database.ts";

/**
 * The statement that takes and frees licences, by the keys of their types, each named as often as it is meant. Both in one
 * step: in between there may be more in use than there are. The CHECK of the table undoes the batch where there are too few.
 */
export function useLicensesStatement(
  db: AccountDatabase,
  account: string,
  { taken = [], freed = [] }: { readonly taken?: readonly string[]; readonly freed?: readonly string[] },
): D1PreparedStatement {
  const change = new Map<string, number>();
  for (const key of taken) change.set(key, (change.get(key) ?? 0) + 1);
  for (const key of freed) change.set(key, (change.get(key) ?? 0) - 1);
  return db.sql(
    `UPDATE subscriptions SET used = used + more FROM (SELECT key, value AS more FROM json_each(?2) LIMIT -1)
     WHERE account = ?1 AND type_key = key`,
    account,
    JSON.stringify(Object.fromEntries(change)),
  );
}
