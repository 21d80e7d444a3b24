import { log } from "../../log.ts";
import { tellDeliveriesRecorded } from "../../platform/coordinator.ts";

/** Has what waits for the account's webhooks sent and watched; it is recorded already, so a failure here only delays it. */
export async function wakeWebhooks(env: Env, account: string): Promise<void> {
  try {
    await tellDeliveriesRecorded(env, account);
  } catch (error) {
    log("deliveries_not_woken", { account }, error);
  }
}
