import { setTimeout as sleep } from "node:timers/promises";
import { type Operator, operator } from "../../../scripts/lib/demo-client.mjs";
import { account, locations, pools, shares, subscriptions } from "../../../scripts/lib/inventory.mjs";
import { thousandUsers } from "../../../scripts/samples/clean.ts";
import { usersCsv } from "../../../scripts/samples/csv.ts";
import { violations } from "../checker/checker.ts";
import { serverSystem } from "../checker/node.ts";
import { observe, readKept } from "../checker/observe.ts";
import { Watcher } from "../checker/watch.ts";
import type { Machine } from "../crash/cycle.ts";

export type ManyAtOnce = {
  /** Seconds from the first POST to the end of all imports, and of all mails. */
  readonly imported: number;
  readonly mailed: number;
  /** Seconds that the quickest and the slowest of them took. */
  readonly first: number;
  readonly last: number;
  /** Of an import of 10 rows on the idle system: the median of three. */
  readonly alone: Small;
  /** Of the same import, started when so many rows of the others had an outcome. */
  readonly late: Small & { readonly after: number };
  readonly violations: readonly string[];
};

/** Seconds that an import of 10 rows took, and those from its end until its last mail had gone. */
export type Small = { readonly seconds: number; readonly mails: number };

const users = thousandUsers();
const SMALL_ROWS = 10;
const IDLE_TIMES = 3;
const OPTIONS = "filename=users.csv&passwords=users&warnings=reject";
/** So long is waited for the end of everything. */
const PATIENCE_MS = 600_000;

/** Imports so many rows into so many accounts at the same time, and 10 rows into one more in the middle of it. */
export async function manyAtOnce(
  machine: Machine,
  { accounts, rows, logs }: { readonly accounts: number; readonly rows: number; readonly logs: () => string },
): Promise<ManyAtOnce> {
  const crowd = new Crowd(machine);
  const names = Array.from({ length: accounts }, (_, n) => `crowd-${n + 1}`);
  for (const name of names) await crowd.open(name, rows);
  const alone: Small[] = [];
  for (let n = 1; n <= IDLE_TIMES; n += 1) {
    await crowd.open(`idle-${n}`, SMALL_ROWS);
    alone.push(await crowd.timeSmall(`idle-${n}`, 0));
  }
  await crowd.open("late", SMALL_ROWS);
  const system = serverSystem(machine, logs);
  const watchers = new Map(names.slice(0, 2).map((name) => [name, new Watcher(system, name)]));
  const start = performance.now();
  const all = Promise.all(names.map((name) => crowd.timeImport(name, rows)));
  const late = crowd.half(names, rows).then((at) => crowd.timeSmall("late", at));
  const watched = [...watchers.values()].reduce((work, watcher) => watcher.during(work, 100), Promise.all([all, late]));
  const [done, inTheMiddle] = await watched;
  const imported = since(start);
  for (const name of [...names, "late"]) await crowd.mailed(name);
  const mailed = since(start);
  const kept = await readKept(system);
  const wrong: string[] = [];
  for (const { name, id } of [...done, inTheMiddle]) {
    const known = { accepted: [id], ended: "mails", samples: watchers.get(name)?.samples ?? [] } as const;
    const observation = await observe(system, name, known, kept);
    const expected = name === "late" ? SMALL_ROWS : rows;
    const created = observation.stored.imports[0]?.counts.created;
    wrong.push(...violations(observation).map((violation) => `${name}: ${violation}`));
    if (created !== expected) wrong.push(`${name}: all rows: of ${expected} users ${created} were created`);
  }
  const times = sorted(done.map(({ seconds }) => seconds));
  return {
    imported,
    mailed,
    first: times[0] ?? 0,
    last: times.at(-1) ?? 0,
    alone: { seconds: median(alone.map(({ seconds }) => seconds)), mails: median(alone.map(({ mails }) => mails)) },
    late: inTheMiddle,
    violations: wrong,
  };
}

type Timed = { readonly name: string; readonly id: string; readonly seconds: number; readonly after: number };

/** Accounts that all own the same, so that one that took what is another's would be found out. */
class Crowd {
  readonly #machine: Machine;
  /** Rows with an outcome, by account, as far as they were seen. */
  readonly #done = new Map<string, number>();

  constructor(machine: Machine) {
    this.#machine = machine;
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

  /** Imports the first so many users; gives the seconds from the POST to the end. */
  async timeImport(name: string, rows: number, after = 0): Promise<Timed> {
    const api = this.#api(name);
    const start = performance.now();
    const { id } = await api.upload(`/imports?${OPTIONS}`, usersCsv(users.slice(0, rows)), {});
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
      const { state, counts } = await api.get(`/imports/${id}`);
      this.#done.set(name, counts.created + counts.failed);
      if (state === "completed") return { name, id, seconds: since(start), after };
      await sleep(rows > SMALL_ROWS ? 250 : 10);
    }
    throw new Error(`${id} of ${name} has not ended`);
  }

  /** Imports 10 users, and waits until their last mail has gone. */
  async timeSmall(name: string, after: number): Promise<Timed & Small> {
    const timed = await this.timeImport(name, SMALL_ROWS, after);
    const ended = performance.now();
    await this.mailed(name);
    return { ...timed, mails: since(ended) };
  }

  /** Waits until half of the rows of some imports are known to have an outcome; gives how many have. */
  async half(names: readonly string[], rows: number): Promise<number> {
    for (;;) {
      const done = names.reduce((sum, name) => sum + (this.#done.get(name) ?? 0), 0);
      if (done * 2 >= names.length * rows) return done;
      await sleep(20);
    }
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

function sorted(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((one, other) => one - other);
}

function median(numbers: readonly number[]): number {
  return sorted(numbers)[Math.floor(numbers.length / 2)] ?? 0;
}

function since(start: number): number {
  return (performance.now() - start) / 1_000;
}
