import { type Import, isDraft } from "./import.ts";

export type Progress = {
  /** 0 to 100, one decimal. */
  readonly percent: number;
  readonly rows_per_second: number | null;
  readonly seconds_left: number | null;
};

/**
 * What a poll sends to hear of changes only: it changes exactly when what is shown does. The statement that reads how rows
 * ended makes the same of the import's columns.
 */
export function progressTag(given: Pick<Import, "state" | "counts" | "settled_at">): string {
  return `${given.state}-${given.counts.pending}-${given.settled_at ?? ""}`;
}

/** Tells how far an import is, from what is kept alone, so that an unchanged state has an unchanged answer (I7). */
export function describeProgress(given: Going): Progress {
  const { rows, settled, left, since } = workOf(given);
  const percent = isDraft(given.state) || rows === 0 ? 0 : Math.floor((settled * 1000) / rows) / 10;
  const seconds = since && given.settled_at ? (Date.parse(given.settled_at) - Date.parse(since)) / 1000 : 0;
  if (seconds <= 0 || settled === 0) return { percent, rows_per_second: null, seconds_left: null };
  const rate = settled / seconds;
  return {
    percent,
    rows_per_second: Math.round(rate * 10) / 10,
    seconds_left: left === null ? null : Math.ceil(left / rate),
  };
}

type Going = Pick<Import, "state" | "counts" | "started_at" | "settled_at" | "undo">;

/** How many rows there are to settle, how many are, and how many will be; of an undo those that were created. */
export function workOf({ state, counts, started_at, undo }: Going): Work {
  const { rows, pending, created, failed, skipped, undone } = counts;
  if (undo) {
    const settled = undone + undo.kept;
    const all = created + undone;
    return { rows: all, settled, left: state === "undoing" ? all - settled : null, since: undo.started_at };
  }
  const settled = created + failed + skipped;
  return { rows, settled, left: state === "running" ? pending : null, since: started_at };
}

type Work = {
  readonly rows: number;
  readonly settled: number;
  /** Null where no further ones will be. */
  readonly left: number | null;
  readonly since: string | null;
};
