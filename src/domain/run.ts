import { addCost, type ChunkRange, type Cost, type ImportState, noCost, planChunks } from "./import.ts";
import { CHUNK_ROWS } from "./limits.ts";

/** The import that holds an account's place, as its coordinator remembers it. D1 is the truth. */
export type Run = {
  readonly importId: string;
  /** The epoch of the messages that were sent; 0 until D1 has told it. */
  readonly epoch: number;
  /** The range in flight; null until the first has been sent. `at` in milliseconds, `times` how often it was sent. */
  readonly sent: { readonly range: ChunkRange; readonly at: number; readonly times: number } | null;
  /** Ranges that follow it, in file order. */
  readonly rest: readonly ChunkRange[];
  readonly cost: Cost;
};

/** An import's first epoch; each time that the watchdog takes it on anew, it is one more. */
export const FIRST_EPOCH = 1;

/** Takes an import on, before anything of it has been sent. */
export function newRun(importId: string, cost: Cost): Run {
  return { importId, epoch: 0, sent: null, rest: [], cost };
}

/** A range to be sent, and those that follow it. */
export type Sending = {
  readonly epoch: number;
  readonly range: ChunkRange;
  readonly rest: readonly ChunkRange[];
  /** How often it will have been sent then. */
  readonly times: number;
};

/** Notes that a range was sent, at a time in milliseconds; one queue message more. */
export function noteSent(run: Run, { epoch, range, rest, times }: Sending, at: number): Run {
  const cost = addCost(run.cost, { ...noCost, queue_messages: 1 });
  return { ...run, epoch, sent: { range, at, times }, rest, cost };
}

/** Notes what has been spent on a run. */
export function noteCost(run: Run, cost: Cost): Run {
  return { ...run, cost: addCost(run.cost, cost) };
}

/** What the watchdog is to do about a run. */
export type WatchStep =
  | { readonly kind: "finish" | "forget" | "wait" }
  | ({ readonly kind: "send" } & Omit<Sending, "epoch">)
  | { readonly kind: "give_up"; readonly range: ChunkRange };

/** A range that was sent so often and is still unsettled fails with internal_error, so that the import ends (I5). */
const MOST_SENDS = 10;
/** The watchdog waits so long after the first sending, twice as long after each further one, up to a minute (milliseconds). */
const PATIENCE_MS = 5_000;
const MOST_PATIENCE_MS = 60_000;

/** What D1 says of an import: its state, and the rows that have no outcome yet. */
export type Found = { readonly state: ImportState; readonly pending: readonly number[] };

/**
 * Decides what the watchdog does. `since` is when the coordinator came up: a range that was sent before that is not
 * waited for, because the queue may have died with the coordinator.
 */
export function planWatch(run: Run, found: Found | null, { now, since }: { now: number; since: number }): WatchStep {
  if (found?.state === "stopping") return { kind: "finish" };
  if (found?.state !== "running") return { kind: "forget" };
  const [range, ...rest] = planChunks(found.pending, CHUNK_ROWS);
  if (!range) return { kind: "finish" };
  // A range that has shrunk or moved on has made progress: its count begins anew.
  const times = run.sent?.range.from === range.from ? run.sent.times : 0;
  const patience = Math.min(MOST_PATIENCE_MS, PATIENCE_MS * 2 ** Math.max(0, times - 1));
  if (run.sent && run.sent.at >= since && now - run.sent.at < patience) return { kind: "wait" };
  return times >= MOST_SENDS ? { kind: "give_up", range } : { kind: "send", range, rest, times: times + 1 };
}
