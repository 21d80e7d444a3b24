import * as v from "valibot";
import { type Role, roles } from "../../domain/access/roles.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { maybeText, text } from "../columns.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";
import { firstRow, hasRows, rows } from "../decode.ts";
import { directoryAuditIfChangedStatement } from "./directory-audit.ts";

const administrator = v.object({ email: text, role: v.picklist(roles), state: v.picklist(["invited", "active"]) });
export type Administrator = Readonly<v.InferOutput<typeof administrator>>;

/**
 * The statements that make a person an administrator. Who is known keeps the password that they have, and is invited; who
 * gets this one is in the account at once. Who administers it already keeps their role.
 */
export function saveAdministratorStatements(
  db: DirectoryDatabase,
  administrator: { account: string; email: string; key: string; role: Role; passwordHash: string | null; now: string },
): readonly DirectoryStatement[] {
  const { account, email, key, role, passwordHash, now } = administrator;
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
      `INSERT INTO administrators (account, email_key, email, created_at, role, joined_at)
       VALUES (?1, ?2, ?3, ?4, ?6, (SELECT ?4 FROM people WHERE email_key = ?2 AND password_hash = ?5))
       ON CONFLICT DO NOTHING`,
      account,
      key,
      email,
      now,
      passwordHash,
      role,
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
      `SELECT email, role, CASE WHEN joined_at IS NULL THEN 'invited' ELSE 'active' END AS state FROM administrators
       WHERE account = ?1 AND email_key > ?2 ORDER BY email_key LIMIT ?3`,
      account,
      page.after,
      page.limit,
    ),
  );
}

/** Removes an administrator, their sessions on the account and the tokens that they made for it, but never the last owner. */
export async function removeAdministrator(
  db: DirectoryDatabase,
  key: string,
  audit: AuditEntry,
): Promise<"removed" | "last" | "absent"> {
  const { account } = audit;
  const results = await db.batch([
    db.sql(
      `DELETE FROM administrators WHERE account = ?1 AND email_key = ?2
         AND (role <> 'owner'
           OR EXISTS (SELECT 1 FROM administrators WHERE account = ?1 AND email_key <> ?2 AND role = 'owner'))
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
