const TICK_MS = 250;

/**
 * How long this isolate has not come to its turn while it was sending: a machine with other work to do is not the mail
 * system's slowness (M11). `end` it when nothing is sent any more.
 */
export class OwnDelay {
  readonly #now: () => number;
  readonly #timer: ReturnType<typeof setInterval>;
  #delayed = 0;
  #last: number;

  /** `now` is a clock that nobody sets, in milliseconds. */
  constructor(now = () => performance.now()) {
    this.#now = now;
    this.#last = now();
    this.#timer = setInterval(() => {
      this.#delayed = this.ms;
      this.#last = this.#now();
    }, TICK_MS);
  }

  /** All of it since the beginning, in milliseconds. */
  get ms(): number {
    return this.#delayed + Math.max(0, this.#now() - this.#last - TICK_MS);
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
