import * as v from "valibot";
import type { Account } from "../../domain/account/account.ts";
import { extensionBounds, type FreeRange, rangesNeeded } from "../../domain/account/free-extensions.ts";
import { maybeText, text, whole } from "../columns.ts";
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
    firstTakenStatement(db, id),
    // The last extension of each run of taken ones, with the next taken one behind it.
    db.sql(
      `SELECT extension,
         (SELECT min(following.extension) FROM users AS following
          WHERE following.account = ?1 AND following.extension > users.extension) AS following
       FROM users
       WHERE account = ?1
         AND extension >= (SELECT CAST(max(CAST(?2 AS INTEGER), coalesce(free_from, 0)) AS TEXT) FROM inventory_counts WHERE account = ?1)
         AND NOT EXISTS (SELECT 1 FROM users AS adjacent
           WHERE adjacent.account = ?1 AND adjacent.extension = CAST(CAST(users.extension AS INTEGER) + 1 AS TEXT))
       ORDER BY extension LIMIT ?3`,
      id,
      lowest,
      rangesNeeded(wanted, reserved_extensions.length, extension_length),
    ),
  ]);
  return readFreeExtensions(results, { first: 0, ends: 1 }, highest);
}

/** Where the free extensions begin at the earliest, and the first from there on that is taken; readFreeExtensions reads it. */
export function firstTakenStatement(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql(
    `SELECT start, (SELECT min(extension) FROM users WHERE account = ?1 AND extension >= CAST(start AS TEXT)) AS extension
     FROM (SELECT max(CAST('1' || substr('00001', 7 - extension_length) AS INTEGER), coalesce(free_from, 0)) AS start
           FROM accounts CROSS JOIN inventory_counts ON inventory_counts.account = accounts.id WHERE accounts.id = ?1)`,
    account,
  );
}

const firstRow = v.object({ start: whole, extension: maybeText });
const endRow = v.object({ extension: text, following: maybeText });

/** Free extensions begin where they can at the earliest and after every run of taken ones, out of two results of a batch. */
export function readFreeExtensions(
  results: readonly D1Result[],
  at: { readonly first: number; readonly ends: number },
  highest: number,
): readonly FreeRange[] {
  const { start, extension: taken } = onlyRow(firstRow, results, at.first);
  return [
    { first: start, last: taken ? Number(taken) - 1 : highest },
    ...rows(endRow, results, at.ends).map(({ extension, following }) => ({
      first: Number(extension) + 1,
      last: following ? Number(following) - 1 : highest,
    })),
  ];
}

/** Keeps from where on an extension may be free, for the batch that takes those before it; it stands after whatever frees any. */
export function raiseFreeFromStatement(db: AccountDatabase, account: string, from: number): D1PreparedStatement {
  return db.sql(
    "UPDATE inventory_counts SET free_from = ?2 WHERE account = ?1 AND (free_from IS NULL OR free_from < ?2)",
    account,
    from,
  );
}
