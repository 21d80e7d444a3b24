/**
 * npm run bench: how long the main job takes on this machine. Prints medians; nothing is asserted.
 *   reading and checking users-1000.csv and 1,000 rows with an error in every cell in plain Node, and reading 2 MB of
 *   the worst
 *   users-1000.csv through the API of a fresh server, from POST to completed, with what it cost
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkRows } from "../src/domain/check/check.ts";
import { listClaims } from "../src/domain/check/claims.ts";
import { type Cells, columnKeys } from "../src/domain/columns.ts";
import { type ReadFile, readFile } from "../src/domain/file/read-file.ts";
import { asWritten } from "../src/domain/file/reading-options.ts";
import { makeDemo } from "./demo.mjs";
import { type Operator, operator } from "./lib/demo-client.mjs";
import { account, locations, subscriptions } from "./lib/inventory.mjs";
import { migrate } from "./lib/migrate.mjs";
import { main, Problem, samples } from "./lib/paths.mjs";
import { freePort } from "./lib/ports.mjs";
import { devVars, ensureDevVars } from "./lib/prepare.mjs";
import { serve } from "./lib/server.mjs";

const RUNS = 5;
const file = readFileSync(join(samples, "users-1000.csv"));

await main(async () => {
  benchDomain();
  ensureDevVars();
  const imports: Timed[] = [];
  for (let run = 0; run < RUNS; run += 1) imports.push(await importOnce());
  const last = imports.at(-1);
  report(
    "1,000 users, POST to 202",
    imports.map(({ accepted }) => accepted),
  );
  report(
    "1,000 users, POST to completed",
    imports.map(({ completed }) => completed),
  );
  report(
    "their 2,000 mails, from then on",
    imports.map(({ mailed }) => mailed),
  );
  console.log("cost     ", JSON.stringify(last?.cost));
  console.log("mail cost", JSON.stringify(last?.mailCost));
});

function benchDomain() {
  const options = { ...asWritten, licenseTypes: 2, connect: true } as const;
  const read = readFile(file, options);
  if (!read.ok) throw new Problem("users-1000.csv cannot be read.");
  const { rows, fields: columns } = read.file;
  report(
    "read users-1000.csv",
    times(() => readFile(file, options)),
  );
  report(
    "check users-1000.csv",
    times(() => check({ rows, columns })),
  );
  const broken = Array.from({ length: 1_000 }, (_, at) => ({ row: at + 2, cells: brokenCells(at), raw: [] }));
  report(
    "check an error in every cell",
    times(() => check({ rows: broken, columns: [] })),
  );
  const worst = new TextEncoder().encode(`Display Name,Email Address\n${"a,b,c\n".repeat(340_000)}`);
  report(
    "read 2 MB of the worst",
    times(() => readFile(worst, options)),
  );
}

/** Something else wrong in each of the 23 cells of each row. */
function brokenCells(at: number): Cells {
  const broken = (key: string) => (key.endsWith("name") ? "x".repeat(300) : `#${key} ${at} ${"x".repeat(200)}`);
  return Object.fromEntries(columnKeys.map((key) => [key, broken(key)]));
}

function check({ rows, columns }: { rows: ReadFile["rows"]; columns: ReadFile["fields"] }): unknown {
  const { numbers } = listClaims(rows);
  const held = {
    emails: new Set<string>(),
    externalIds: new Map<string, string>(),
    numbers: new Map(numbers.map((e164) => [e164, { user: null }])),
    parked: [],
    extensions: new Map(),
    freeExtensions: 8000,
  };
  const facts = {
    account: {
      ...account,
      silent_mode: false,
      retention_days: 30,
      time_zone: "UTC",
      require_factor: false,
      self_service: [],
    },
    locations: locations.map((one, at) => ({ ...one, id: one.name, main: at === 0 })),
    subscriptions: subscriptions.map((one) => ({ ...one, used: 0, available: one.total })),
  };
  return checkRows({ rows, columns, facts, held, options: { services: null }, runningImport: null });
}

type Timed = {
  readonly accepted: number;
  readonly completed: number;
  readonly mailed: number;
  readonly cost: unknown;
  readonly mailCost: unknown;
};

function token(): string {
  return devVars().OPERATOR_TOKEN ?? "";
}

async function importOnce(): Promise<Timed> {
  const stateDir = mkdtempSync(join(tmpdir(), "muster-bench-"));
  await migrate(stateDir);
  const server = await serve({ port: await freePort(), stateDir });
  try {
    await makeDemo(server.origin, token());
    return await timeImport(operator(server.origin, token(), account.id));
  } finally {
    await server.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function timeImport(api: Operator): Promise<Timed> {
  const start = performance.now();
  const { id } = await api.upload("/imports?filename=users-1000.csv&passwords=users", file, {});
  const accepted = performance.now() - start;
  const found = await until(api, id, ({ state }) => state === "completed", 10);
  const completed = performance.now() - start;
  for (;;) {
    const { items } = await api.get(`/mails?import=${id}&state=pending&limit=1`);
    if (items.length === 0) break;
    await sleep(50);
  }
  const mailed = performance.now() - start - completed;
  const { mail_cost } = await until(api, id, ({ mail_cost: cost }) => cost.d1_queries > 0, 500);
  return { accepted, completed, mailed, cost: found.cost, mailCost: mail_cost };
}

type Import = { state: string; cost: unknown; mail_cost: { d1_queries: number } };

async function until(api: Operator, id: string, isReached: (found: Import) => boolean, wait: number): Promise<Import> {
  for (;;) {
    const found: Import = await api.get(`/imports/${id}`);
    if (isReached(found)) return found;
    await sleep(wait);
  }
}

function times(work: () => unknown): number[] {
  return Array.from({ length: RUNS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}

function report(what: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const shown = [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted.at(-1)].map((ms = 0) =>
    ms.toFixed(0).padStart(6),
  );
  console.log(`${what.padEnd(34)} median ${shown[0]} ms, least ${shown[1]}, most ${shown[2]} (${sorted.length} runs)`);
}
