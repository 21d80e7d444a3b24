import { addCost, type ChunkRange, type Cost, type ImportState, noCost, planChunks } from "./import.ts";
import { CHUNK_ROWS } from "./limits.ts";

/** The import that holds an account's place, as its coordinator remembers it. D1 is the truth. */
export type Run = {
  readonly importId: string;
  /** The range in flight; null until the first has been sent. `at` in milliseconds, `times` how often it was sent. */
  readonly sent: { readonly range: ChunkRange; readonly at: number; readonly times: number } | null;
  /** Ranges that follow it, in file order. */
  readonly rest: readonly ChunkRange[];
  readonly cost: Cost;
};

/** Takes an import on, before anything of it has been sent. */
export function newRun(importId: string, cost: Cost): Run {
  return { importId, sent: null, rest: [], cost };
}

/** Notes that a range was sent; one queue message more. */
export function noteSent(run: Run, sent: NonNullable<Run["sent"]>, rest: readonly ChunkRange[]): Run {
  return { ...run, sent, rest, cost: addCost(run.cost, { ...noCost, queue_messages: 1 }) };
}

/** What the watchdog is to do about a run. */
export type WatchStep =
  | { readonly kind: "finish" | "forget" | "wait" }
  | { readonly kind: "send"; readonly range: ChunkRange; readonly rest: readonly ChunkRange[]; readonly times: number }
  | { readonly kind: "give_up"; readonly range: ChunkRange };

/** A range that was sent so often and is still unsettled fails with internal_error, so that the import ends (I5). */
const MOST_SENDS = 6;
/** The watchdog waits so long after the first sending, twice as long after the second, … (milliseconds). */
const PATIENCE_MS = 5_000;

/** Decides what the watchdog does, from what D1 says: the import's state and the rows that have no outcome yet. */
export function planWatch(
  run: Run,
  found: { readonly state: ImportState; readonly pending: readonly number[] } | null,
  now: number,
): WatchStep {
  if (found?.state === "stopping") return { kind: "finish" };
  if (found?.state !== "running") return { kind: "forget" };
  const [range, ...rest] = planChunks(found.pending, CHUNK_ROWS);
  if (!range) return { kind: "finish" };
  // A range that has shrunk or moved on has made progress: its count begins anew.
  const times = run.sent?.range.from === range.from ? run.sent.times : 0;
  if (run.sent && now - run.sent.at < PATIENCE_MS * Math.max(times, 1)) return { kind: "wait" };
  return times >= MOST_SENDS ? { kind: "give_up", range } : { kind: "send", range, rest, times: times + 1 };
}
