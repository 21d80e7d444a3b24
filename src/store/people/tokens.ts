import * as v from "valibot";
import { scopes } from "../../domain/access/demands.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { maybeText, text } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";
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

const placedToken = v.object({ ...tokenRow.entries, database: text });
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

/** Finds the token with this hash that has not expired, and where its account lies (O6); it alone names its account. */
export async function findTokenByHash(db: DirectoryDatabase, hash: string, now: string): Promise<PlacedToken | null> {
  return db.first(
    placedToken,
    db.sql(
      `SELECT id, tokens.account, tokens.name, scope, expires_at, last_used_at, last_used_from, tokens.created_at, created_by, database
       FROM tokens JOIN places ON places.account = tokens.account
       WHERE hash = ?1 AND (expires_at IS NULL OR expires_at > ?2)`,
      hash,
      now,
    ),
  );
}

/** Notes that a token was used, and from where; at most once a minute, so that a busy client does not write all the time. */
export async function touchToken(
  db: DirectoryDatabase,
  token: Token,
  use: { readonly now: string; readonly address: string | null; readonly minuteAgo: string },
): Promise<void> {
  if (token.last_used_at !== null && token.last_used_at > use.minuteAgo) return;
  await db.run(
    db.sql(
      "UPDATE tokens SET last_used_at = ?3, last_used_from = ?4 WHERE account = ?1 AND id = ?2",
      token.account,
      token.id,
      use.now,
      use.address,
    ),
    "same",
  );
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
