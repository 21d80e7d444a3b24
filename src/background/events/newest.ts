import { findNewest } from "../../store/events/read.ts";
import { openAccount } from "../../store/places/open.ts";

/** D1 is asked no more often, however many wait for the next event of the account (milliseconds). */
const FRESH_MS = 900;

/** What an account's object knows of the newest event: many may wait for the next one, and D1 is asked for all of them at once. */
export class Newest {
  #asked: { readonly at: number; readonly answer: Promise<number> } | null = null;

  /** Gives the place of the newest event as it was less than a second ago. */
  async find(env: Env, account: string): Promise<number> {
    const now = Date.now();
    if (this.#asked === null || now - this.#asked.at >= FRESH_MS) {
      this.#asked = { at: now, answer: newestIn(env, account) };
    }
    return this.#asked.answer;
  }
}

async function newestIn(env: Env, account: string): Promise<number> {
  return findNewest(await openAccount(env, account), account);
}
