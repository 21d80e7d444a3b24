import { ask } from "./asking.ts";
import type { Machine } from "./machine.ts";

const PATH = "/api/v1/accounts/demo/move";

type Where = { readonly database: string; readonly move: null | { readonly state: string } };

/** The demo account on its way to another database, and on to the next one, on a machine that is killed meanwhile (O6). */
export class MovingDemo {
  #to: string | null = null;

  /** Has the account moved, unless it is on its way already. */
  async begin(machine: Machine): Promise<void> {
    const { database, move } = await ask<Where>(machine, "GET", PATH);
    if (move !== null) return;
    this.#to = database === "DB" ? "DB_2" : "DB";
    await ask(machine, "PUT", PATH, { to: this.#to });
  }

  /** Tells whether nothing is left to do of it. */
  async isOver(machine: Machine): Promise<boolean> {
    return this.#to === null || (await ask<Where>(machine, "GET", PATH)).move === null;
  }

  /** Once it has ended the account lies where it was to go: nobody took it back, and nothing was in its way. */
  async flaws(machine: Machine): Promise<readonly string[]> {
    if (this.#to === null) return [];
    const { database } = await ask<Where>(machine, "GET", PATH);
    return database === this.#to ? [] : [`a move ends: the account is in ${database}, not ${this.#to}`];
  }
}
