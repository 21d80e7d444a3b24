import type { AuditEntry } from "./audit.ts";
import type { Database } from "./database.ts";

/** A change that was decided at a revision of its account, with what the audit says of it. */
export type AccountChange = { readonly account: string; readonly revision: number; readonly audit: AuditEntry };

/** The first statement of a write on an account's things: undoes the batch unless the account is still at this revision. */
export function assertRevision(db: Database, account: string, revision: number): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, coalesce((SELECT revision = ?2 FROM accounts WHERE id = ?1), 0)
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
    account,
    revision,
  );
}

/** The first statement of the write that creates an account: undoes the batch when there is one already. */
export function assertAbsent(db: Database, account: string): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, NOT EXISTS (SELECT 1 FROM accounts WHERE id = ?1)
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
    account,
  );
}

/** The first statement of a chunk's write: the import must be running, and the account still at this revision (I3, I6). */
export function assertRunning(db: Database, account: string, importId: string, revision: number): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, coalesce((SELECT revision = ?3 FROM accounts WHERE id = ?1), 0)
           AND coalesce((SELECT state = 'running' FROM imports WHERE account = ?1 AND id = ?2), 0)
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
    account,
    importId,
    revision,
  );
}

/** The last statement of such a write. */
export function raiseRevision(db: Database, account: string): D1PreparedStatement {
  return db.sql("UPDATE accounts SET revision = revision + 1 WHERE id = ?1", account);
}

/** The first statement of a change to a draft: undoes the batch unless it still is one, at this revision. */
export function assertDraft(db: Database, account: string, importId: string, revision: number): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, coalesce((SELECT state IN ('invalid', 'ready') AND revision = ?3 FROM imports WHERE account = ?1 AND id = ?2), 0)
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
    account,
    importId,
    revision,
  );
}
