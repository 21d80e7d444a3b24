import * as v from "valibot";
import { text, whole } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";

/** Counts one more use of a key and tells how many there are in its window of time; exact under parallel requests (S6). */
export async function countUse(
  db: DirectoryDatabase,
  use: { readonly key: string; readonly now: string; readonly endsAt: string },
): Promise<{ readonly used: number; readonly endsAt: string }> {
  const { used, ends_at } = await db.only(
    v.object({ used: whole, ends_at: text }),
    db.sql(
      `INSERT INTO rate_windows (key, ends_at, used) VALUES (?1, ?3, 1)
       ON CONFLICT (key) DO UPDATE SET
         used = CASE WHEN ends_at <= ?2 THEN 1 ELSE used + 1 END,
         ends_at = CASE WHEN ends_at <= ?2 THEN excluded.ends_at ELSE ends_at END
       RETURNING used, ends_at`,
      use.key,
      use.now,
      use.endsAt,
    ),
  );
  return { used, endsAt: ends_at };
}

/** Takes back one use of a key, because it did not count after all. */
export async function returnUse(db: DirectoryDatabase, key: string): Promise<void> {
  await db.run(db.sql("UPDATE rate_windows SET used = used - 1 WHERE key = ?1 AND used > 0", key));
}
