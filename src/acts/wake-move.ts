import { log } from "../log.ts";
import { askToMove } from "../platform/coordinator.ts";

const MOST_TRIES = 2;

/**
 * Has the account's object go on with a move, or clear what one has left. That is recorded already: where the object does not hear of it
 * the cron tells it again, within five minutes.
 */
export async function wakeMove(env: Env, account: string): Promise<void> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    try {
      return await askToMove(env, account);
    } catch (error) {
      log("account_move_failed", { account }, error);
    }
  }
}
