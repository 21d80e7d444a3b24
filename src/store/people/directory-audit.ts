import { ulid } from "ulid";
import { given } from "../../domain/given.ts";
import { type AuditEntry, auditValues } from "../audit/audit.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";

/** The statement that keeps an audit entry of something in the directory, for the batch that makes the change. */
export function directoryAuditStatement(db: DirectoryDatabase, entry: AuditEntry): DirectoryStatement {
  return db.sql(
    `INSERT INTO directory_audit (id, account, at, who, address, action, subject, detail)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
    ...auditValues(entry),
  );
}

/** The same, but kept only if the statement just before it in the batch has changed something. */
export function directoryAuditIfChangedStatement(db: DirectoryDatabase, entry: AuditEntry): DirectoryStatement {
  return db.sql(
    `INSERT INTO directory_audit (id, account, at, who, address, action, subject, detail)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE changes() > 0`,
    ...auditValues(entry),
  );
}

/** What a person does to what is their own on every account. */
export type PersonalEntry = {
  /** The comparison key of the person's address. */
  readonly key: string;
  readonly at: string;
  readonly address: string | null;
  readonly action: string;
};

/** The statement that keeps an entry on each account of a person, if the statement just before it has changed something. */
export function personalAuditStatement(db: DirectoryDatabase, entry: PersonalEntry): DirectoryStatement {
  return db.sql(
    `INSERT INTO directory_audit (id, account, at, who, address, action, subject)
     SELECT ?2 || '_' || account, account, ?3, ?1, ?4, ?5, ?1
     FROM administrators WHERE email_key = ?1 AND changes() > 0`,
    entry.key,
    `aud_${ulid(Date.parse(entry.at))}`,
    entry.at,
    entry.address,
    entry.action,
  );
}

/** Runs one statement, and keeps the audit entry with it if it has changed something; tells whether it has. */
export async function runAuditedInDirectory(
  db: DirectoryDatabase,
  statement: DirectoryStatement,
  entry: AuditEntry,
): Promise<boolean> {
  const [changed] = await db.batch([statement, directoryAuditIfChangedStatement(db, entry)]);
  return given(changed, "the result of a change").meta.changes > 0;
}
