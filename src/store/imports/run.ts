import * as v from "valibot";
import type { ChunkRange, ImportState, RowFailure } from "../../domain/import/import.ts";
import { moves } from "../../domain/import/moves.ts";
import { FIRST_EPOCH, type Starter } from "../../domain/import/run.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { isTaken } from "../database.ts";
import { importEventStatement } from "../events/record-imports.ts";
import { attempt, guarded, type RunningImport } from "../guarded.ts";
import { countRowsStatement } from "./count-rows.ts";
import { readStartedRows, startedRowsStatements } from "./left-rows.ts";
import { rememberStatements } from "./remembered.ts";

/** What became of an attempt to set an import running. */
export type StartOutcome =
  | { readonly kind: "started"; readonly epoch: number; readonly rows: readonly number[] }
  /** It was not ready at that revision; the state in which it was found instead, null where there is none. */
  | { readonly kind: "not_started"; readonly state: ImportState | null }
  | { readonly kind: "another_is_active" };

/**
 * Sets a ready import running and gives its rows in file order, unless the account's single place is taken (I1), or extensions have
 * another length by now than when it was checked: all that it asks for had that one.
 */
export async function startRun(
  db: AccountDatabase,
  account: string,
  importId: string,
  { who, address, now, revision }: Starter,
): Promise<StartOutcome> {
  // The entry is kept if the last statement that writes has changed something: that is the start itself.
  const before = rememberStatements(db, { account, importId, now, revision });
  const statements = [
    ...before,
    db.sql(
      `UPDATE imports SET state = ?8, started_at = ?3, settled_at = ?3, touched_at = ?3, started_by = ?4,
              started_from = ?5
       WHERE account = ?1 AND id = ?2 AND state = ?7 AND revision = ?6 AND open_questions = 0
         AND coalesce(length(asked_extensions ->> 0) = (SELECT extension_length FROM accounts WHERE id = ?1), 1)`,
      account,
      importId,
      now,
      who,
      address,
      revision,
      moves.start.from,
      moves.start.to,
    ),
    ...startedRowsStatements(db, account, importId),
  ];
  try {
    const audit = { account, at: now, who, address, action: "import.start", subject: importId };
    const told = importEventStatement(db, { account, at: now }, importId);
    const { changed, results } = await attempt(db, "other", statements, audit, [told]);
    const found = readStartedRows(results, before.length + 1);
    if (!changed || !found) return { kind: "not_started", state: found?.state ?? null };
    return { kind: "started", epoch: FIRST_EPOCH, rows: found.rows };
  } catch (error) {
    if (isTaken(error, "imports.account")) return { kind: "another_is_active" };
    throw error;
  }
}

/**
 * From the moment that this has happened, no chunk of the import can be written (I6); tells whether it was running.
 * The audit entry is kept with it.
 */
export async function markStopping(db: AccountDatabase, importId: string, audit: AuditEntry): Promise<boolean> {
  const statement = db.sql(
    "UPDATE imports SET state = ?5, touched_at = ?3 WHERE account = ?1 AND id = ?2 AND state = ?4",
    audit.account,
    importId,
    audit.at,
    moves.stop.from,
    moves.stop.to,
  );
  return (await attempt(db, "other", [statement], audit)).changed;
}

/**
 * Begins a new epoch of an import that runs or is being undone: whoever still works in an older one does nothing any more.
 * Null for any other.
 */
export async function raiseEpoch(db: AccountDatabase, account: string, importId: string): Promise<number | null> {
  const raised = await db.first(
    v.object({ epoch: whole }),
    db.sql(
      `UPDATE imports SET epoch = epoch + 1 WHERE account = ?1 AND id = ?2 AND state IN ('running', 'undoing')
       RETURNING epoch`,
      account,
      importId,
    ),
  );
  return raised?.epoch ?? null;
}

/**
 * Gives rows of a range that could not be settled after bounded tries their end, so that the import ends too (I5).
 * Throws "stale" (isStale) and writes nothing unless the import runs in this epoch. Whoever settles the same rows at this
 * moment must read again, because the account's revision is raised.
 */
export async function failRows(
  db: AccountDatabase,
  run: RunningImport & ChunkRange,
  failure: RowFailure,
  now: string,
): Promise<void> {
  const statements = [
    db.sql(
      `UPDATE import_rows SET outcome = 'failed', code = ?4, params = ?5
       WHERE import_id = ?1 AND row BETWEEN ?2 AND ?3 AND outcome = 'pending'`,
      run.importId,
      run.from,
      run.to,
      failure.code,
      JSON.stringify(failure.params),
    ),
    countRowsStatement(db, { account: run.account, importId: run.importId, now }, "failed"),
  ];
  await guarded(db, { account: run.account, run }, statements, null);
}
