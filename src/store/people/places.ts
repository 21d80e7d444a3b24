import type { DirectoryDatabase } from "../database.ts";

/** An account as the directory knows it, at a revision of the account. */
export type Place = {
  readonly account: string;
  readonly name: string;
  readonly requireFactor: boolean;
  readonly revision: number;
};

/**
 * Gives an account its place, before the account itself is made. Must be called only while there is no such account: what
 * is left of an earlier one, after a crash while it was removed, lets nobody into this one.
 */
export async function savePlace(db: DirectoryDatabase, place: Place & { readonly now: string }): Promise<void> {
  const { account, now } = place;
  await db.batch([
    // Only what is older: somebody else may have made the account just now, and let people in.
    db.sql("DELETE FROM sessions WHERE account = ?1 AND created_at < ?2", account, now),
    db.sql("DELETE FROM tokens WHERE account = ?1 AND created_at < ?2", account, now),
    db.sql("DELETE FROM administrators WHERE account = ?1 AND created_at < ?2", account, now),
    db.sql(
      `INSERT INTO places (account, name, name_revision, created_at, require_factor) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT (account) DO UPDATE SET name = excluded.name, name_revision = excluded.name_revision,
         created_at = excluded.created_at, require_factor = excluded.require_factor`,
      account,
      place.name,
      place.revision,
      now,
      place.requireFactor ? 1 : 0,
    ),
  ]);
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
 * for the operator (S8).
 */
export async function removePlace(db: DirectoryDatabase, account: string, now: string): Promise<void> {
  await db.batch([
    db.sql(
      "INSERT INTO removed_places (account, removed_at) SELECT account, ?2 FROM places WHERE account = ?1 ON CONFLICT DO NOTHING",
      account,
      now,
    ),
    db.sql("DELETE FROM places WHERE account = ?1", account),
  ]);
}
