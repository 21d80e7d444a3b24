import { log } from "../../log.ts";
import { reconcileCounts } from "./counts.ts";
import { goOnMoving } from "./moves.ts";
import { clearOrphans } from "./orphans.ts";
import { endIdlePauses } from "./pauses.ts";
import { resealAll } from "./reseal.ts";
import { clearOldMails, clearOutlived, clearRunOut } from "./retention.ts";
import { noteSizes } from "./sizes.ts";
import { sweep } from "./sweep.ts";

/** Everything that the cron looks after, at a time in milliseconds. What fails holds up nothing else and is tried the next time. */
export async function everyFiveMinutes(env: Env, now: number): Promise<void> {
  const rounds = {
    sweep: sweep(env),
    retention: clearOutlived(env, now),
    expiry: clearRunOut(env, now),
    mails: clearOldMails(env, now),
    pauses: endIdlePauses(env, now),
    orphans: clearOrphans(env, now),
    counts: reconcileCounts(env),
    resealing: resealAll(env, now),
    sizes: noteSizes(env, now),
    moves: goOnMoving(env),
  };
  const ends = await Promise.allSettled(Object.values(rounds));
  ends.forEach((end, at) => {
    if (end.status === "rejected") log("cron_failed", { round: Object.keys(rounds)[at] ?? "" }, end.reason);
  });
}
