import type { DirectoryDatabase } from "../database.ts";
import { turnedAwayEntriesStatement } from "./directory-audit.ts";

/** Networks whose count goes into the audit at once. */
const AT_ONCE = 500;

/** Counts a try to sign in that was turned away, for its network and the ten minutes that it falls into (S8). */
export async function countTurnedAway(
  db: DirectoryDatabase,
  tried: { readonly network: string; readonly slot: string },
): Promise<void> {
  await db.run(
    db.sql(
      `INSERT INTO turned_away (slot, network, tries) VALUES (?1, ?2, 1)
       ON CONFLICT (slot, network) DO UPDATE SET tries = tries + 1`,
      tried.slot,
      tried.network,
    ),
  );
}

/** Writes into the audit what was counted in the ten minutes that have ended before this: an entry for each network. */
export async function keepTurnedAway(
  db: DirectoryDatabase,
  { before, now }: { readonly before: string; readonly now: string },
): Promise<void> {
  await db.batch([
    turnedAwayEntriesStatement(db, { now, before, limit: AT_ONCE }),
    db.sql(
      `DELETE FROM turned_away WHERE (slot, network) IN
         (SELECT slot, network FROM turned_away WHERE slot < ?1 ORDER BY slot, network LIMIT ?2)`,
      before,
      AT_ONCE,
    ),
  ]);
}
