import { beginClearing, findInMove, release } from "../../store/moves/roles.ts";
import { openAll } from "../../store/places/open.ts";
import { clearAll } from "./clearing.ts";

/**
 * Ends what is left of a move that the directory knows nothing of: its account was removed meanwhile, or the directory was restored.
 * Where the account lies it is written again; elsewhere what there is of it is deleted. Gives null when nothing is left to do.
 */
export async function clearStrays(env: Env, account: string, home: string | null): Promise<number | null> {
  for (const db of openAll(env)) {
    const stray = await findInMove(db, account);
    if (!stray) continue;
    if (db.name !== home) {
      await beginClearing(db, stray);
      // Nobody follows the events of an account that there is no more.
      if (!(await clearAll(db, stray, home !== null))) return 0;
    }
    await release(db, stray);
  }
  return null;
}
