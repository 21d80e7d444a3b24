import * as v from "valibot";
import { factorKinds } from "../../domain/people/factor.ts";
import { maybeText, text, whole } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";
import { onlyRow, rows } from "../decode.ts";

const ownSession = v.object({
  name: text,
  account_name: maybeText,
  created_at: text,
  seen_at: text,
  browser: maybeText,
  /** Where it was last used from. */
  address: maybeText,
});

const ownFactor = v.object({ id: text, kind: v.picklist(factorKinds), created_at: text, last_used_at: maybeText });

/** What a person sees of their own sign-in. The name of a session tells it from the others, and nobody signs in with it. */
export type SignInPicture = {
  readonly sessions: readonly Readonly<v.InferOutput<typeof ownSession>>[];
  readonly factors: readonly Readonly<v.InferOutput<typeof ownFactor>>[];
  /** How many recovery codes are left. */
  readonly codes: number;
};

/**
 * Finds, in one call, a person's factors, the oldest first, and their sessions that are neither idle nor too old, the one that
 * was used last first.
 */
export async function findSignInPicture(
  db: DirectoryDatabase,
  key: string,
  page: { readonly seenAfter: string; readonly createdAfter: string; readonly limit: number },
): Promise<SignInPicture> {
  const results = await db.batch([
    db.sql(
      `SELECT substr(sessions.id_hash, 1, 16) AS name, places.name AS account_name, sessions.created_at,
              sessions.seen_at, sessions.browser, sessions.address
       FROM sessions LEFT JOIN places ON places.account = sessions.account
       WHERE sessions.email_key = ?1 AND sessions.seen_at > ?2 AND sessions.created_at > ?3
       ORDER BY sessions.seen_at DESC, sessions.id_hash LIMIT ?4`,
      key,
      page.seenAfter,
      page.createdAfter,
      page.limit,
    ),
    db.sql("SELECT id, kind, created_at, last_used_at FROM factors WHERE email_key = ?1 ORDER BY created_at, id", key),
    db.sql("SELECT count(*) AS many FROM recovery_codes WHERE email_key = ?1", key),
  ]);
  return {
    sessions: rows(ownSession, results, 0),
    factors: rows(ownFactor, results, 1),
    codes: onlyRow(v.object({ many: whole }), results, 2).many,
  };
}
