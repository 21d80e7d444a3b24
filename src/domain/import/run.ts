import { CHUNK_ROWS } from "../limits.ts";
import { addCost, type ChunkRange, type Cost, type ImportState, noCost, planChunks } from "./import.ts";
import { endOf, isSettling } from "./moves.ts";

/** The import that holds an account's place, as its coordinator remembers it. D1 is the truth. */
export type Run = {
  readonly importId: string;
  /** It is being undone (I11); absent in what a version before has kept. */
  readonly undo?: boolean;
  /** The epoch of the messages that were sent; 0 until D1 has told it. */
  readonly epoch: number;
  /** The range in flight; null until the first has been sent. `at` in milliseconds, `times` how often it was sent. */
  readonly sent: Sent | null;
  /** Ranges that follow it, in file order. */
  readonly rest: readonly ChunkRange[];
  readonly cost: Cost;
};

/** A sending: when it was (milliseconds), how often the range was sent and waited for, and how often it died with its coordinator. */
export type Sent = {
  readonly range: ChunkRange;
  readonly at: number;
  readonly times: number;
  readonly deaths: number;
};

/** An import's first epoch; each time that a coordinator takes it on anew, or gives a range up, it is one more. */
export const FIRST_EPOCH = 1;

/** Takes an import on, or its undo, before anything of it has been sent. */
export function newRun(importId: string, cost: Cost, undo = false): Run {
  return { importId, undo, epoch: 0, sent: null, rest: [], cost };
}

/** A range to be sent, and those that follow it. */
export type RangeSending = {
  readonly epoch: number;
  readonly range: ChunkRange;
  readonly rest: readonly ChunkRange[];
  /** How often it will have been sent then, and how often that was in vain because a coordinator died. */
  readonly times: number;
  readonly deaths: number;
};

/** Notes that a range was sent, at a time in milliseconds; one queue message more. */
export function noteSent(run: Run, { epoch, range, rest, times, deaths }: RangeSending, at: number): Run {
  const cost = addCost(run.cost, { ...noCost, queue_messages: 1 });
  return { ...run, epoch, sent: { range, at, times, deaths }, rest, cost };
}

/** Notes what has been spent on a run. */
export function noteCost(run: Run, cost: Cost): Run {
  return { ...run, cost: addCost(run.cost, cost) };
}

/** What the watchdog is to do about a run. */
export type WatchStep =
  | { readonly kind: "finish" | "forget" | "wait" }
  /** `anew`: in a new epoch, because what was sent before is not this coordinator's. */
  | ({ readonly kind: "send"; readonly anew: boolean } & Omit<RangeSending, "epoch">)
  | { readonly kind: "give_up"; readonly range: ChunkRange };

/** A range that was sent so often and is still unsettled fails with internal_error, so that the import ends (I5). */
const MOST_SENDS = 10;
/** So often may coordinators die over one range; what kills them may be in it. */
const MOST_DEATHS = 100;
/** The watchdog waits so long after the first sending, twice as long after each further one, up to five minutes (milliseconds). */
const PATIENCE_MS = 5_000;
const MOST_PATIENCE_MS = 300_000;

/** What D1 says of an import: its state, the rows that are left to settle, and the epoch of messages that may settle them. */
export type Found = { readonly state: ImportState; readonly left: readonly number[]; readonly epoch?: number | null };

/**
 * Decides what the watchdog does. Sent again by the same coordinator, a range keeps its epoch: the queue may only be late,
 * and whichever message comes first settles it. `since` is when the coordinator came up: a range that was sent before that is not
 * waited for, because the queue may have died with the coordinator; nor is one of another epoch.
 */
export function planWatch(run: Run, found: Found | null, { now, since }: { now: number; since: number }): WatchStep {
  if (found && endOf(found.state, found.left.length)) return { kind: "finish" };
  const [range, ...rest] = found && isSettling(found.state) ? planChunks(found.left, CHUNK_ROWS) : [];
  if (!range) return { kind: "forget" };
  // A range that has shrunk or moved on has made progress: its count begins anew.
  const sent = run.sent?.range.from === range.from ? run.sent : null;
  const { times = 0, deaths = 0 } = sent ?? {};
  // In another epoch than D1's nothing is settled: somebody else has taken the import on, or the database went back in time (O4).
  const isHeard = !found?.epoch || found.epoch === run.epoch;
  const isOurs = run.sent !== null && run.sent.at >= since && isHeard;
  if (isOurs && now - run.sent.at < Math.min(MOST_PATIENCE_MS, PATIENCE_MS * 2 ** Math.max(0, times - 1)))
    return { kind: "wait" };
  if (times >= MOST_SENDS || deaths >= MOST_DEATHS) return { kind: "give_up", range };
  const died = sent !== null && !isOurs;
  return died
    ? { kind: "send", anew: true, range, rest, times, deaths: deaths + 1 }
    : { kind: "send", anew: !isOurs, range, rest, times: times + 1, deaths };
}

/** When an import ends, and what it has cost until then; null when nobody knows. */
export type Ending = { readonly now: string; readonly cost: Cost | null };

/** Who has an import started or undone, from where, and when (I9). */
export type Undoer = { readonly who: string; readonly address: string | null; readonly now: string };
/** Who starts an import, and which revision of the draft they have seen checked. */
export type Starter = Undoer & { readonly revision: number };
