import * as v from "valibot";
import { countFreeExtensions } from "../../domain/account/free-extensions.ts";
import type { Tally } from "../../domain/account/tallies.ts";
import { emergencyPrefixes } from "../../domain/cells/extension.ts";
import { maybeWhole, text, texts, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { firstRow, onlyRow, rows } from "../decode.ts";
import { guarded } from "../guarded.ts";
import { countsStatement, readCounts } from "./counts.ts";

/** Lists accounts by id, from after one, each with the number of rows that counting it reads, as far as that is known. */
export async function listAccountRows(
  db: AccountDatabase,
  after: string,
  limit: number,
): Promise<readonly { readonly account: string; readonly rows: number }[]> {
  return db.all(
    v.object({ account: text, rows: whole }),
    db.sql(
      `SELECT account, users + parked + assigned AS rows FROM inventory_counts WHERE account > ?1 ORDER BY account LIMIT ?2`,
      after,
      limit,
    ),
  );
}

/** An account's counts at one revision, as they are kept and as its rows say. */
export type Tallies = { readonly revision: number; readonly kept: Tally; readonly counted: Tally };

/** Counts all users and numbers of an account, in one call; null when there is none. */
export async function countAccount(db: AccountDatabase, account: string): Promise<Tallies | null> {
  const results = await db.batch([
    db.sql("SELECT revision FROM accounts WHERE id = ?1", account),
    countsStatement(db, account),
    db.sql(
      `SELECT (SELECT count(*) FROM users WHERE account = ?1) AS users,
              count(*) FILTER (WHERE user_id IS NULL) AS parked,
              count(*) FILTER (WHERE user_id IS NULL AND toll_free = 1) AS parked_toll_free,
              count(*) FILTER (WHERE user_id IS NOT NULL) AS assigned, count(*) FILTER (WHERE toll_free = 1) AS toll_free
       FROM numbers WHERE account = ?1`,
      account,
    ),
    db.sql("SELECT type_key, used FROM subscriptions WHERE account = ?1", account),
    db.sql(
      `SELECT license_key AS type_key, count(*) AS used FROM users
       WHERE account = ?1 AND license_key IS NOT NULL GROUP BY license_key`,
      account,
    ),
    takenBelowStatement(db, account),
  ]);
  const found = firstRow(v.object({ revision: whole }), results, 0);
  if (!found) return null;
  return {
    revision: found.revision,
    kept: { inventory: readCounts(results, 1), used: usedOf(results, 3), freeFrom: keptFrom(results, 5) },
    counted: { inventory: readCounts(results, 2), used: usedOf(results, 4), freeFrom: countedFrom(results, 5) },
  };
}

const belowRow = v.object({
  free_from: maybeWhole,
  taken: whole,
  extension_length: whole,
  reserved_extensions: texts,
});

/** From where on an extension may be free, and how many users have one below it that could be given. */
function takenBelowStatement(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql(
    `SELECT free_from, extension_length, reserved_extensions,
       (SELECT count(*) FROM users
        WHERE account = ?1 AND CAST(extension AS INTEGER) < free_from
          AND CAST(extension AS INTEGER) >= CAST('1' || substr('00001', 7 - extension_length) AS INTEGER)
          AND substr(extension, 1, 3) NOT IN (SELECT value FROM json_each(?2))
          AND extension NOT IN (SELECT value FROM json_each(reserved_extensions))) AS taken
     FROM accounts CROSS JOIN inventory_counts ON inventory_counts.account = accounts.id WHERE accounts.id = ?1`,
    account,
    JSON.stringify(emergencyPrefixes),
  );
}

function keptFrom(results: readonly D1Result[], at: number): number | null {
  return onlyRow(belowRow, results, at).free_from;
}

/** As it is kept, where each extension below that could be given is taken; else not known, until somebody looks (I3). */
function countedFrom(results: readonly D1Result[], at: number): number | null {
  const { free_from, taken, ...account } = onlyRow(belowRow, results, at);
  return free_from === null || countFreeExtensions(account, taken, free_from) > 0 ? null : free_from;
}

function usedOf(results: readonly D1Result[], at: number): Tally["used"] {
  const types = rows(v.object({ type_key: text, used: whole }), results, at);
  return Object.fromEntries(types.filter(({ used }) => used !== 0).map(({ type_key, used }) => [type_key, used]));
}

/** Brings an account's counts to what was counted; throws "stale" (isStale) when the account changed meanwhile. */
export async function mendCounts(db: AccountDatabase, account: string, { revision, counted }: Tallies): Promise<void> {
  const { users, parked, parked_toll_free, assigned, toll_free } = counted.inventory;
  const statements = [
    db.sql(
      `UPDATE inventory_counts SET users = ?2, parked = ?3, parked_toll_free = ?4, assigned = ?5, toll_free = ?6, free_from = ?7
       WHERE account = ?1`,
      ...[account, users, parked, parked_toll_free, assigned, toll_free, counted.freeFrom],
    ),
    db.sql(
      `UPDATE subscriptions SET used = coalesce((SELECT value FROM json_each(?2) WHERE key = type_key), 0)
       WHERE account = ?1`,
      account,
      JSON.stringify(counted.used),
    ),
  ];
  await guarded(db, { account, revision }, statements, null);
}
