import * as v from "valibot";
import type { Account } from "../../domain/account/account.ts";
import { extensionBounds, type FreeRange, rangesNeeded } from "../../domain/account/free-extensions.ts";
import { maybeText, text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { onlyRow, rows } from "../decode.ts";

/** Lists enough ranges of extensions that nobody has to give so many of them away, ascending (I3). */
export async function listFreeExtensions(
  db: AccountDatabase,
  account: Account,
  wanted = 1,
): Promise<readonly FreeRange[]> {
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
      rangesNeeded(wanted, reserved_extensions.length, extension_length),
    ),
  ]);
  return readFreeExtensions(results, { first: 0, ends: 1 }, { lowest, highest });
}

const firstRow = v.object({ extension: maybeText });
const endRow = v.object({ extension: text, following: maybeText });

/** Free extensions begin at the lowest one and after every run of taken ones, out of two results of a batch. */
export function readFreeExtensions(
  results: readonly D1Result[],
  at: { readonly first: number; readonly ends: number },
  { lowest, highest }: { readonly lowest: number; readonly highest: number },
): readonly FreeRange[] {
  const { extension: taken } = onlyRow(firstRow, results, at.first);
  return [
    { first: lowest, last: taken ? Number(taken) - 1 : highest },
    ...rows(endRow, results, at.ends).map(({ extension, following }) => ({
      first: Number(extension) + 1,
      last: following ? Number(following) - 1 : highest,
    })),
  ];
}
