import { CALL_TIMEOUT_MS } from "../../domain/limits.ts";
import { log, reasonOf } from "../../log.ts";
import { within } from "../../platform/within.ts";

/** Has the account's pending mails sent and watched; they are recorded already, so a failure here only delays them. */
export async function wakeMails(env: Env, account: string): Promise<void> {
  try {
    const coordinator = env.COORDINATORS.getByName(account);
    await within(CALL_TIMEOUT_MS, "the coordinator", coordinator.mailsRecorded());
  } catch (error) {
    log("mails_not_woken", { account, reason: reasonOf(error) });
  }
}
