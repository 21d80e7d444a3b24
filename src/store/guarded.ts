import type { AuditEntry } from "./audit/audit.ts";
import type { AccountDatabase } from "./database.ts";

/** A change that was decided at a revision of its account, with what the audit says of it. */
export type AccountChange = { readonly account: string; readonly revision: number; readonly audit: AuditEntry };

/** The first statement of a write on an account's things: undoes the batch unless the account is still at this revision. */
export function assertRevision(db: AccountDatabase, account: string, revision: number): D1PreparedStatement {
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
export function assertAbsent(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, NOT EXISTS (SELECT 1 FROM accounts WHERE id = ?1)
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
    account,
  );
}

/** A running import as whoever writes to it believes it to be; an older epoch may write nothing. */
export type RunningImport = { readonly account: string; readonly importId: string; readonly epoch: number };

/** The first statement of a write to an import's rows: it must be running, in this epoch (I5, I6). */
export function assertRunning(db: AccountDatabase, { account, importId, epoch }: RunningImport): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, coalesce((SELECT state = 'running' AND epoch = ?3 FROM imports WHERE account = ?1 AND id = ?2), 0)
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
    account,
    importId,
    epoch,
  );
}

/** The last statement of such a write: who has read before it and writes after it must read again. */
export function raiseRevision(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql("UPDATE accounts SET revision = revision + 1 WHERE id = ?1", account);
}

/** The first statement of a change to a draft: undoes the batch unless it still is one, at this revision. */
export function assertDraft(
  db: AccountDatabase,
  account: string,
  importId: string,
  revision: number,
): D1PreparedStatement {
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
