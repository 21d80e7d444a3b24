/** How often somebody who waits looks whether it is their turn. */
const LOOK_MS = 20;
/** A turn that nobody has ended for so long is over: whoever had it went away with their request. */
const LOST_MS = 15_000;

/** Who has not looked for so long holds up nobody. */
const GONE_MS = 500;

/**
 * How somebody waits: those of a lower rank go before, and after so long they give up. Of one rank the newest goes first: where
 * more come than can be served, those who came in a flood wait, and not whoever comes behind it.
 */
export type Waiting = { readonly rank: number; readonly patienceMs: number };

type Looking = { readonly rank: number; at: number };

/** Since when somebody is at work. */
type Turn = { readonly at: number };

/**
 * Lets only so many be at one kind of work at a time in this isolate. Those who wait look themselves, so that nobody depends
 * on another request's end, which may never come.
 */
export class Turns {
  readonly #most: number;
  /** Since when each is at work. */
  readonly #since = new Set<Turn>();

  /** Those who wait, and when they last looked; the oldest first. */
  readonly #waiting = new Set<Looking>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Does the work when there is room for it; null, and nothing done, where there is none in time. */
  async take<Value>(
    work: () => Promise<Value>,
    { rank, patienceMs }: Waiting,
  ): Promise<{ readonly value: Value } | null> {
    const turn = await this.#comes(rank, Date.now() + patienceMs);
    if (!turn) return null;
    try {
      return { value: await work() };
    } finally {
      this.#since.delete(turn);
    }
  }

  /** Waits until there is room, and nobody else is first, and takes it at once; null where that comes too late. */
  async #comes(rank: number, until: number): Promise<Turn | null> {
    const me = { rank, at: Date.now() };
    this.#waiting.add(me);
    try {
      for (; !this.#hasRoom() || this.#isBehind(me); me.at = Date.now()) {
        if (Date.now() >= until) return null;
        await scheduler.wait(LOOK_MS);
      }
      const turn = { at: Date.now() };
      this.#since.add(turn);
      return turn;
    } finally {
      this.#waiting.delete(me);
    }
  }

  #isBehind(me: Looking): boolean {
    const now = Date.now();
    // After the isolate was held up nobody has looked for a while: who is not there is passed over, and not forgotten.
    for (const one of this.#waiting) if (one.at < now - LOST_MS) this.#waiting.delete(one);
    const there = [...this.#waiting].filter((one) => one === me || one.at >= now - GONE_MS);
    const first = Math.min(...there.map(({ rank }) => rank));
    return me !== there.findLast(({ rank }) => rank === first);
  }

  #hasRoom(): boolean {
    const lost = Date.now() - LOST_MS;
    for (const turn of this.#since) if (turn.at < lost) this.#since.delete(turn);
    return this.#since.size < this.#most;
  }
}
