import type { Account } from "../../domain/account/account.ts";
import { extensionBounds, type FreeRange, rangesNeeded } from "../../domain/account/free-extensions.ts";
import { type AccountDatabase, rowsOf } from "../database.ts";

/** Lists enough ranges of extensions that nobody has to give one of them away, ascending (I3). */
export async function listFreeExtensions(db: AccountDatabase, account: Account): Promise<readonly FreeRange[]> {
  const { id, extension_length, reserved_extensions } = account;
  const { lowest, highest } = extensionBounds(extension_length);
  const results = await db.batch([
    db.sql("SELECT min(extension) AS extension FROM users WHERE account = ?1 AND extension >= ?2", id, String(lowest)),
    // The last extension of each run of taken ones, with the next taken one behind it.
    db.sql(
      `SELECT extension,
         (SELECT min(following.extension) FROM users AS following
          WHERE following.account = ?1 AND following.extension > users.extension) AS following
       FROM users
       WHERE account = ?1 AND extension >= ?2
         AND NOT EXISTS (SELECT 1 FROM users AS adjacent
           WHERE adjacent.account = ?1 AND adjacent.extension = CAST(CAST(users.extension AS INTEGER) + 1 AS TEXT))
       ORDER BY extension LIMIT ?3`,
      id,
      String(lowest),
      rangesNeeded(1, reserved_extensions.length, extension_length),
    ),
  ]);
  const [first] = rowsOf<{ extension: string | null }>(results, 0);
  const ends = rowsOf<{ extension: string; following: string | null }>(results, 1);
  return [
    { first: lowest, last: first?.extension ? Number(first.extension) - 1 : highest },
    ...ends.map(({ extension, following }) => ({
      first: Number(extension) + 1,
      last: following ? Number(following) - 1 : highest,
    })),
  ];
}
