import { log } from "../../log.ts";
import { askToMove } from "../../platform/coordinator.ts";
import { DirectoryDatabase } from "../../store/database.ts";
import { listMoving } from "../../store/moves/moves.ts";

/** Wakes the objects of accounts that are being moved, whatever they have forgotten (O6). */
export async function goOnMoving(env: Env): Promise<void> {
  for (const account of await listMoving(new DirectoryDatabase(env.DIRECTORY))) {
    try {
      await askToMove(env, account);
    } catch (error) {
      log("account_move_failed", { account }, error);
    }
  }
}
