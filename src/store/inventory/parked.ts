import * as v from "valibot";
import { text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

/** Lists the first few numbers that nobody has and that can be a primary one; E.164. */
export async function listParkedNumbers(
  db: AccountDatabase,
  account: string,
  limit: number,
): Promise<readonly string[]> {
  const parked = await db.all(
    v.object({ e164: text }),
    db.sql(
      "SELECT e164 FROM numbers WHERE account = ?1 AND user_id IS NULL AND toll_free = 0 ORDER BY e164 LIMIT ?2",
      account,
      limit,
    ),
  );
  return parked.map(({ e164 }) => e164);
}
