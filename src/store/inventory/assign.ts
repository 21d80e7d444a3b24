import type { AccountDatabase } from "../database.ts";

/**
 * The statement that gives parked numbers to users. An upsert, because an UPDATE that joins json_each walks all numbers of the
 * account. The revision that the batch begins with says that every one of them is there and parked.
 */
export function assignStatement(
  db: AccountDatabase,
  account: string,
  numbers: readonly { readonly e164: string; readonly user: string }[],
): D1PreparedStatement {
  return db.sql(
    `INSERT INTO numbers (account, e164, toll_free, user_id)
     SELECT ?1, value ->> 'e164', 0, value ->> 'user' FROM json_each(?2) WHERE true
     ON CONFLICT (account, e164) DO UPDATE SET user_id = excluded.user_id WHERE numbers.user_id IS NULL`,
    account,
    JSON.stringify(numbers),
  );
}
