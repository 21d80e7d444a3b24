import type { ImportState } from "../domain/import/import.ts";
import { type AuditEntry, auditIfChangedStatement, auditStatements } from "./audit/audit.ts";
import type { AccountDatabase } from "./database.ts";
import { hasRows } from "./decode.ts";

/** What a write was decided on. All that is named here must still hold, or nothing is written. */
export type Basis = {
  readonly account: string;
  /** The account's things are as they were at this revision. The write raises it. */
  readonly revision?: number;
  /** The import runs, in this epoch: an older one may write nothing (I5, I6). The write raises the account's revision. */
  readonly run?: Epoch;
  /** The import is being undone, in this epoch. The write raises the account's revision (I11). */
  readonly undo?: Epoch;
  /** The import is still a draft, at this revision of its own. */
  readonly draft?: { readonly importId: string; readonly revision: number };
  /** No import of the account runs. */
  readonly noRun?: true;
  /** There is no account of this id. */
  readonly absent?: true;
  /** A statement that is done first, and whose own WHERE says when it may be done: it must change something. */
  readonly first?: D1PreparedStatement | null;
  /** A statement of the change itself that must change so many rows: of each it says how it was read. */
  readonly exactly?: { readonly statement: D1PreparedStatement; readonly rows: number };
};

type Epoch = { readonly importId: string; readonly epoch: number };

/** A change that was decided at a revision of its account, with what the audit says of it. */
export type AccountChange = { readonly account: string; readonly revision: number; readonly audit: AuditEntry };

/** An import that runs, or is being undone, as whoever writes to it believes it to be. */
export type RunningImport = Epoch & { readonly account: string };

/**
 * Writes what was decided in one transaction, with its audit entry and the account's new revision. Throws "stale"
 * (isStale) and writes nothing unless all that it was decided on still holds. A run's own steps leave no entry (null).
 * With an entry it is tried again after a passing error of D1: whether it was done is told by its entry. Gives the results of
 * the statements; null where it was done before, by a call whose answer was lost.
 */
export async function guarded(
  db: AccountDatabase,
  basis: Basis,
  statements: readonly D1PreparedStatement[],
  audit: AuditEntry | null,
): Promise<readonly D1Result[] | null> {
  const raises = [basis.revision, basis.run, basis.undo].some((decidedOn) => decidedOn !== undefined);
  const before = assertions(db, basis);
  const first = [...before, ...statements];
  const last = raises ? [raiseRevision(db, basis.account)] : [];
  const own = (results: readonly D1Result[]) => results.slice(before.length, first.length);
  if (audit === null) return own(await db.batch([...first, ...last]));
  const { keep, isKept } = auditStatements(db, audit);
  const results = await db.once([...first, keep, ...last], isKept);
  return results && own(results);
}

/** What came of an attempt: whether it changed anything, and the results of its statements. */
export type Attempt = { readonly changed: boolean; readonly results: readonly D1Result[] };

/**
 * Tries a change whose own WHERE says when it may be made, in one transaction. Its audit entry and, if it is one of the
 * inventory, the account's new revision are written with it, but only if the last of its statements that writes has
 * changed something. So are `events`, each of which asks whether the statement before it has changed something (W1).
 */
export async function attempt(
  db: AccountDatabase,
  of: "inventory" | "other",
  statements: readonly D1PreparedStatement[],
  audit: AuditEntry,
  events: readonly D1PreparedStatement[] = [],
): Promise<Attempt> {
  const results = await db.batch([
    ...statements,
    auditIfChangedStatement(db, audit),
    ...(of === "inventory" ? [raiseIfChanged(db, audit.account)] : []),
    ...events,
  ]);
  // D1 counts as changes what full-text indexes write later on as well: the entry itself tells.
  return { changed: hasRows(results, statements.length), results };
}

/** Each is undone with the whole batch by the CHECK on `ok`. */
function assertions(db: AccountDatabase, basis: Basis): readonly D1PreparedStatement[] {
  const { account, revision, run, undo, draft, noRun, absent, first, exactly } = basis;
  return [
    ...(first ? [first, assertChanged(db)] : []),
    ...(exactly ? [exactly.statement, assertChangedRows(db, exactly.rows)] : []),
    ...(noRun ? [assertNoRun(db, account)] : []),
    ...(absent ? [assertAbsent(db, account)] : []),
    ...(draft ? [assertDraft(db, account, draft)] : []),
    ...(run ? [assertEpoch(db, account, run, "running")] : []),
    ...(undo ? [assertEpoch(db, account, undo, "undoing")] : []),
    ...(revision === undefined ? [] : [assertRevision(db, account, revision)]),
  ];
}

function assertChanged(db: AccountDatabase): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, changes() > 0
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
  );
}

/** What triggers change besides does not count. */
function assertChangedRows(db: AccountDatabase, rows: number): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, changes() = ?1
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
    rows,
  );
}

function assertRevision(db: AccountDatabase, account: string, revision: number): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, coalesce((SELECT revision = ?2 FROM accounts WHERE id = ?1), 0)
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
    account,
    revision,
  );
}

function assertAbsent(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, NOT EXISTS (SELECT 1 FROM accounts WHERE id = ?1)
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
    account,
  );
}

function assertNoRun(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, NOT EXISTS (SELECT 1 FROM imports WHERE account = ?1 AND state = 'running')
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
    account,
  );
}

function assertEpoch(
  db: AccountDatabase,
  account: string,
  { importId, epoch }: Epoch,
  state: ImportState,
): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, coalesce((SELECT state = ?4 AND epoch = ?3 FROM imports WHERE account = ?1 AND id = ?2), 0)
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
    account,
    importId,
    epoch,
    state,
  );
}

function assertDraft(
  db: AccountDatabase,
  account: string,
  { importId, revision }: NonNullable<Basis["draft"]>,
): D1PreparedStatement {
  return db.sql(
    `INSERT INTO assertions (id, ok)
     SELECT 1, coalesce((SELECT state IN ('invalid', 'ready') AND deleted_at IS NULL AND revision = ?3 FROM imports WHERE account = ?1 AND id = ?2), 0)
     WHERE true
     ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
    account,
    importId,
    revision,
  );
}

/** Whoever has read before it and writes after it must read again. */
function raiseRevision(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql("UPDATE accounts SET revision = revision + 1 WHERE id = ?1", account);
}

function raiseIfChanged(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql("UPDATE accounts SET revision = revision + 1 WHERE id = ?1 AND changes() > 0", account);
}
