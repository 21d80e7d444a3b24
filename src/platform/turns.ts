/** How often somebody who waits looks whether it is their turn. */
const LOOK_MS = 20;
/** A turn that nobody has ended for so long is over: whoever had it went away with their request. */
const LOST_MS = 15_000;

/**
 * Lets only so many be at one kind of work at a time in this isolate. Those who wait look themselves, so that nobody depends
 * on another request's end, which may never come.
 */
export class Turns {
  readonly #most: number;
  readonly #patienceMs: number;
  /** Since when each is at work. */
  readonly #since = new Set<{ readonly at: number }>();

  constructor(most: number, patienceMs: number) {
    this.#most = most;
    this.#patienceMs = patienceMs;
  }

  /** Does the work when there is room for it; null, and nothing done, where there is none in time. */
  async take<Value>(work: () => Promise<Value>): Promise<{ readonly value: Value } | null> {
    const until = Date.now() + this.#patienceMs;
    while (!this.#hasRoom()) {
      if (Date.now() >= until) return null;
      await scheduler.wait(LOOK_MS);
    }
    const turn = { at: Date.now() };
    this.#since.add(turn);
    try {
      return { value: await work() };
    } finally {
      this.#since.delete(turn);
    }
  }

  #hasRoom(): boolean {
    const lost = Date.now() - LOST_MS;
    for (const turn of this.#since) if (turn.at < lost) this.#since.delete(turn);
    return this.#since.size < this.#most;
  }
}
