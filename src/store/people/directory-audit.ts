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

/** Runs one statement, and keeps the audit entry with it if it has changed something; tells whether it has. */
export async function runAuditedInDirectory(
  db: DirectoryDatabase,
  statement: DirectoryStatement,
  entry: AuditEntry,
): Promise<boolean> {
  const [changed] = await db.batch([statement, directoryAuditIfChangedStatement(db, entry)]);
  return given(changed, "the result of a change").meta.changes > 0;
}
