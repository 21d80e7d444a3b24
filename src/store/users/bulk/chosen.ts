import * as v from "valibot";
import type { BulkChoice } from "../../../domain/user/bulk/bulk.ts";
import { wholly } from "../../../domain/user/search-text.ts";
import type { User } from "../../../domain/user/user.ts";
import { whole } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { matchSought } from "../listing/dictionary.ts";
import { userOf, userRow } from "../users.ts";

/** A user whom an act is to be done to; `version` is that of their temporary password, 0 for who never had one. */
export type ChosenUser = { readonly user: User; readonly version: number };

const chosenRow = v.object({ ...userRow.entries, password_version: whole });

/** Finds the users who are chosen, so many at most, in the order of their addresses. */
export async function findChosen(
  db: AccountDatabase,
  account: string,
  choice: BulkChoice,
  most: number,
): Promise<readonly ChosenUser[]> {
  const statement =
    choice.by === "users"
      ? namedStatement(db, account, choice.users)
      : foundStatement(db, account, (await matchSought(db, account, choice)) ?? wholly("account", account), most);
  const records = await db.all(chosenRow, statement);
  return records
    .toSorted((one, other) => (one.email_key < other.email_key ? -1 : 1))
    .map((record) => ({ user: userOf(record), version: record.password_version }));
}

function namedStatement(db: AccountDatabase, account: string, ids: readonly string[]): D1PreparedStatement {
  return db.sql(
    `SELECT users_shown.*, users.password_version FROM json_each(?2) AS named
     CROSS JOIN users_shown ON users_shown.account = ?1 AND users_shown.id = named.value
     CROSS JOIN users ON users.account = ?1 AND users.serial = users_shown.serial`,
    account,
    JSON.stringify(ids),
  );
}

function foundStatement(db: AccountDatabase, account: string, match: string, most: number): D1PreparedStatement {
  return db.sql(
    `SELECT users_shown.*, users.password_version
     FROM (SELECT rowid AS serial FROM users_search
           WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?2 LIMIT ?3) AS found
     CROSS JOIN users_shown ON users_shown.account = ?1 AND users_shown.serial = found.serial
     CROSS JOIN users ON users.account = ?1 AND users.serial = found.serial`,
    account,
    match,
    most,
  );
}
