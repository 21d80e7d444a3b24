import * as v from "valibot";
import type { Import, OpenDraft } from "../../../domain/import/import.ts";
import type { AuditEntry } from "../../audit/audit.ts";
import { text, whole } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { rows } from "../../decode.ts";
import { attempt } from "../../guarded.ts";
import { importOf, importRow } from "../import-record.ts";

/** Drafts that are thrown away lie in a bin for some days, and come back out of it (E15). */

/**
 * Throws a draft away; tells whether it was one. Its revision is raised, as when it comes back: what was decided on it
 * before, a start too, is not done any more.
 */
export async function throwDraftAway(db: AccountDatabase, importId: string, audit: AuditEntry): Promise<boolean> {
  const statement = db.sql(
    `UPDATE imports SET deleted_at = ?3, touched_at = ?3, revision = revision + 1
     WHERE account = ?1 AND id = ?2 AND state IN ('invalid', 'ready') AND deleted_at IS NULL`,
    audit.account,
    importId,
    audit.at,
  );
  return (await attempt(db, "other", [statement], audit)).changed;
}

/** Brings a draft back that was thrown away after a moment; tells whether it did. */
export async function bringDraftBack(
  db: AccountDatabase,
  importId: string,
  { since, audit }: { readonly since: string; readonly audit: AuditEntry },
): Promise<boolean> {
  const statement = db.sql(
    `UPDATE imports SET deleted_at = NULL, touched_at = ?3, revision = revision + 1
     WHERE account = ?1 AND id = ?2 AND deleted_at > ?4`,
    audit.account,
    importId,
    audit.at,
    since,
  );
  return (await attempt(db, "other", [statement], audit)).changed;
}

/** A draft in the bin, and when it was thrown away. */
export type ThrownAway = { readonly draft: Import; readonly at: string };

/** Lists the drafts of an account that were thrown away after a moment, the last first. */
export async function listThrownAway(
  db: AccountDatabase,
  account: string,
  page: { readonly since: string; readonly limit: number },
): Promise<readonly ThrownAway[]> {
  const found = await db.all(
    v.object({ ...importRow.entries, deleted_at: text }),
    db.sql(
      `SELECT * FROM imports WHERE account = ?1 AND state IN ('invalid', 'ready') AND deleted_at > ?2
       ORDER BY deleted_at DESC, id DESC LIMIT ?3`,
      account,
      page.since,
      page.limit,
    ),
  );
  return found.map((record) => ({ draft: importOf(record), at: record.deleted_at }));
}

/** Finds a draft that was thrown away after a moment; null where none of this id was. */
export async function findThrownAway(
  db: AccountDatabase,
  account: string,
  { id, since }: { readonly id: string; readonly since: string },
): Promise<ThrownAway | null> {
  const record = await db.first(
    v.object({ ...importRow.entries, deleted_at: text }),
    db.sql("SELECT * FROM imports WHERE account = ?1 AND id = ?2 AND deleted_at > ?3", account, id, since),
  );
  return record && { draft: importOf(record), at: record.deleted_at };
}

/** Lists the newest drafts of an account, for a batch (E1). */
export function openDraftsStatement(db: AccountDatabase, account: string, limit: number): D1PreparedStatement {
  return db.sql(
    `SELECT * FROM imports WHERE account = ?1 AND state IN ('invalid', 'ready') AND deleted_at IS NULL
     ORDER BY id DESC LIMIT ?2`,
    account,
    limit,
  );
}

const draftRow = v.object({ ...importRow.entries, open_questions: whole });

function draftOf(row: v.InferOutput<typeof draftRow>): OpenDraft {
  return { ...importOf(row), open_questions: row.open_questions };
}

/** Reads drafts out of a result of a batch. */
export function readDrafts(results: readonly D1Result[], index: number): readonly OpenDraft[] {
  return rows(draftRow, results, index).map(draftOf);
}
