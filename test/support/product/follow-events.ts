import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { type Operator, operator } from "../../../scripts/lib/demo-client.mjs";
import type { Random } from "../../../scripts/samples/random.ts";
import { csvOf, people } from "../files/csv.ts";

/** What came of it: how often the follower was killed, how many imports ended in which way, and what is wrong. */
export type Followed = {
  readonly kills: number;
  readonly ended: Readonly<Record<string, number>>;
  readonly events: number;
  readonly users: number;
  readonly wrong: readonly string[];
};

type Server = { readonly origin: string; readonly token: string; readonly stateDir: string };
type Wish = { readonly imports: number; readonly kills: number; readonly rows: number; readonly draw: Random };

const ACCOUNT = "followed";
const FOLLOWER = join(import.meta.dirname, "..", "events", "follower.ts");
/** The latest moment of a kill after the follower has begun (milliseconds): its own start takes a part of it. */
const LATEST_MS = 900;

/**
 * Runs imports one after the other, of which some are stopped and some undone, with other changes in between, while a
 * program that follows the account's events is killed again and again; tells whether its copy is what the account has.
 */
export async function followEvents(server: Server, { imports, kills, rows, draw }: Wish): Promise<Followed> {
  const api = operator(server.origin, server.token, ACCOUNT);
  await open(api, imports * rows);
  const file = join(server.stateDir, "followed.sqlite");
  const working = work(api, { imports, rows, draw });
  let [killed, over] = [0, false];
  const done = working.finally(() => {
    over = true;
  });
  const failures: string[] = [];
  while (!over || killed < kills) {
    const child = spawn(process.execPath, [FOLLOWER, server.origin, server.token, ACCOUNT, file]);
    const complaint = text(child.stderr);
    await Promise.race([sleep(draw.whole(100, LATEST_MS)), once(child, "close")]);
    if (child.exitCode !== null) failures.push(await complaint);
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "close");
    killed += 1;
  }
  const ended = await done;
  const last = spawn(process.execPath, [FOLLOWER, server.origin, server.token, ACCOUNT, file, "--once"]);
  const [complaint] = await Promise.all([text(last.stderr), once(last, "close")]);
  if (last.exitCode !== 0) failures.push(complaint);
  return { kills: killed, ended, ...(await compare(api, file, failures)) };
}

async function open(api: Operator, users: number): Promise<void> {
  await api.put("", { name: "Followed", main_location: { name: "HQ", country: "US", address: "1 Main Street" } });
  await api.put("/subscriptions", { subscriptions: [{ type: "Pro", total: users + 100 }] });
  const numbers = Array.from({ length: 400 }, (_, n) => `+1415555${String(100 + (n % 100)).padStart(4, "0")}`);
  await api.post("/numbers", { numbers: [...new Set(numbers)] });
}

/** Imports run to their end, are stopped, or are undone when they have ended; in between users are changed and deleted. */
async function work(api: Operator, { imports, rows, draw }: Omit<Wish, "kills">): Promise<Record<string, number>> {
  const ended: Record<string, number> = {};
  for (let n = 0; n < imports; n += 1) {
    const file = csvOf(
      people(rows, (at) => ({
        email: `user-${n}-${at}@followed.example`,
        ...(at % 5 === 0 && { primary_phone: "auto" }),
      })),
    );
    const { id } = await api.upload("/imports?passwords=none", file, {});
    if (n % 3 === 1) {
      await sleep(draw.whole(0, 200));
      await api.post(`/imports/${id}/stop`).catch(() => undefined);
    }
    let state = await end(api, id);
    if (n % 3 === 2) {
      await api.post(`/imports/${id}/undo`);
      state = await end(api, id);
    }
    ended[state] = (ended[state] ?? 0) + 1;
    const { items } = await api.get("/users?limit=3&sort=-created");
    for (const user of items)
      await api.post("/users/bulk", { action: "change", users: [user.id], change: { services: ["meet"] } });
    if (items[0]) await api.post("/users/bulk", { action: "delete", users: [items[0].id] });
  }
  return ended;
}

async function end(api: Operator, id: string): Promise<string> {
  for (const until = Date.now() + 120_000; Date.now() < until; await sleep(40)) {
    const { state } = await api.get(`/imports/${id}`);
    if (["completed", "stopped", "undone"].includes(state)) return state;
  }
  throw new Error(`${id} has not ended`);
}

async function compare(api: Operator, file: string, failures: readonly string[]) {
  const database = new DatabaseSync(file, { readOnly: true });
  const copied = database.prepare("SELECT id, user FROM users ORDER BY id").all() as { id: string; user: string }[];
  const numbers = database.prepare("SELECT e164, status FROM numbers ORDER BY e164").all();
  const { events } = database.prepare("SELECT count(*) AS events FROM seen").get() as { events: number };
  database.close();
  const users = (await all(api, "/users")).toSorted((one, other) => (String(one.id) < String(other.id) ? -1 : 1));
  const held = (await all(api, "/numbers")).map(({ e164, status }) => ({ e164, status }));
  const told = new Set(copied.map(({ user }) => user));
  const wrong = [
    ...failures,
    ...users.filter((user) => !told.has(JSON.stringify(user))).map(({ id }) => `${id} is not in the copy as they are`),
    ...(copied.length === users.length ? [] : [`the copy has ${copied.length} users, the account ${users.length}`]),
    ...(JSON.stringify(numbers) ===
    JSON.stringify(held.toSorted((one, other) => (String(one.e164) < String(other.e164) ? -1 : 1)))
      ? []
      : ["the copy has other numbers"]),
  ];
  return { events, users: users.length, wrong };
}

async function all(api: Operator, path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const items: Readonly<Record<string, unknown>>[] = [];
  for (let cursor = ""; ; ) {
    const page = await api.get(`${path}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = page.next;
  }
}
