import * as v from "valibot";
import { whole } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { onlyRow, rows } from "../../decode.ts";
import { countsStatement, readCounts } from "../../inventory/counts.ts";
import { keysRow, type SortRecord } from "./position.ts";

/** Whom the index finds is counted up to here, and to one more. */
export const MOST_COUNTED = 1_000;

/** What is known of a list before it is read. */
export type Tally = {
  /** How many users the account has. */
  readonly total: number;
  /** How many of them are found; null: more than MOST_COUNTED. */
  readonly found: number | null;
  /** What each of those is sorted by; null where that was not asked, or they are too many. */
  readonly keys: readonly SortRecord[] | null;
};

/** The statements that count the users of the account and those whom the index finds, with what they are sorted by if that is wanted. */
export function tallyStatements(
  db: AccountDatabase,
  account: string,
  { match, keys }: { readonly match: string | null; readonly keys: boolean },
): readonly D1PreparedStatement[] {
  const found = match === null ? [] : [keys ? keysStatement(db, account, match) : countStatement(db, account, match)];
  return [countsStatement(db, account), ...found];
}

/** Gives what tallyStatements have found, which a batch began with. */
export function readTally(
  results: readonly D1Result[],
  { match, keys: wantsKeys }: { readonly match: string | null; readonly keys: boolean },
): Tally {
  const total = readCounts(results, 0).users;
  if (match === null) return { total, found: total, keys: null };
  const keys = wantsKeys ? rows(keysRow, results, 1) : null;
  const many = keys === null ? onlyRow(v.object({ users: whole }), results, 1).users : keys.length;
  return many > MOST_COUNTED ? { total, found: null, keys: null } : { total, found: many, keys };
}

function countStatement(db: AccountDatabase, account: string, match: string): D1PreparedStatement {
  return db.sql(
    `SELECT count(*) AS users FROM (SELECT rowid FROM users_search
     WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?2 LIMIT ?3)`,
    account,
    match,
    MOST_COUNTED + 1,
  );
}

function keysStatement(db: AccountDatabase, account: string, match: string): D1PreparedStatement {
  return db.sql(
    `SELECT users.serial, users.email_key, users.name_key, users.extension, users.license_key, users.department_key,
       (SELECT name_key FROM locations WHERE account = ?1 AND id = users.location_id) AS location_key
     FROM (SELECT rowid AS serial FROM users_search
           WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?2 LIMIT ?3) AS found
     CROSS JOIN users ON users.account = ?1 AND users.serial = found.serial`,
    account,
    match,
    MOST_COUNTED + 1,
  );
}
