import { log } from "../../log.ts";
import { endIdlePause } from "../../store/mails/pause.ts";
import { inEach } from "./in-each.ts";

/**
 * Ends the pause of all mails in each database where none is left to be tried (M11): those that waited were cancelled, and whoever
 * comes next would wait for a time that was meant for them.
 */
export function endIdlePauses(env: Env, now: number): Promise<void> {
  return inEach(env, async (db) => {
    const ended = await endIdlePause(db, new Date(now).toISOString());
    if (ended) log("mails_resumed", { reason: ended.reason, since: ended.since, probes: ended.probes });
  });
}
