import * as v from "valibot";
import type { Resealing } from "../../domain/keys/resealing.ts";
import { maybeText, text, truth, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import type { RowSchema } from "../decode.ts";

const progressRow: RowSchema<Resealing> = v.object({
  thing: text,
  keys: text,
  position: text,
  resealed: whole,
  unopened: whole,
  changed: truth,
  began_at: text,
  finished_at: maybeText,
});

/** Lists how far the things of each kind have been sealed anew. */
export async function listProgress(db: AccountDatabase): Promise<readonly Resealing[]> {
  return db.all(
    progressRow,
    db.sql(
      `SELECT thing, keys, position, resealed, unopened, changed, began_at, finished_at FROM resealing ORDER BY thing`,
    ),
  );
}

/** Keeps how far the things of a kind have been sealed anew. */
export async function saveProgress(db: AccountDatabase, progress: Resealing): Promise<void> {
  const { thing, keys, position, resealed, unopened, changed, began_at, finished_at } = progress;
  await db.run(
    db.sql(
      `INSERT INTO resealing (thing, keys, position, resealed, unopened, changed, began_at, finished_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
       ON CONFLICT (thing) DO UPDATE SET keys = excluded.keys, position = excluded.position, resealed = excluded.resealed,
         unopened = excluded.unopened, changed = excluded.changed, began_at = excluded.began_at,
         finished_at = excluded.finished_at`,
      thing,
      keys,
      position,
      resealed,
      unopened,
      changed ? 1 : 0,
      began_at,
      finished_at,
    ),
  );
}
