import type { AccountDatabase } from "../database.ts";
import { inPlaces } from "../listed.ts";

/** A number with the user who gets it. */
export type Assigned = { readonly e164: string; readonly user: string };

/**
 * The statements that give parked numbers to users. Upserts, because an UPDATE that joins a list walks all numbers of the
 * account. The revision that the batch begins with says that every one of them is there and parked.
 */
export function assignStatements(
  db: AccountDatabase,
  account: string,
  numbers: readonly Assigned[],
): readonly D1PreparedStatement[] {
  return inPlaces(numbers).map((some) =>
    db.sql(
      `INSERT INTO numbers (account, e164, toll_free, user_id)
       SELECT ?1, value ->> 0, 0, value ->> 1
       FROM (SELECT ?2 -> place AS value FROM list_places LIMIT json_array_length(?2)) WHERE true
       ON CONFLICT (account, e164) DO UPDATE SET user_id = excluded.user_id WHERE numbers.user_id IS NULL`,
      account,
      JSON.stringify(some.map(({ e164, user }) => [e164, user])),
    ),
  );
}
