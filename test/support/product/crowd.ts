import { setTimeout as sleep } from "node:timers/promises";
import { type Operator, operator } from "../../../scripts/lib/demo-client.mjs";
import { account, locations, pools, shares, subscriptions } from "../../../scripts/lib/inventory.mjs";
import { thousandUsers } from "../../../scripts/samples/clean.ts";
import { usersCsv } from "../../../scripts/samples/csv.ts";
import type { Machine } from "../crash/machine.ts";

const users = thousandUsers();
const OPTIONS = "filename=users.csv&passwords=users&warnings=reject";
/** So long is waited for the end of everything. */
const PATIENCE_MS = 600_000;
/** Whoever waits for many rows leaves the waiting to the server (seconds); who is timed to the hundredth looks again and again. */
const PATIENT = { wait: 25, look: 250 } as const;
const HASTY = { wait: 0, look: 10 } as const;
const FEW = 10;

/** An import that has ended, and the seconds from its POST to its end. */
export type Timed = { readonly name: string; readonly id: string; readonly seconds: number };

/** Seconds that a small import took, and those from its end until its last mail had gone. */
export type Small = { readonly seconds: number; readonly mails: number };

type Waiting = { readonly state: string; readonly wait: number; readonly look: number };

/** So many users of the thousand, from a place on. */
type Part = { readonly rows: number; readonly from?: number };

/** Accounts that all own the same, so that one that took what is another's would be found out. */
export class Crowd {
  readonly #machine: Pick<Machine, "origin" | "token">;
  #taken = 0;

  constructor(machine: Pick<Machine, "origin" | "token">) {
    this.#machine = machine;
  }

  /** How many imports of many rows the server has taken. */
  get taken(): number {
    return this.#taken;
  }

  /** Makes an account with what the first so many of the thousand users need. */
  async open(name: string, rows: number): Promise<void> {
    const { id: _, ...settled } = account;
    const [main, ...others] = locations.map(({ pool: _pool, ...location }) => location);
    const api = this.#api(name);
    await api.put("", { ...settled, name, main_location: main });
    await api.put("/subscriptions", { subscriptions });
    for (const { name: place, ...where } of others) await api.put(`/locations/${encodeURIComponent(place)}`, where);
    const [from] = shares.thousand.numbers;
    const numbers = locations.flatMap(({ pool }) => pools[pool].slice(from, from + rows + 2));
    await api.post("/numbers", { numbers });
  }

  /** Imports users; gives the seconds from the POST to the end. */
  async timeImport(name: string, { rows, from = 0 }: Part): Promise<Timed> {
    const start = performance.now();
    const file = usersCsv(users.slice(from, from + rows));
    const { id } = await this.#api(name).upload(`/imports?${OPTIONS}`, file, {});
    if (rows > FEW) this.#taken += 1;
    await this.#ended(name, id, { state: "completed", ...(rows > FEW ? PATIENT : HASTY) });
    return { name, id, seconds: since(start) };
  }

  /** Takes an import back; gives the seconds from the POST to the end. */
  async timeUndo(name: string, id: string): Promise<number> {
    const start = performance.now();
    await this.#api(name).post(`/imports/${id}/undo`);
    await this.#ended(name, id, { state: "undone", ...PATIENT });
    return since(start);
  }

  async #ended(name: string, id: string, { state, wait, look }: Waiting) {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(look)) {
      const seen = await this.#api(name).get(`/imports/${id}?wait=${wait}`);
      if (seen.state === state) return;
    }
    throw new Error(`${id} of ${name} is not ${state}`);
  }

  /** Imports few users, and waits until their last mail has gone. */
  async timeSmall(name: string, rows: number): Promise<Timed & Small> {
    const timed = await this.timeImport(name, { rows });
    const ended = performance.now();
    await this.mailed(name);
    return { ...timed, mails: since(ended) };
  }

  /** Waits until no mail of an account is left to be sent. */
  async mailed(name: string): Promise<void> {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(50)) {
      const { items } = await this.#api(name).get("/mails?state=pending&limit=1");
      if (items.length === 0) return;
    }
    throw new Error(`mails of ${name} are still pending`);
  }

  #api(name: string): Operator {
    return operator(this.#machine.origin, this.#machine.token, name);
  }
}

/** Seconds since a moment of performance.now(). */
export function since(start: number): number {
  return (performance.now() - start) / 1_000;
}
