import { log, reasonOf } from "../log.ts";
import { Database } from "../store/database.ts";
import { listWatchedAccounts } from "../store/sweep.ts";

/** The second net, by cron: wakes the coordinators of accounts that have an active import or mails that are due. */
export async function sweep(env: Env): Promise<void> {
  const watched = await listWatchedAccounts(new Database(env.DB), new Date().toISOString());
  for (const { account, importId } of watched) {
    try {
      await env.COORDINATORS.getByName(account).watch(importId);
    } catch (error) {
      log("sweep_failed", { account, reason: reasonOf(error) });
    }
  }
}
