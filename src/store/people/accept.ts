import type { AuditEntry } from "../audit/audit.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";
import { directoryAuditIfChangedStatement } from "./directory-audit.ts";

/**
 * The statements by which an invitation is accepted, if the session of this hash was opened for that; its link ends, and it is
 * kept in the audit of the account.
 */
export function acceptStatements(
  db: DirectoryDatabase,
  {
    account,
    key,
    now,
    session = null,
  }: { readonly account: string; readonly key: string; readonly now: string; readonly session?: string | null },
  audit: AuditEntry,
): readonly DirectoryStatement[] {
  return [
    db.sql(
      `UPDATE administrators SET joined_at = ?3 WHERE account = ?1 AND email_key = ?2 AND joined_at IS NULL
         AND (?4 IS NULL OR EXISTS (SELECT 1 FROM sessions WHERE id_hash = ?4))`,
      account,
      key,
      now,
      session,
    ),
    directoryAuditIfChangedStatement(db, audit),
    db.sql(
      `UPDATE links SET used_at = ?3 WHERE account = ?1 AND email_key = ?2 AND kind = 'invitation' AND used_at IS NULL
         AND (?4 IS NULL OR EXISTS (SELECT 1 FROM sessions WHERE id_hash = ?4))`,
      account,
      key,
      now,
      session,
    ),
  ];
}
