import * as v from "valibot";
import { whole } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";
import { hasChanged, onlyRow } from "../decode.ts";
import { type PersonalEntry, personalAuditStatement } from "./directory-audit.ts";

/** Takes a recovery code of a person by its hash, once; gives how many are left, null where it is none of theirs. */
export async function takeRecoveryCode(
  db: DirectoryDatabase,
  hash: string,
  entry: PersonalEntry,
): Promise<number | null> {
  const results = await db.batch([
    db.sql("DELETE FROM recovery_codes WHERE email_key = ?1 AND hash = ?2", entry.key, hash),
    personalAuditStatement(db, entry),
    db.sql("SELECT count(*) AS many FROM recovery_codes WHERE email_key = ?1", entry.key),
  ]);
  return hasChanged(results, 0) ? onlyRow(v.object({ many: whole }), results, 2).many : null;
}

/** Gives a person who has a factor other recovery codes, by their hashes; tells whether they have one. */
export async function replaceRecoveryCodes(
  db: DirectoryDatabase,
  hashes: readonly string[],
  entry: PersonalEntry,
): Promise<boolean> {
  const results = await db.batch([
    db.sql("DELETE FROM recovery_codes WHERE email_key = ?1", entry.key),
    db.sql(
      `INSERT INTO recovery_codes (email_key, hash, created_at) SELECT ?1, value, ?3 FROM json_each(?2)
       WHERE EXISTS (SELECT 1 FROM factors WHERE email_key = ?1)`,
      entry.key,
      JSON.stringify(hashes),
      entry.at,
    ),
    personalAuditStatement(db, entry),
  ]);
  return hasChanged(results, 1);
}
