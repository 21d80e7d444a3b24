import * as v from "valibot";
import { scopes } from "../../domain/access/demands.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { maybeText, text, truth } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";
import { firstRow } from "../decode.ts";
import { runAuditedInDirectory } from "./directory-audit.ts";

const tokenRow = v.object({
  id: text,
  account: text,
  name: text,
  scope: v.picklist(scopes),
  expires_at: maybeText,
  last_used_at: maybeText,
  last_used_from: maybeText,
  created_at: text,
  /** The key of an administrator's address, or "operator". Null of what was made before that was kept. */
  created_by: maybeText,
});
export type Token = Readonly<v.InferOutput<typeof tokenRow>>;

const placedToken = v.object({ ...tokenRow.entries, database: text, moving: truth });
type PlacedToken = Readonly<v.InferOutput<typeof placedToken>>;

/**
 * Keeps a token by the hash of its secret (S2); tells whether it did. A token of this id that was made just before and
 * that nobody has used takes the new secret in place of the old: the answer with that one was never seen (E4).
 */
export async function saveToken(
  db: DirectoryDatabase,
  token: Token & { readonly hash: string; readonly replacesAfter: string },
  audit: AuditEntry,
): Promise<boolean> {
  const statement = db.sql(
    `INSERT INTO tokens (id, account, hash, name, scope, expires_at, created_at, created_by)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?9)
     ON CONFLICT (id) DO UPDATE SET hash = excluded.hash
       WHERE tokens.account = excluded.account AND tokens.name = excluded.name AND tokens.scope = excluded.scope
         AND abs(unixepoch(tokens.expires_at) - unixepoch(excluded.expires_at)) <= 10
         AND tokens.created_by IS excluded.created_by AND tokens.last_used_at IS NULL AND tokens.created_at > ?8`,
    token.id,
    token.account,
    token.hash,
    token.name,
    token.scope,
    token.expires_at,
    token.created_at,
    token.replacesAfter,
    token.created_by,
  );
  return runAuditedInDirectory(db, statement, audit);
}

/** Finds a token of the account; null when there is none. */
export async function findToken(db: DirectoryDatabase, account: string, id: string): Promise<Token | null> {
  return db.first(
    tokenRow,
    db.sql(
      `SELECT id, account, name, scope, expires_at, last_used_at, last_used_from, created_at, created_by FROM tokens
       WHERE account = ?1 AND id = ?2`,
      account,
      id,
    ),
  );
}

/** A use of a token, and from where; it is noted unless one was since the moment before, so that a busy client does not write all the time. */
export type TokenUse = { readonly now: string; readonly address: string | null; readonly unlessSince: string };

/**
 * Finds the token with this hash that has not expired, and where its account lies (O6); it alone names its account. Notes in
 * the same call that it is used.
 */
export async function useToken(db: DirectoryDatabase, hash: string, use: TokenUse): Promise<PlacedToken | null> {
  const { now, address, unlessSince } = use;
  const results = await db.batch(
    [
      db.sql(
        `UPDATE tokens SET last_used_at = ?2, last_used_from = ?3
         WHERE hash = ?1 AND (expires_at IS NULL OR expires_at > ?2) AND (last_used_at IS NULL OR last_used_at <= ?4)`,
        hash,
        now,
        address,
        unlessSince,
      ),
      db.sql(
        `SELECT id, tokens.account, tokens.name, scope, expires_at, last_used_at, last_used_from, tokens.created_at, created_by, database,
                EXISTS (SELECT 1 FROM moves WHERE moves.account = tokens.account AND moves.state = 'copying') AS moving
         FROM tokens JOIN places ON places.account = tokens.account
         WHERE hash = ?1 AND (expires_at IS NULL OR expires_at > ?2)`,
        hash,
        now,
      ),
    ],
    "same",
  );
  return firstRow(placedToken, results, 1);
}

/** Lists an account's tokens, oldest first, from after the cursor (a token's id). */
export async function listTokens(
  db: DirectoryDatabase,
  account: string,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly Token[]> {
  return db.all(
    tokenRow,
    db.sql(
      `SELECT id, account, name, scope, expires_at, last_used_at, last_used_from, created_at, created_by FROM tokens
       WHERE account = ?1 AND id > ?2 ORDER BY id LIMIT ?3`,
      account,
      page.after,
      page.limit,
    ),
  );
}

/** Revokes a token; tells whether there was one. */
export async function deleteToken(
  db: DirectoryDatabase,
  account: string,
  id: string,
  audit: AuditEntry,
): Promise<boolean> {
  return runAuditedInDirectory(db, db.sql("DELETE FROM tokens WHERE account = ?1 AND id = ?2", account, id), audit);
}
