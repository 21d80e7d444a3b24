import type { DirectoryDatabase } from "../database.ts";

/** Deletes of the directory what has run out and means nothing any more, some of each kind at a time. */
export async function clearExpiredAccess(
  db: DirectoryDatabase,
  bounds: { readonly now: string; readonly sessionsBefore: string; readonly limit: number },
): Promise<void> {
  const { now, sessionsBefore, limit } = bounds;
  await db.batch([
    db.sql(
      "DELETE FROM rate_windows WHERE key IN (SELECT key FROM rate_windows WHERE ends_at <= ?1 LIMIT ?2)",
      now,
      limit,
    ),
    db.sql(
      "DELETE FROM sessions WHERE id_hash IN (SELECT id_hash FROM sessions WHERE created_at <= ?1 LIMIT ?2)",
      sessionsBefore,
      limit,
    ),
    db.sql(
      "DELETE FROM sign_ins WHERE id_hash IN (SELECT id_hash FROM sign_ins WHERE created_at <= ?1 LIMIT ?2)",
      sessionsBefore,
      limit,
    ),
    db.sql("DELETE FROM links WHERE id IN (SELECT id FROM links WHERE expires_at <= ?1 LIMIT ?2)", now, limit),
  ]);
}
