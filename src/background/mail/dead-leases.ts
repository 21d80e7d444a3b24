import { deadLeases } from "../../domain/mail/lease.ts";
import { log } from "../../log.ts";
import type { AccountDatabase } from "../../store/database.ts";
import { endLeases } from "../../store/mails/leases.ts";

/**
 * Lets go of the mails that the dead hold, once nobody from before `isolateSince` can be about to record how they ended (M4); gives
 * how many. Times are milliseconds.
 */
export async function endDeadLeases(
  db: AccountDatabase,
  account: string,
  { isolateSince, now }: { readonly isolateSince: number; readonly now: number },
): Promise<number> {
  const { endBefore, from } = deadLeases(isolateSince);
  if (now < from) return 0;
  const freed = await endLeases(db, account, { before: iso(endBefore), now: iso(now) });
  if (freed > 0) log("mail_leases_ended", { account, mails: freed });
  return freed;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
