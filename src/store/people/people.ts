import * as v from "valibot";
import { type Role, roles } from "../../domain/access/roles.ts";
import { INVITATION_DAYS } from "../../domain/limits.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { maybeText, text, truth } from "../columns.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";
import { firstRow, hasRows, rows } from "../decode.ts";
import { directoryAuditIfChangedStatement } from "./directory-audit.ts";

const administrator = v.object({ email: text, role: v.picklist(roles), state: v.picklist(["invited", "active"]) });
export type Administrator = Readonly<v.InferOutput<typeof administrator>>;

export type NewAdministrator = {
  readonly account: string;
  /** As it was written for this account, and as it is mailed to where nobody knows the person yet. */
  readonly email: string;
  readonly mailbox: string;
  readonly key: string;
  readonly role: Role;
  readonly passwordHash: string | null;
  readonly now: string;
};

/**
 * The statements that invite a person to administer an account. Who is known keeps the password that they have; who gets this
 * one is in the account at once. Who administers it already keeps their role, and who is invited gets this one.
 */
export function saveAdministratorStatements(
  db: DirectoryDatabase,
  administrator: NewAdministrator,
): readonly DirectoryStatement[] {
  const { account, email, mailbox, key, role, passwordHash, now } = administrator;
  return [
    db.sql(
      `INSERT INTO people (email_key, email, password_hash, created_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (email_key) DO UPDATE SET password_hash = coalesce(people.password_hash, excluded.password_hash)`,
      key,
      mailbox,
      passwordHash,
      now,
    ),
    db.sql(
      `INSERT INTO administrators (account, email_key, email, created_at, role, joined_at)
       VALUES (?1, ?2, ?3, ?4, ?6, (SELECT ?4 FROM people WHERE email_key = ?2 AND password_hash = ?5))
       ON CONFLICT (account, email_key) DO UPDATE SET role = excluded.role, joined_at = excluded.joined_at
         WHERE administrators.joined_at IS NULL`,
      account,
      key,
      email,
      now,
      passwordHash,
      role,
    ),
  ];
}

/** Lists an account's administrators by address, from after the cursor; `invited` until they have accepted. */
export async function listAdministrators(
  db: DirectoryDatabase,
  account: string,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly Administrator[]> {
  return db.all(
    administrator,
    db.sql(
      `SELECT email, role, CASE WHEN joined_at IS NULL THEN 'invited' ELSE 'active' END AS state FROM administrators
       WHERE account = ?1 AND email_key > ?2 ORDER BY email_key LIMIT ?3`,
      account,
      page.after,
      page.limit,
    ),
  );
}

/**
 * Removes an administrator, their sessions on the account and the tokens that they made for it, but never the last owner. Whoever
 * is invited only is so no more: their link ends.
 */
export async function removeAdministrator(
  db: DirectoryDatabase,
  key: string,
  audit: AuditEntry,
): Promise<"removed" | "last" | "absent"> {
  const { account } = audit;
  const results = await db.batch([
    db.sql(
      `DELETE FROM administrators WHERE account = ?1 AND email_key = ?2
         AND (role <> 'owner' OR joined_at IS NULL
           OR EXISTS (SELECT 1 FROM administrators
             WHERE account = ?1 AND email_key <> ?2 AND role = 'owner' AND joined_at IS NOT NULL))
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
    db.sql(
      `DELETE FROM tokens WHERE account = ?1 AND created_by = ?2
         AND NOT EXISTS (SELECT 1 FROM administrators WHERE account = ?1 AND email_key = ?2)`,
      account,
      key,
    ),
    db.sql(
      `UPDATE links SET used_at = ?3 WHERE account = ?1 AND email_key = ?2 AND kind = 'invitation' AND used_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM administrators WHERE account = ?1 AND email_key = ?2)`,
      account,
      key,
      audit.at,
    ),
  ]);
  if (hasRows(results, 0)) return "removed";
  return hasRows(results, 2) ? "last" : "absent";
}

type Place = { readonly id: string; readonly name: string };

export type Person = {
  readonly email: string;
  readonly password_hash: string | null;
  /** The accounts that this person administers. */
  readonly accounts: readonly Place[];
  /** Whether they have a second factor, so that their password alone lets nobody in. */
  readonly has_factor: boolean;
  /** Those that have invited them, and that they may still say yes to. */
  readonly invitations: readonly Place[];
};

/** Finds a person by the comparison key of an address; null when nobody has it. */
export async function findPerson(db: DirectoryDatabase, key: string, now: string): Promise<Person | null> {
  const results = await db.batch([
    db.sql(
      `SELECT email, password_hash, EXISTS (SELECT 1 FROM factors WHERE email_key = ?1) AS has_factor
       FROM people WHERE email_key = ?1`,
      key,
    ),
    db.sql(
      `SELECT places.account AS id, places.name FROM administrators JOIN places ON places.account = administrators.account
       WHERE administrators.email_key = ?1 AND joined_at IS NOT NULL ORDER BY places.name`,
      key,
    ),
    db.sql(
      `SELECT places.account AS id, places.name FROM administrators JOIN places ON places.account = administrators.account
       WHERE administrators.email_key = ?1 AND joined_at IS NULL
         AND coalesce(invited_until, strftime('%Y-%m-%dT%H:%M:%fZ', administrators.created_at, ?3)) > ?2
       ORDER BY places.name`,
      key,
      now,
      `+${INVITATION_DAYS} days`,
    ),
  ]);
  const place = v.object({ id: text, name: text });
  const person = firstRow(v.object({ email: text, password_hash: maybeText, has_factor: truth }), results, 0);
  return person && { ...person, accounts: rows(place, results, 1), invitations: rows(place, results, 2) };
}

/** The statement that keeps a hash made at today's cost in place of one that was made at less (S6). */
export function raiseHashStatement(
  db: DirectoryDatabase,
  person: { readonly key: string; readonly was: string; readonly becomes: string },
): DirectoryStatement {
  return db.sql(
    "UPDATE people SET password_hash = ?3 WHERE email_key = ?1 AND password_hash = ?2",
    person.key,
    person.was,
    person.becomes,
  );
}
