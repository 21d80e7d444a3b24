import * as v from "valibot";
import { text } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";

const hashRow = v.object({ email_key: text, password_hash: text });

/** The hash of a person's password. */
export type PersonHash = Readonly<v.InferOutput<typeof hashRow>>;

/** Lists the hashes of people's passwords, from after the key of an address. */
export async function listHashes(db: DirectoryDatabase, after: string, limit: number): Promise<readonly PersonHash[]> {
  return db.all(
    hashRow,
    db.sql(
      `SELECT email_key, password_hash FROM people WHERE email_key > ?1 AND password_hash IS NOT NULL
       ORDER BY email_key LIMIT ?2`,
      after,
      limit,
    ),
  );
}

/** Keeps hashes sealed anew, of those that are still the ones that were read; tells of how many. */
export async function saveHashes(
  db: DirectoryDatabase,
  hashes: readonly (PersonHash & { readonly becomes: string })[],
): Promise<number> {
  return db.run(
    db.sql(
      `UPDATE people SET password_hash = value ->> 'becomes' FROM json_each(?1)
       WHERE people.email_key = value ->> 'email_key' AND people.password_hash = value ->> 'password_hash'`,
      JSON.stringify(hashes),
    ),
  );
}
