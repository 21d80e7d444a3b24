import { log } from "../../log.ts";
import { tellMailsRecorded } from "../../platform/coordinator.ts";

/** Has the account's pending mails sent and watched; they are recorded already, so a failure here only delays them. */
export async function wakeMails(env: Env, account: string): Promise<void> {
  try {
    await tellMailsRecorded(env, account);
  } catch (error) {
    log("mails_not_woken", { account }, error);
  }
}
