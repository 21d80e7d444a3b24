import { log } from "../log.ts";
import { count } from "../telemetry/meters.ts";
import { workNow } from "../telemetry/work.ts";

/**
 * What makes it safe to ask D1 once more, though a call that failed may have been done: `read` changes nothing, `same` leaves
 * the same when it is done twice and is answered alike, `once` is refused the second time. `never` is any other.
 */
export type Repeatable = "read" | "same" | "once" | "never";

/** D1 has failed for a moment, and the call may have been done (its list of errors, "retry"). */
const PASSING =
  /Network connection lost|storage caused object to be reset|reset because its code was updated|transient issue on remote node|Internal error while starting up D1 DB storage/;
/** It has not begun: it had too much to do. */
const NOT_BEGUN = /D1 DB is overloaded|Too many requests queued|Requests queued for too long/;

/** The waits before a call is made once more (milliseconds). */
const WAITS_MS = [50, 250, 1_000];

/** Tells whether a call that failed so may be made once more. */
function mayRepeat(error: unknown, repeatable: Repeatable): boolean {
  if (!(error instanceof Error)) return false;
  return NOT_BEGUN.test(error.message) || (repeatable !== "never" && PASSING.test(error.message));
}

/** Calls D1, and again after a passing error where that is safe; `tries` is how often it was called before. */
export async function untilPassed<Value>(
  repeatable: Repeatable,
  call: (tries: number) => Promise<Value>,
): Promise<Value> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await timed(() => call(tries));
    } catch (error) {
      const wait = WAITS_MS[tries];
      if (wait === undefined || !mayRepeat(error, repeatable)) throw error;
      count("muster_d1_repeats", { route: routeNow() });
      log("d1_repeated", { kind: repeatable, times: tries + 1 }, error);
      await scheduler.wait(wait);
    }
  }
}

/** Counts a call and how long it took, for what is being done. */
async function timed<Value>(call: () => Promise<Value>): Promise<Value> {
  const began = Date.now();
  try {
    return await call();
  } finally {
    const took = Date.now() - began;
    const d1 = workNow()?.d1;
    if (d1) Object.assign(d1, { calls: d1.calls + 1, milliseconds: d1.milliseconds + took });
    count("muster_d1_calls", { route: routeNow() });
    count("muster_d1_seconds", { route: routeNow() }, took / 1_000);
  }
}

function routeNow(): string {
  return workNow()?.route ?? "other";
}
