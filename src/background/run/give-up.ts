import type { ChunkRange } from "../../domain/import/import.ts";
import { coded } from "../../domain/problems/codes.ts";
import type { AccountDatabase } from "../../store/database.ts";
import type { RunningImport } from "../../store/guarded.ts";
import { failRows } from "../../store/imports/run.ts";
import { keepRows } from "../../store/imports/undo.ts";

/** What could not be settled after bounded tries: a range of an import that runs, or of its undo. */
export type Unsettled = RunningImport & ChunkRange & { readonly undo: boolean };

/**
 * Ends the rows of a range as internal_error, so that import and undo end too (I5): no user is created for them, or none of
 * theirs removed. Throws "stale" (isStale) and writes nothing where another epoch goes on.
 */
export async function giveUp(db: AccountDatabase, range: Unsettled, now: string): Promise<void> {
  if (range.undo) await keepRows(db, range, coded("internal_error", { of: "undo" }), now);
  else await failRows(db, range, coded("internal_error", { of: "row" }), now);
}
