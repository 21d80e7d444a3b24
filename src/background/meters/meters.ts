import { DurableObject } from "cloudflare:workers";
import { addTallies, type Tally } from "../../domain/operation/meters.ts";

/** The names of so many tallies are remembered, to know one that comes twice. */
const MOST_NAMES = 1_000;

/**
 * Holds what all isolates have counted (O3): one object of the whole deployment, which adds up what each of them tells now
 * and then. All of it is one value, so that a tally costs one row written however much is in it.
 */
export class Meters extends DurableObject<Env> {
  /** Adds what an isolate has counted; one that comes twice counts once, for its answer may have been lost. */
  async add(name: string, tally: Tally): Promise<void> {
    const { kv } = this.ctx.storage;
    const names = kv.get<string[]>("names") ?? [];
    if (names.includes(name)) return;
    kv.put("tally", addTallies(this.#tally, tally));
    kv.put("names", [...names.slice(1 - MOST_NAMES), name]);
  }

  /** Gives all that was counted since there is this object. */
  async read(): Promise<Tally> {
    return this.#tally;
  }

  get #tally(): Tally {
    return this.ctx.storage.kv.get<Record<string, number>>("tally") ?? {};
  }
}
