import * as v from "valibot";
import { maybeText, text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

const sealedUser = v.object({
  serial: whole,
  account: text,
  id: text,
  pin: maybeText,
  password_version: whole,
  password_seed: maybeText,
  password_check: maybeText,
});

/** What is kept of a user's secrets, none of them readable. */
export type SealedUser = Readonly<v.InferOutput<typeof sealedUser>>;

/** Lists what is kept of the secrets of users of all accounts, from after a serial. */
export async function listSealedUsers(
  db: AccountDatabase,
  after: number,
  limit: number,
): Promise<readonly SealedUser[]> {
  return db.all(
    sealedUser,
    db.sql(
      `SELECT serial, account, id, pin, password_version, password_seed, password_check FROM users
       WHERE serial > ?1 ORDER BY serial LIMIT ?2`,
      after,
      limit,
    ),
  );
}

/** A user's secrets as they were read, and sealed anew. */
export type ResealedUser = { readonly was: SealedUser; readonly becomes: SealedUser };

/** Keeps secrets of users sealed anew, of those whose secrets are still the ones that were read; tells of how many. */
export async function saveSealedUsers(db: AccountDatabase, users: readonly ResealedUser[]): Promise<number> {
  return db.run(
    db.sql(
      `UPDATE users SET pin = value -> 'becomes' ->> 'pin', password_seed = value -> 'becomes' ->> 'password_seed',
         password_check = value -> 'becomes' ->> 'password_check'
       FROM json_each(?1)
       WHERE users.serial = value -> 'was' ->> 'serial' AND users.id = value -> 'was' ->> 'id'
         AND users.pin IS value -> 'was' ->> 'pin' AND users.password_version = value -> 'was' ->> 'password_version'
         AND users.password_seed IS value -> 'was' ->> 'password_seed'
         AND users.password_check IS value -> 'was' ->> 'password_check'`,
      JSON.stringify(users),
    ),
  );
}

const sealedRow = v.object({ account: text, import_id: text, row: whole, pin: maybeText });

/** The sealed PIN of a row of an import. */
export type SealedRow = Readonly<v.InferOutput<typeof sealedRow>>;

/** Lists sealed PINs of rows of imports of all accounts, from after a row of an import. */
export async function listSealedRows(
  db: AccountDatabase,
  after: { readonly importId: string; readonly row: number },
  limit: number,
): Promise<readonly SealedRow[]> {
  return db.all(
    sealedRow,
    db.sql(
      `SELECT imports.account, import_rows.import_id, import_rows.row, import_rows.pin
       FROM import_rows CROSS JOIN imports ON imports.id = import_rows.import_id
       WHERE (import_rows.import_id, import_rows.row) > (?1, ?2)
       ORDER BY import_rows.import_id, import_rows.row LIMIT ?3`,
      after.importId,
      after.row,
      limit,
    ),
  );
}

/**
 * Keeps PINs of rows sealed anew, of those that are still the ones that were read; tells of how many. Their drafts are of
 * another revision then, so that nobody takes what they know of its rows for what it has.
 */
export async function saveSealedRows(
  db: AccountDatabase,
  rows: readonly (SealedRow & { readonly becomes: string })[],
): Promise<number> {
  const [sealed] = await db.batch([
    db.sql(
      `UPDATE import_rows SET pin = value ->> 'becomes' FROM json_each(?1)
       WHERE import_rows.import_id = value ->> 'import_id' AND import_rows.row = value ->> 'row'
         AND import_rows.pin = value ->> 'pin'`,
      JSON.stringify(rows),
    ),
    db.sql(
      `UPDATE imports SET revision = revision + 1
       WHERE id IN (SELECT value FROM json_each(?1)) AND state IN ('invalid', 'ready')`,
      JSON.stringify([...new Set(rows.map(({ import_id }) => import_id))]),
    ),
  ]);
  return sealed?.meta.changes ?? 0;
}
