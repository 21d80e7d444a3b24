import { ulid } from "ulid";
import * as v from "valibot";
import { text, whole } from "../columns.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";
import { onlyRow } from "../decode.ts";

/** How often a key was used in its window of time, this use included, and when that ends. */
export type Use = { readonly used: number; readonly endsAt: string };

/**
 * Counts one more use of each key, in one transaction; exact under parallel requests, and where an answer of D1 is lost: a mark of
 * its own, which is gone with its window, tells that they were counted (S6).
 */
export async function countUses(
  db: DirectoryDatabase,
  keys: readonly string[],
  window: { readonly now: string; readonly endsAt: string },
): Promise<readonly Use[]> {
  const mark = `counted:${ulid()}`;
  const counted = await db.once(
    [...keys.map((key) => countStatement(db, key, window)), markStatement(db, mark, window.endsAt)],
    db.sql("SELECT 1 FROM rate_windows WHERE key = ?1", mark),
  );
  const results = counted ?? (await db.batch(keys.map((key) => lookStatement(db, key))));
  return keys.map((_, at) => {
    const { used, ends_at } = onlyRow(v.object({ used: whole, ends_at: text }), results, at);
    return { used, endsAt: ends_at };
  });
}

function markStatement(db: DirectoryDatabase, mark: string, endsAt: string): DirectoryStatement {
  return db.sql("INSERT INTO rate_windows (key, ends_at, used) VALUES (?1, ?2, 0)", mark, endsAt);
}

function lookStatement(db: DirectoryDatabase, key: string): DirectoryStatement {
  return db.sql("SELECT used, ends_at FROM rate_windows WHERE key = ?1", key);
}

function countStatement(
  db: DirectoryDatabase,
  key: string,
  { now, endsAt }: { readonly now: string; readonly endsAt: string },
): DirectoryStatement {
  return db.sql(
    `INSERT INTO rate_windows (key, ends_at, used) VALUES (?1, ?3, 1)
     ON CONFLICT (key) DO UPDATE SET
       used = CASE WHEN ends_at <= ?2 THEN 1 ELSE used + 1 END,
       ends_at = CASE WHEN ends_at <= ?2 THEN excluded.ends_at ELSE ends_at END
     RETURNING used, ends_at`,
    key,
    now,
    endsAt,
  );
}

/** The statement that takes back one use of a key, because it did not count after all. */
export function returnStatement(db: DirectoryDatabase, key: string): DirectoryStatement {
  return db.sql("UPDATE rate_windows SET used = used - 1 WHERE key = ?1 AND used > 0", key);
}
