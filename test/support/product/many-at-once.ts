import { violations } from "../checker/checker.ts";
import { serverSystem } from "../checker/node.ts";
import { observe, readKept } from "../checker/observe.ts";
import { Watcher } from "../checker/watch.ts";
import type { Machine } from "../crash/machine.ts";
import { Crowd, type Small, since } from "./crowd.ts";

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

const SMALL_ROWS = 10;
const IDLE_TIMES = 3;

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
    alone.push(await crowd.timeSmall(`idle-${n}`, SMALL_ROWS));
  }
  await crowd.open("late", SMALL_ROWS);
  const system = serverSystem(machine, logs);
  const watchers = new Map(names.slice(0, 2).map((name) => [name, new Watcher(system, name)]));
  const start = performance.now();
  const all = Promise.all(names.map((name) => crowd.timeImport(name, { rows })));
  const late = crowd
    .half(names, rows)
    .then(async (after) => ({ ...(await crowd.timeSmall("late", SMALL_ROWS)), name: "late", after }));
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

function sorted(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((one, other) => one - other);
}

function median(numbers: readonly number[]): number {
  return sorted(numbers)[Math.floor(numbers.length / 2)] ?? 0;
}
