import { log } from "../../log.ts";
import { askToMove } from "../../platform/coordinator.ts";
import { DirectoryDatabase } from "../../store/database.ts";
import { listMoving } from "../../store/moves/moves.ts";
import { listInMove } from "../../store/moves/roles.ts";
import { openAll } from "../../store/places/open.ts";

/**
 * Wakes the objects of accounts that are being moved, whatever they have forgotten, and of those that a database knows to be moved
 * and the directory does not: an old copy of an account that was removed would stay for good, and keep the cron from all others (O6).
 */
export async function goOnMoving(env: Env): Promise<void> {
  for (const account of await movingAnywhere(env)) {
    try {
      await askToMove(env, account);
    } catch (error) {
      log("account_move_failed", { account }, error);
    }
  }
}

async function movingAnywhere(env: Env): Promise<ReadonlySet<string>> {
  const moving = new Set(await listMoving(new DirectoryDatabase(env.DIRECTORY)));
  const ends = await Promise.allSettled(openAll(env).map(listInMove));
  for (const end of ends) if (end.status === "fulfilled") for (const account of end.value) moving.add(account);
  return moving;
}
