import type { AccountEvent } from "./event.ts";

/** What was read of one database: its place, what it was read after, its events in order, and where it ends. */
export type Part = {
  readonly place: number;
  readonly after: number;
  readonly events: readonly AccountEvent[];
  readonly end: number;
};

/**
 * Merges events of several databases, each in its own order and all by their time as far as that allows, up to a limit; gives
 * how far each was read.
 */
export function mergeEvents(
  parts: readonly Part[],
  limit: number,
): { readonly events: readonly AccountEvent[]; readonly ends: ReadonlyMap<number, number> } {
  const taken = parts.map(() => 0);
  const events: AccountEvent[] = [];
  while (events.length < limit) {
    const heads = parts.flatMap(({ events: own }, n) => {
      const event = own[taken[n] ?? 0];
      return event ? [{ n, event }] : [];
    });
    const [first, ...others] = heads;
    if (!first) break;
    const next = others.reduce((one, other) => (other.event.at < one.event.at ? other : one), first);
    events.push(next.event);
    taken[next.n] = (taken[next.n] ?? 0) + 1;
  }
  const ends = parts.map(({ place, after, events: own, end }, n): readonly [number, number] => {
    const count = taken[n] ?? 0;
    return [place, count === own.length ? end : (own[count - 1]?.seq ?? after)];
  });
  return { events, ends: new Map(ends) };
}
