import type { MoveOf } from "../../domain/operation/moving.ts";
import type { AccountDatabase } from "../../store/database.ts";
import { clearPage } from "../../store/moves/clear.ts";
import { movedTables } from "../../store/moves/tables.ts";

/** So long is cleared at one go (milliseconds). */
const GO_MS = 5_000;

/** Deletes what an account has in a database, what refers to others first, for some seconds; tells whether all of it is gone. */
export async function clearAll(db: AccountDatabase, move: MoveOf, isDeparting: boolean): Promise<boolean> {
  const until = Date.now() + GO_MS;
  for (const table of movedTables.toReversed()) {
    while (await clearPage(db, move, { table, isDeparting })) if (Date.now() > until) return false;
  }
  return true;
}
