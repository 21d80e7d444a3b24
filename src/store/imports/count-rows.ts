import type { AccountDatabase } from "../database.ts";

/** What can become of a row while its import runs, and while it is undone. */
type Ended = "created" | "failed" | "skipped" | "undone" | "kept";

type Counted = {
  readonly account: string;
  readonly importId: string;
  readonly now: string;
  /** The revision that the transaction raises. */
  readonly revision?: number;
};

/**
 * The statement that counts the rows of an import whose end the statement right before it has written, for its batch: the
 * counts are kept, since to count anew would read every row of the import with each chunk. What the account had when the rows
 * were checked stays known if the import alone has changed it since.
 */
export function countRowsStatement(
  db: AccountDatabase,
  { account, importId, now, revision }: Counted,
  ended: Ended,
): D1PreparedStatement {
  return db.sql(
    `UPDATE imports SET
       created = created + CASE ?4 WHEN 'created' THEN changes() WHEN 'undone' THEN -changes() ELSE 0 END,
       failed = failed + iif(?4 = 'failed', changes(), 0), skipped = skipped + iif(?4 = 'skipped', changes(), 0),
       undone = undone + iif(?4 = 'undone', changes(), 0), kept = kept + iif(?4 = 'kept', changes(), 0),
       pending = pending - iif(?4 IN ('created', 'failed', 'skipped'), changes(), 0), settled_at = ?3, touched_at = ?3,
       checked_revision = iif(checked_revision = ?5, ?5 + 1, checked_revision)
     WHERE account = ?1 AND id = ?2 AND state = CASE WHEN ?4 IN ('undone', 'kept') THEN 'undoing' ELSE 'running' END`,
    account,
    importId,
    now,
    ended,
    revision ?? null,
  );
}
