import * as v from "valibot";
import { text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

/** An import whose upload, or all of it, has been kept long enough (S9). */
export type Outlived = Readonly<v.InferOutput<typeof outlived>>;

const outlived = v.object({ account: text, id: text });

/** Lists ended imports whose account's retention period has passed and whose rows are still there, the longest ended first. */
export async function listOutlived(db: AccountDatabase, now: string, limit: number): Promise<readonly Outlived[]> {
  return db.all(
    outlived,
    db.sql(
      `SELECT imports.account, imports.id FROM imports JOIN accounts ON accounts.id = imports.account
       WHERE finished_at IS NOT NULL AND purged_at IS NULL AND state <> 'undoing'
         AND julianday(?1) - julianday(finished_at) >= retention_days
       ORDER BY finished_at LIMIT ?2`,
      now,
      limit,
    ),
  );
}

/** A draft that has been kept long enough, as it was then. */
export type StaleDraft = Readonly<v.InferOutput<typeof staleDraft>>;

const staleDraft = v.object({ ...outlived.entries, revision: whole });

/** Lists drafts that nobody has touched since, and of each account those beyond the ones that were touched last. */
export async function listStaleDrafts(
  db: AccountDatabase,
  bounds: { readonly untouchedSince: string; readonly newest: number; readonly limit: number },
): Promise<readonly StaleDraft[]> {
  return db.all(
    staleDraft,
    // What was thrown away takes nobody's place.
    db.sql(
      `SELECT account, id, revision FROM
         (SELECT account, id, revision, touched_at, deleted_at,
                 row_number() OVER (PARTITION BY account, deleted_at IS NULL ORDER BY touched_at DESC, id DESC) AS place
          FROM imports WHERE state IN ('invalid', 'ready'))
       WHERE touched_at <= ?1 OR (place > ?2 AND deleted_at IS NULL)
       ORDER BY touched_at LIMIT ?3`,
      bounds.untouchedSince,
      bounds.newest,
      bounds.limit,
    ),
  );
}

/**
 * Deletes the rows of an ended import, and what had been changed in its draft, unless it is being undone just now; its counts
 * stay.
 */
export async function purgeRows(db: AccountDatabase, { account, id }: Outlived, now: string): Promise<void> {
  await db.batch([
    db.sql(
      `DELETE FROM import_rows WHERE import_id =
         (SELECT id FROM imports WHERE account = ?1 AND id = ?2 AND finished_at IS NOT NULL AND state <> 'undoing')`,
      account,
      id,
    ),
    db.sql(
      `DELETE FROM draft_changes WHERE import_id =
         (SELECT id FROM imports WHERE account = ?1 AND id = ?2 AND finished_at IS NOT NULL)`,
      account,
      id,
    ),
    db.sql(
      `UPDATE imports SET purged_at = ?3
       WHERE account = ?1 AND id = ?2 AND finished_at IS NOT NULL AND state <> 'undoing'`,
      account,
      id,
      now,
    ),
  ]);
}

/** Deletes of an account's own things what has run out and means nothing any more, some of each kind at a time. */
export async function clearExpired(
  db: AccountDatabase,
  bounds: { readonly now: string; readonly keysBefore: string; readonly limit: number },
): Promise<void> {
  const { now, keysBefore, limit } = bounds;
  await db.batch([
    db.sql(
      `DELETE FROM idempotency_keys WHERE (account, key) IN
         (SELECT account, key FROM idempotency_keys WHERE claimed_at <= ?1 LIMIT ?2)`,
      keysBefore,
      limit,
    ),
    // An hour later than it must: nobody takes turns at an address by an older clock.
    db.sql(
      `DELETE FROM mail_paces WHERE (account, address) IN
         (SELECT account, address FROM mail_paces WHERE free_at <= strftime('%Y-%m-%dT%H:%M:%fZ', ?1, '-1 hour') LIMIT ?2)`,
      now,
      limit,
    ),
  ]);
}
