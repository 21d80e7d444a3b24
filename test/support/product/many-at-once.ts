import { violations } from "../checker/checker.ts";
import { serverSystem } from "../checker/node.ts";
import { observe, readKept } from "../checker/observe.ts";
import { Watcher } from "../checker/watch.ts";
import type { Machine } from "../crash/machine.ts";
import { Crowd, type Small, since, type Timed } from "./crowd.ts";

/** What the others do while a small import is begun: their files are checked, their rows are settled, or only their mails go. */
export type Meanwhile = "files" | "rows" | "mails";

export type ManyAtOnce = {
  /** Seconds from the first POST to the end of all imports, and of all mails. */
  readonly imported: number;
  readonly mailed: number;
  /** Seconds that the quickest and the slowest of them took. */
  readonly first: number;
  readonly last: number;
  /** Of an import of 10 rows on the idle system: the median of three. */
  readonly alone: Small;
  /** Of the same import in accounts of their own, one behind the other from the first POST on, some until only mails are left. */
  readonly beside: readonly (Small & { readonly meanwhile: Meanwhile })[];
  readonly violations: readonly string[];
};

const SMALL_ROWS = 10;
const IDLE_TIMES = 3;
/** So many small imports at most, and so many of them while only mails are left. */
const MOST_BESIDE = 12;
const BESIDE_MAILS = 3;

/** Imports so many rows into so many accounts at the same time, and 10 rows into one more account after the other meanwhile. */
export async function manyAtOnce(
  machine: Machine,
  { accounts, rows, logs }: { readonly accounts: number; readonly rows: number; readonly logs: () => string },
): Promise<ManyAtOnce> {
  const crowd = new Crowd(machine);
  const named = (what: string, many: number) => Array.from({ length: many }, (_, n) => `${what}-${n + 1}`);
  const [names, idle, small] = [named("crowd", accounts), named("idle", IDLE_TIMES), named("small", MOST_BESIDE)];
  for (const name of names) await crowd.open(name, rows);
  for (const name of [...idle, ...small]) await crowd.open(name, SMALL_ROWS);
  const alone: Small[] = [];
  for (const name of idle) alone.push(await crowd.timeSmall(name, SMALL_ROWS));
  const system = serverSystem(machine, logs);
  const watchers = new Map(names.slice(0, 2).map((name) => [name, new Watcher(system, name)]));
  const start = performance.now();
  let ended: number | null = null;
  const all = Promise.all(names.map((name) => crowd.timeImport(name, { rows }))).finally(() => {
    ended = since(start);
  });
  const beside = timeBeside(crowd, small, () => (ended !== null ? "mails" : crowd.taken < accounts ? "files" : "rows"));
  const watched = [...watchers.values()].reduce(
    (work, watcher) => watcher.during(work, 100),
    Promise.all([all, beside]),
  );
  const [done, timed] = await watched;
  for (const { name } of [...done, ...timed]) await crowd.mailed(name);
  const mailed = since(start);
  const kept = await readKept(system);
  const wrong: string[] = [];
  for (const { name, id } of [...done, ...timed]) {
    const known = { accepted: [id], ended: "mails", samples: watchers.get(name)?.samples ?? [] } as const;
    const observation = await observe(system, name, known, kept);
    const expected = small.includes(name) ? SMALL_ROWS : rows;
    const created = observation.stored.imports[0]?.counts.created;
    wrong.push(...violations(observation).map((violation) => `${name}: ${violation}`));
    if (created !== expected) wrong.push(`${name}: all rows: of ${expected} users ${created} were created`);
  }
  const times = sorted(done.map(({ seconds }) => seconds));
  return {
    imported: ended ?? mailed,
    mailed,
    first: times[0] ?? 0,
    last: times.at(-1) ?? 0,
    alone: { seconds: median(alone.map(({ seconds }) => seconds)), mails: median(alone.map(({ mails }) => mails)) },
    beside: timed,
    violations: wrong,
  };
}

/** Times a small import in one account after the other. */
async function timeBeside(crowd: Crowd, names: readonly string[], now: () => Meanwhile) {
  const timed: (Timed & Small & { readonly meanwhile: Meanwhile })[] = [];
  for (const name of names) {
    const meanwhile = now();
    if (timed.filter((one) => one.meanwhile === "mails").length === BESIDE_MAILS) break;
    timed.push({ ...(await crowd.timeSmall(name, SMALL_ROWS)), meanwhile });
  }
  return timed;
}

function sorted(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((one, other) => one - other);
}

function median(numbers: readonly number[]): number {
  return sorted(numbers)[Math.floor(numbers.length / 2)] ?? 0;
}
