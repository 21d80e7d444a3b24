/**
 * npm run load: 60 seconds in which 50 people look at a page that asks for itself again, five accounts import 1,000 users in
 * parts, two of them take each part back, and wrong passwords come without a pause. No answer may be a fault, and the
 * checker looks at every account afterwards; how long answers took is reported beside the quiet system, not judged.
 *   --seconds 60 --clients 50 --imports 5 --undos 2 --databases 1
 *   --guessers 4: so many guess passwords at the same time; 0: nobody does
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Machine } from "../test/support/crash/machine.ts";
import { Crowd } from "../test/support/product/crowd.ts";
import { comeIn, makeAdministrators } from "./attack/door.ts";
import { operator } from "./lib/demo-client.mjs";
import { localDatabases } from "./lib/local-config.mjs";
import { withMachines } from "./lib/machine.ts";
import { main, Problem, samples } from "./lib/paths.mjs";
import { judge, type Worked } from "./load/judge.ts";
import { Latencies } from "./load/latencies.ts";

const number = (value: string) => ({ type: "string", default: value }) as const;
const { values } = parseArgs({
  options: {
    seconds: number("60"),
    clients: number("50"),
    imports: number("5"),
    undos: number("2"),
    guessers: number("4"),
    databases: number(""),
  },
});
const [seconds, clients] = [Number(values.seconds), Number(values.clients)];
const names = Array.from({ length: Number(values.imports) }, (_, n) => `load-${n + 1}`);
const undoing = new Set(names.slice(0, Number(values.undos)));

const ROWS = 1_000;
const PARTS = 5;
/** A page that follows an import asks again after so long. */
const POLL_MS = 1_000;
/** So many open a page in the same time. */
const PAGES = 5;
const POLL = "a poll";
const QUIET_ROUNDS = 20;
const READER = "reader@load.example";

await main(async () => {
  const given = { databases: localDatabases(values.databases || undefined) };
  const wrong = await withMachines(async (newMachine) => {
    const machine = await newMachine();
    return stand(machine).finally(machine.stop);
  }, given);
  for (const one of wrong) console.log(`  ${one}`);
  if (wrong.length > 0) throw new Problem(`${wrong.length} faults.`);
});

/** All of it on one machine; gives what was not as it should be. */
async function stand(machine: Machine): Promise<readonly string[]> {
  const crowd = new Crowd(machine);
  for (const name of names) await crowd.open(name, ROWS);
  const looks = await readerOf(machine);
  const quiet = new Latencies();
  for (let n = 0; n < QUIET_ROUNDS; n += 1) for (const [kind, look] of looks) await quiet.ask(kind, look);

  const load = new Latencies();
  let isOver = false;
  const until = { isOver: () => isOver };
  const looking = [...looks].map(([kind, look]) =>
    load.crowd(kind, look, { ...until, clients: kind === POLL ? clients : PAGES, pauseMs: POLL_MS }),
  );
  const guess = (n: number) =>
    post(machine, "/sign-in", { email: `guess-${n}@load.example`, password: "wrong" }, addressOf(n));
  const guessing = load.crowd("a wrong password", guess, { ...until, clients: Number(values.guessers), pauseMs: 0 });
  const working = Promise.all(names.map((name) => work(crowd, name)));
  await Promise.all([working, sleep(1_000 * seconds)]);
  isOver = true;
  await Promise.all([...looking, guessing]);
  const done = await working;

  for (const line of load.tell(quiet)) console.log(line);
  tellTimes(
    "an import of 200 rows",
    done.flatMap(({ imports }) => imports.map((one) => one.seconds)),
  );
  tellTimes(
    "its undo",
    done.flatMap(({ undos }) => undos),
  );
  for (const name of names) await crowd.mailed(name);
  const faults = load.faults === 0 ? [] : [`${load.faults} answers were faults, or none`];
  return [...faults, ...(await judge(machine, done, ROWS))];
}

type Looks = ReadonlyMap<string, () => Promise<Response>>;

/** What somebody who is signed in looks at: a page, and a part of a page that asks for itself again. */
async function readerOf(machine: Machine): Promise<Looks> {
  const { origin, token } = machine;
  await makeAdministrators(machine, [READER]);
  const { cookie } = await comeIn(machine, READER, { from: "203.0.113.9" });
  const file = readFileSync(`${samples}/users-20.csv`);
  const { id } = await operator(origin, token, "demo").upload("/imports?passwords=none&wait=25", file, {});
  const get = (path: string, more = {}) =>
    fetch(origin + path, { headers: { Cookie: cookie, ...more }, redirect: "manual" });
  return new Map([
    ["the page of users", () => get("/users")],
    [POLL, () => get(`/imports/${id}/mails`, { "HX-Request": "true" })],
  ]);
}

/** An account's imports, one after the other over the whole time; what is undone is imported again by the next, or not. */
async function work(crowd: Crowd, name: string): Promise<Worked> {
  const [imports, undos] = [[] as { id: string; seconds: number }[], [] as number[]];
  const began = Date.now();
  for (let part = 0; part < PARTS; part += 1) {
    await sleep(Math.max(0, began + (1_000 * seconds * part) / PARTS - Date.now()));
    const done = await crowd.timeImport(name, { rows: ROWS / PARTS, from: (part * ROWS) / PARTS });
    imports.push(done);
    if (undoing.has(name)) undos.push(await crowd.timeUndo(name, done.id));
  }
  return { name, imports, undos };
}

function post({ origin }: Machine, path: string, fields: Record<string, string>, from: string): Promise<Response> {
  const headers = { Origin: origin, "CF-Connecting-IP": from };
  return fetch(origin + path, { method: "POST", headers, body: new URLSearchParams(fields), redirect: "manual" });
}

/** Another address for each few guesses, as a flood has them. */
function addressOf(n: number): string {
  return `198.18.${(n >> 8) & 255}.${n & 255}`;
}

function tellTimes(what: string, seconds: readonly number[]): void {
  if (seconds.length === 0) return;
  const sorted = seconds.toSorted((one, other) => one - other);
  const show = (at: number) => `${(sorted[Math.floor(at * (sorted.length - 1))] ?? 0).toFixed(1)} s`;
  console.log(`${what}: median ${show(0.5)}, at most ${show(1)}, ${sorted.length} times`);
}
