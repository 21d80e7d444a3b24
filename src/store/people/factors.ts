import * as v from "valibot";
import { factorKinds } from "../../domain/people/factor.ts";
import { maybeText, text, whole } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";
import { firstRow, hasChanged } from "../decode.ts";
import { type PersonalEntry, personalAuditStatement } from "./directory-audit.ts";

const factorRow = v.object({
  id: text,
  email_key: text,
  kind: v.picklist(factorKinds),
  secret: text,
  last_step: whole,
  created_at: text,
  last_used_at: maybeText,
});

/** A second factor of a person; its secret is sealed. */
export type Factor = Readonly<v.InferOutput<typeof factorRow>>;

/** Lists the factors of a person, the oldest first. */
export async function listFactors(db: DirectoryDatabase, key: string): Promise<readonly Factor[]> {
  return db.all(
    factorRow,
    db.sql(
      `SELECT id, email_key, kind, secret, last_step, created_at, last_used_at FROM factors
       WHERE email_key = ?1 ORDER BY created_at, id`,
      key,
    ),
  );
}

/** A factor that is added: who adds it, with which session, and the hashes of their recovery codes where it is their first. */
export type NewFactor = Pick<Factor, "id" | "kind" | "secret" | "last_step"> & {
  readonly sessionHash: string;
  readonly codes: readonly string[];
};

/**
 * Adds a factor, once; tells whether it was not there, whether it is the person's now or somebody else's, and whether they have
 * these recovery codes: only whose first factor it is gets them. All other sessions of the person end, and each of their
 * accounts has it in its audit.
 */
export async function addFactor(
  db: DirectoryDatabase,
  factor: NewFactor,
  entry: PersonalEntry,
): Promise<{ readonly added: boolean; readonly isOwn: boolean; readonly withCodes: boolean }> {
  const { key, at } = entry;
  const results = await db.batch([
    db.sql(
      `INSERT INTO factors (id, email_key, kind, secret, last_step, created_at, last_used_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT (id) DO NOTHING`,
      factor.id,
      key,
      factor.kind,
      factor.secret,
      factor.last_step,
      at,
    ),
    personalAuditStatement(db, entry),
    db.sql(
      `INSERT INTO recovery_codes (email_key, hash, created_at) SELECT ?1, value, ?3 FROM json_each(?2)
       WHERE NOT EXISTS (SELECT 1 FROM recovery_codes WHERE email_key = ?1)
         AND NOT EXISTS (SELECT 1 FROM factors WHERE email_key = ?1 AND id <> ?4)
         AND EXISTS (SELECT 1 FROM factors WHERE email_key = ?1 AND id = ?4)`,
      key,
      JSON.stringify(factor.codes),
      at,
      factor.id,
    ),
    db.sql("DELETE FROM sessions WHERE email_key = ?1 AND id_hash <> ?2", key, factor.sessionHash),
    db.sql("DELETE FROM sign_ins WHERE email_key = ?1", key),
    db.sql("SELECT id FROM factors WHERE id = ?1 AND email_key = ?2", factor.id, key),
  ]);
  const isOwn = firstRow(v.object({ id: text }), results, 5) !== null;
  return { added: hasChanged(results, 0), isOwn, withCodes: hasChanged(results, 2) };
}

/** Notes that a code of this step was taken, unless one of it or of a later one was before: tells whether it was noted. */
export async function claimStep(db: DirectoryDatabase, id: string, step: number, now: string): Promise<boolean> {
  const claimed = db.sql(
    "UPDATE factors SET last_step = ?2, last_used_at = ?3 WHERE id = ?1 AND last_step < ?2",
    id,
    step,
    now,
  );
  return (await db.run(claimed)) > 0;
}

/** Notes that a passkey was used, and how often it has signed by then. */
export async function noteUse(db: DirectoryDatabase, id: string, count: number, now: string): Promise<void> {
  await db.run(
    db.sql("UPDATE factors SET last_step = max(last_step, ?2), last_used_at = ?3 WHERE id = ?1", id, count, now),
    "same",
  );
}

/**
 * Removes a factor of a person, and their recovery codes with the last one; tells whether it was there. All other sessions of
 * theirs end.
 */
export async function removeFactor(
  db: DirectoryDatabase,
  { id, sessionHash }: { readonly id: string; readonly sessionHash: string },
  entry: PersonalEntry,
): Promise<boolean> {
  const results = await db.batch([
    db.sql("DELETE FROM factors WHERE id = ?1 AND email_key = ?2", id, entry.key),
    personalAuditStatement(db, entry),
    db.sql(
      "DELETE FROM recovery_codes WHERE email_key = ?1 AND NOT EXISTS (SELECT 1 FROM factors WHERE email_key = ?1)",
      entry.key,
    ),
    db.sql("DELETE FROM sessions WHERE email_key = ?1 AND id_hash <> ?2", entry.key, sessionHash),
    db.sql("DELETE FROM sign_ins WHERE email_key = ?1", entry.key),
  ]);
  return hasChanged(results, 0);
}

/** Removes all factors of a person with their recovery codes, and ends their sessions; tells whether there were any. */
export async function removeAllFactors(db: DirectoryDatabase, entry: PersonalEntry): Promise<boolean> {
  const results = await db.batch([
    db.sql("DELETE FROM factors WHERE email_key = ?1", entry.key),
    personalAuditStatement(db, entry),
    db.sql("DELETE FROM recovery_codes WHERE email_key = ?1", entry.key),
    db.sql("DELETE FROM sessions WHERE email_key = ?1", entry.key),
    db.sql("DELETE FROM sign_ins WHERE email_key = ?1", entry.key),
  ]);
  return hasChanged(results, 0);
}
