import * as v from "valibot";
import type { AuditEntry } from "../audit/audit.ts";
import { maybeText, text, truth } from "../columns.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";
import { firstRow, hasRows, rows } from "../decode.ts";
import { directoryAuditIfChangedStatement, personalAuditStatement } from "./directory-audit.ts";

const administrator = v.object({ email: text, created_at: text, invited: truth });
export type Administrator = Readonly<v.InferOutput<typeof administrator>>;

/**
 * The statements that make a person an administrator. Who is known keeps the password that they have, and is invited; who
 * gets this one is in the account at once.
 */
export function saveAdministratorStatements(
  db: DirectoryDatabase,
  administrator: { account: string; email: string; key: string; passwordHash: string | null; now: string },
): readonly DirectoryStatement[] {
  const { account, email, key, passwordHash, now } = administrator;
  return [
    db.sql(
      `INSERT INTO people (email_key, email, password_hash, created_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (email_key) DO UPDATE SET password_hash = coalesce(people.password_hash, excluded.password_hash)`,
      key,
      email,
      passwordHash,
      now,
    ),
    db.sql(
      `INSERT INTO administrators (account, email_key, email, created_at, joined_at)
       VALUES (?1, ?2, ?3, ?4, (SELECT ?4 FROM people WHERE email_key = ?2 AND password_hash = ?5))
       ON CONFLICT DO NOTHING`,
      account,
      key,
      email,
      now,
      passwordHash,
    ),
  ];
}

/** The statement that notes that an administrator has come into the account for the first time. */
export function joinedStatement(db: DirectoryDatabase, account: string, key: string, now: string): DirectoryStatement {
  return db.sql(
    "UPDATE administrators SET joined_at = ?3 WHERE account = ?1 AND email_key = ?2 AND joined_at IS NULL",
    account,
    key,
    now,
  );
}

/** Lists an account's administrators by address, from after the cursor; `invited` until they have come into the account. */
export async function listAdministrators(
  db: DirectoryDatabase,
  account: string,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly Administrator[]> {
  return db.all(
    administrator,
    db.sql(
      `SELECT email, created_at, joined_at IS NULL AS invited FROM administrators
       WHERE account = ?1 AND email_key > ?2 ORDER BY email_key LIMIT ?3`,
      account,
      page.after,
      page.limit,
    ),
  );
}

/** Removes an administrator and their sessions on the account, but never the last one. */
export async function removeAdministrator(
  db: DirectoryDatabase,
  key: string,
  audit: AuditEntry,
): Promise<"removed" | "last" | "absent"> {
  const { account } = audit;
  const results = await db.batch([
    db.sql(
      `DELETE FROM administrators WHERE account = ?1 AND email_key = ?2
         AND EXISTS (SELECT 1 FROM administrators WHERE account = ?1 AND email_key <> ?2)
       RETURNING email_key`,
      account,
      key,
    ),
    directoryAuditIfChangedStatement(db, audit),
    db.sql("SELECT 1 AS still FROM administrators WHERE account = ?1 AND email_key = ?2", account, key),
    db.sql(
      `DELETE FROM sessions WHERE account = ?1 AND email_key = ?2
         AND NOT EXISTS (SELECT 1 FROM administrators WHERE account = ?1 AND email_key = ?2)`,
      account,
      key,
    ),
  ]);
  if (hasRows(results, 0)) return "removed";
  return hasRows(results, 2) ? "last" : "absent";
}

export type Person = {
  readonly email: string;
  readonly password_hash: string | null;
  /** The accounts that this person administers. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
};

/** Finds a person by the comparison key of an address; null when nobody has it. */
export async function findPerson(db: DirectoryDatabase, key: string): Promise<Person | null> {
  const results = await db.batch([
    db.sql("SELECT email, password_hash FROM people WHERE email_key = ?1", key),
    db.sql(
      `SELECT places.account AS id, places.name FROM administrators JOIN places ON places.account = administrators.account
       WHERE administrators.email_key = ?1 ORDER BY places.name`,
      key,
    ),
  ]);
  const person = firstRow(v.object({ email: text, password_hash: maybeText }), results, 0);
  return person && { ...person, accounts: rows(v.object({ id: text, name: text }), results, 1) };
}

/** Keeps a one-time link for a person, once; following it sets a password. */
export function linkStatement(
  db: DirectoryDatabase,
  link: { id: string; kind: "invitation" | "admin_reset"; key: string; expiresAt: string },
): DirectoryStatement {
  return db.sql(
    "INSERT INTO links (id, kind, email_key, expires_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO NOTHING",
    link.id,
    link.kind,
    link.key,
    link.expiresAt,
  );
}

/** Finds the address that a link belongs to while it can be used; null otherwise. */
export async function findLink(
  db: DirectoryDatabase,
  id: string,
  now: string,
): Promise<{ email: string; email_key: string } | null> {
  return db.first(
    v.object({ email: text, email_key: text }),
    db.sql(
      `SELECT people.email, people.email_key FROM links JOIN people ON people.email_key = links.email_key
       WHERE links.id = ?1 AND links.used_at IS NULL AND links.expires_at > ?2`,
      id,
      now,
    ),
  );
}

/**
 * Sets a password by a link, once; all sessions and other links of the person end. Every account that they administer
 * has it in its audit. Tells whether the link held.
 */
export async function setPasswordByLink(
  db: DirectoryDatabase,
  link: { readonly id: string; readonly key: string; readonly now: string; readonly address: string | null },
  passwordHash: string,
): Promise<boolean> {
  const results = await db.batch([
    db.sql(
      `UPDATE people SET password_hash = ?3
       WHERE email_key = (SELECT email_key FROM links WHERE id = ?1 AND used_at IS NULL AND expires_at > ?2)`,
      link.id,
      link.now,
      passwordHash,
    ),
    personalAuditStatement(db, { key: link.key, at: link.now, address: link.address, action: "password.set" }),
    db.sql(
      `DELETE FROM sessions WHERE email_key =
         (SELECT email_key FROM links WHERE id = ?1 AND used_at IS NULL AND expires_at > ?2)`,
      link.id,
      link.now,
    ),
    db.sql(
      `UPDATE links SET used_at = ?2 WHERE used_at IS NULL AND email_key =
         (SELECT email_key FROM links WHERE id = ?1 AND used_at IS NULL AND expires_at > ?2)`,
      link.id,
      link.now,
    ),
  ]);
  return results[0]?.meta.changes === 1;
}
