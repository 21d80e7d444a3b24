import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Operator } from "../lib/demo-client.mjs";
import { account } from "../lib/inventory.mjs";
import { Problem, samples } from "../lib/paths.mjs";
import { withServer } from "./server.ts";
import { compare, medianOf, report, timed } from "./table.ts";

const file = readFileSync(join(samples, "users-1000.csv"), "utf8");

const OPTIONS = "filename=users.csv&passwords=users";

/** The first rows of the file of 1,000 full users. */
function firstRows(many: number): string {
  return file
    .split("\r\n")
    .slice(0, many + 1)
    .join("\r\n");
}

/** So often the same file is checked again by a Worker that knows its way. */
const CHECKS = 5;
/** Of so many rows it is known what reading and checking them takes alone. */
const ROWS = 1_000;

export type Wanted = {
  readonly runs: number;
  readonly sizes: readonly number[];
  readonly others: number;
  /** What reading and checking 1,000 rows takes in plain Node (milliseconds), where that was measured. */
  readonly checking: number | null;
};

/**
 * Imports of so many full users, each into a fresh server whose account has so many others already, against the same writes and mails
 * alone beside them; then an act on all of them, their undo, and their file checked again by a Worker that knows its way.
 */
export async function benchImports({ runs, sizes, others, checking }: Wanted): Promise<void> {
  for (const many of sizes) {
    const all: Timed[] = [];
    for (let run = 0; run < runs; run += 1) all.push(await importOnce(many, others));
    if (others > 0) console.log(`in an account of ${others} others:`);
    const of = (pick: (one: Timed) => number) => all.map(pick);
    report(
      `${many} users, POST to 202`,
      of((one) => one.accepted),
    );
    const completed = report(
      `${many} users, POST to completed`,
      of((one) => one.completed),
    );
    const mailed = report(
      `their ${2 * many} mails, from then on`,
      of((one) => one.mailed),
    );
    const writes = report(
      "the same users, numbers and mails written alone",
      of((one) => one.writes),
    );
    const sends = report(
      "as many mails sent by the binding alone",
      of((one) => one.sends),
    );
    compare(`${many} users, POST to completed, against the writes alone`, completed, writes);
    compare("their mails, against sending alone", mailed, sends);
    report(
      `a welcome mail to ${many} users again`,
      of((one) => one.acted),
    );
    report(
      `undo of ${many} users`,
      of((one) => one.undone),
    );
    const checked = report(
      `a dry run of ${many} users, when all that has been`,
      of((one) => one.checked),
    );
    if (many === ROWS && checking) compare("that dry run, against reading and checking alone", checked, checking);
    console.log(`cost of ${many}`, JSON.stringify(all.at(-1)?.cost), "mails", JSON.stringify(all.at(-1)?.mailCost));
  }
}

type Cost = { readonly d1_queries: number };
type Import = { readonly state: string; readonly cost: Cost; readonly mail_cost: Cost };
type Timed = {
  readonly accepted: number;
  readonly completed: number;
  readonly mailed: number;
  readonly writes: number;
  readonly sends: number;
  readonly acted: number;
  readonly undone: number;
  readonly checked: number;
  readonly cost: Cost;
  readonly mailCost: Cost;
};

async function importOnce(many: number, others: number): Promise<Timed> {
  return withServer(0, async ({ origin, api }) => {
    if (others > 0) await millisecondsOf(`${origin}/floor/fill?account=${account.id}&users=${others}`);
    const { id, ...imported } = await timeImport(api, firstRows(many));
    const writes = await millisecondsOf(`${origin}/floor/writes?import=${id}`);
    const sends = await millisecondsOf(`${origin}/floor/sends?many=${2 * many}`);
    const [acted = 0] = await timed(1, () => api.post("/users/bulk", { import: id, action: "send_welcome" }));
    // An undo beside their mails would be another measurement.
    await untilSent(api);
    const [undone = 0] = await timed(1, async () => {
      await api.post(`/imports/${id}/undo`);
      await until(api, id, ({ state }) => state === "undone");
    });
    const again = await timed(CHECKS, () => api.upload(`/imports?${OPTIONS}&dry_run=true`, firstRows(many), {}));
    return { ...imported, writes, sends, acted, undone, checked: medianOf(again) };
  });
}

async function millisecondsOf(url: string): Promise<number> {
  const response = await fetch(url);
  if (!response.ok) throw new Problem(`${url} was answered with ${response.status}.`);
  const answer = (await response.json()) as { readonly milliseconds: number };
  return Math.max(1, answer.milliseconds);
}

async function timeImport(api: Operator, rows: string) {
  const start = performance.now();
  const { id } = await api.upload(`/imports?${OPTIONS}`, rows, {});
  const accepted = performance.now() - start;
  const { cost } = await until(api, id, ({ state }) => state === "completed");
  const completed = performance.now() - start;
  await untilSent(api);
  const mailed = performance.now() - start - completed;
  const { mail_cost: mailCost } = await until(api, id, (found) => found.mail_cost.d1_queries > 0);
  return { id, accepted, completed, mailed, cost, mailCost };
}

async function untilSent(api: Operator): Promise<void> {
  for (;;) {
    const { items } = await api.get("/mails?state=pending&limit=1");
    if (items.length === 0) return;
    await sleep(20);
  }
}

async function until(api: Operator, id: string, isReached: (found: Import) => boolean): Promise<Import> {
  for (;;) {
    const found: Import = await api.get(`/imports/${id}`);
    if (isReached(found)) return found;
    await sleep(10);
  }
}
