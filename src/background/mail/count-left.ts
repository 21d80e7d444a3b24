import { deadLeases } from "../../domain/mail/lease.ts";
import type { MailPause } from "../../domain/mail/pause.ts";
import type { MailsLeft } from "../../domain/mail/watch.ts";
import type { AccountDatabase } from "../../store/database.ts";
import { countDueMails, type DueMails } from "../../store/mails/due.ts";
import { endDeadLeases } from "./dead-leases.ts";

type Left = Pick<DueMails, "first" | "bulk"> &
  Pick<MailsLeft, "isHeld" | "next"> & { readonly pause: MailPause | null };

type Asked = { readonly account: string; readonly isolateSince: number; readonly now: number };

/** Counts the mails of an account that are left, at a time in milliseconds; what the dead held is let go of first (M4). */
export async function countLeft(db: AccountDatabase, { account, isolateSince, now }: Asked): Promise<Left> {
  const counted = await countDueMails(db, account, iso(now));
  const next = counted.next === null ? null : Date.parse(counted.next);
  const isHeld = counted.heldUntil !== null;
  const dead = deadLeases(isolateSince);
  if (next === null || counted.heldUntil === null || counted.heldUntil >= iso(dead.endBefore))
    return { ...counted, isHeld, next };
  if (now < dead.from) return { ...counted, isHeld, next: Math.min(dead.from, next) };
  await endDeadLeases(db, account, { isolateSince, now });
  return { ...(await countDueMails(db, account, iso(now))), isHeld: false, next: now };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
