import type { Tally } from "../domain/operation/meters.ts";
import { log } from "../log.ts";
import { takeTally } from "../telemetry/meters.ts";
import { within } from "./within.ts";

/** What was counted is told no more often than this, and not waited for longer than that (milliseconds). */
const EVERY_MS = 10_000;
const PATIENCE_MS = 2_000;
/** Tallies that could not be told are kept for later, so many at most. */
const MOST_WAITING = 30;

type Waiting = { readonly name: string; readonly tally: Tally };

/** Tallies under names of their own, so that one whose answer was lost can be told again and counts once. */
const waiting: Waiting[] = [];
let toldAt = 0;

/**
 * Tells the meters what this isolate has counted, unless it did so a moment ago. It never throws: what could not be told is
 * told later, and no request fails or is slower because nobody counts.
 */
export async function tellMeters(env: Env): Promise<void> {
  if (Date.now() - toldAt < EVERY_MS) return;
  await tellAll(env);
}

/** Gives all that was counted, by this isolate to the moment; null when the meters do not answer. */
export async function readMeters(env: Env): Promise<Tally | null> {
  await tellAll(env);
  try {
    return await within(PATIENCE_MS, "the meters", metersOf(env).read());
  } catch (error) {
    log("meters_not_told", {}, error);
    return null;
  }
}

async function tellAll(env: Env): Promise<void> {
  toldAt = Date.now();
  const tally = takeTally();
  if (Object.keys(tally).length > 0) waiting.push({ name: crypto.randomUUID(), tally });
  try {
    // Read anew at each turn: another request may tell some of them meanwhile, which does no harm.
    for (let next = waiting[0]; next; next = waiting[0]) {
      await within(PATIENCE_MS, "the meters", metersOf(env).add(next.name, next.tally));
      forget(next);
    }
  } catch (error) {
    waiting.splice(0, waiting.length - MOST_WAITING);
    log("meters_not_kept", {}, error);
  }
}

function forget(told: Waiting): void {
  const at = waiting.indexOf(told);
  if (at >= 0) waiting.splice(at, 1);
}

/** There is one for all accounts, and nothing of any person is in it. */
function metersOf(env: Env) {
  return env.METERS.getByName("meters");
}
