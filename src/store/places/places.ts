import * as v from "valibot";
import { text, truth } from "../columns.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";
import { hasRows, onlyRow } from "../decode.ts";

/** An account as the directory knows it, at a revision of the account. */
export type Place = {
  readonly account: string;
  readonly name: string;
  readonly requireFactor: boolean;
  readonly revision: number;
};

const placeRow = v.object({ database: text });
const whereRow = v.object({ database: text, moving: truth });

/** Which database an account lies in, by its binding, and whether it is on its way to another one (O6). */
export type Where = Readonly<v.InferOutput<typeof whereRow>>;

/** Finds where an account lies; null where there is no such account. */
export async function findPlace(db: DirectoryDatabase, account: string): Promise<Where | null> {
  return db.first(
    whereRow,
    db.sql(
      `SELECT database, EXISTS (SELECT 1 FROM moves WHERE moves.account = ?1 AND state = 'copying') AS moving
       FROM places WHERE account = ?1`,
      account,
    ),
  );
}

/** An account that was made just now takes so much of its database until that is measured (bytes). */
const ASSUMED_BYTES = 1_000_000;

/**
 * Gives an account its place, before the account itself is made, in the emptiest of the databases, and gives that: one that
 * has a place keeps it (O6). Must be called only while there is no such account: what is left of an earlier one, after a
 * crash while it was removed, lets nobody into this one.
 */
export async function savePlace(
  db: DirectoryDatabase,
  place: Place & { readonly now: string; readonly databases: readonly string[] },
): Promise<string> {
  const { account, now, databases } = place;
  const results = await db.batch([
    // Only what is older: somebody else may have made the account just now, and let people in.
    db.sql("DELETE FROM sessions WHERE account = ?1 AND created_at < ?2", account, now),
    db.sql("DELETE FROM tokens WHERE account = ?1 AND created_at < ?2", account, now),
    db.sql("DELETE FROM administrators WHERE account = ?1 AND created_at < ?2", account, now),
    db.sql(
      `INSERT INTO places (account, name, name_revision, created_at, require_factor, database)
       SELECT ?1, ?2, ?3, ?4, ?5,
              (SELECT value FROM json_each(?6) LEFT JOIN databases ON databases.name = value
               ORDER BY coalesce(bytes, 0) + coalesce(given, 0) * ?7, key LIMIT 1)
       WHERE true
       ON CONFLICT (account) DO UPDATE SET name = excluded.name, name_revision = excluded.name_revision,
         created_at = excluded.created_at, require_factor = excluded.require_factor
       RETURNING database`,
      account,
      place.name,
      place.revision,
      now,
      place.requireFactor ? 1 : 0,
      JSON.stringify(databases),
      ASSUMED_BYTES,
    ),
    ...(databases.length > 1 ? [giveStatement(db, account, now)] : []),
  ]);
  return onlyRow(placeRow, results, PLACED).database;
}

/** Which result of savePlace names the database. */
const PLACED = 3;

function giveStatement(db: DirectoryDatabase, account: string, now: string): DirectoryStatement {
  return db.sql(
    `INSERT INTO databases (name, noted_at, given) SELECT database, ?2, 1 FROM places WHERE account = ?1
     ON CONFLICT (name) DO UPDATE SET given = given + 1`,
    account,
    now,
  );
}

/** Notes how large a database is (bytes), with all accounts that it has been given until now. */
export async function noteSize(
  db: DirectoryDatabase,
  { name, bytes, now }: { readonly name: string; readonly bytes: number; readonly now: string },
): Promise<void> {
  await db.run(
    db.sql(
      `INSERT INTO databases (name, bytes, noted_at) VALUES (?1, ?2, ?3)
       ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes, noted_at = excluded.noted_at, given = 0`,
      name,
      bytes,
      now,
    ),
  );
}

/** Notes how an account is since a revision of it; what is older never takes the place of what is newer. */
export async function changePlace(db: DirectoryDatabase, place: Place): Promise<void> {
  const { account, name, revision, requireFactor } = place;
  await db.run(
    db.sql(
      "UPDATE places SET name = ?2, name_revision = ?3, require_factor = ?4 WHERE account = ?1 AND name_revision < ?3",
      account,
      name,
      revision,
      requireFactor ? 1 : 0,
    ),
  );
}

/**
 * Removes the place of an account that is gone, and with it all access: administrators, sessions, tokens. Their audit stays,
 * for the operator (S8). One that is being moved keeps it, or what it leaves would stay (O6); tells whether it has none now.
 */
export async function removePlace(db: DirectoryDatabase, account: string, now: string): Promise<boolean> {
  const results = await db.batch([
    db.sql(
      `INSERT INTO removed_places (account, removed_at) SELECT account, ?2 FROM places
       WHERE account = ?1 AND NOT EXISTS (SELECT 1 FROM moves WHERE moves.account = ?1) ON CONFLICT DO NOTHING`,
      account,
      now,
    ),
    db.sql(
      "DELETE FROM places WHERE account = ?1 AND NOT EXISTS (SELECT 1 FROM moves WHERE moves.account = ?1)",
      account,
    ),
    db.sql("SELECT 1 FROM places WHERE account = ?1", account),
  ]);
  return !hasRows(results, 2);
}
