import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { makeDemo } from "../demo.mjs";
import { type Operator, operator } from "../lib/demo-client.mjs";
import { account } from "../lib/inventory.mjs";
import { migrate } from "../lib/migrate.mjs";
import { Problem, samples } from "../lib/paths.mjs";
import { freePort } from "../lib/ports.mjs";
import { devVars } from "../lib/prepare.mjs";
import { serve } from "../lib/server.mjs";
import type { Counted } from "./model.ts";

const file = readFileSync(join(samples, "users-1000.csv"));
const USERS = 1_000;
/** What is removed some time after the import; all else that grows is the users'. */
const passing = ["import_rows", "imports", "events", "mails", "mail_receipts", "webhook_deliveries", "audit"];

type Import = { state: string; cost: Spent; mail_cost: Spent };
type Spent = { d1_rows_read: number; d1_rows_written: number; queue_messages: number };

/** Imports users-1000.csv into a fresh server, with or without mails, and counts what that took and left behind. */
export async function countImport(passwords: "users" | "none"): Promise<Counted> {
  const stateDir = mkdtempSync(join(tmpdir(), "muster-cost-"));
  await migrate(stateDir);
  const server = await serve({ port: await freePort(), stateDir });
  const token = devVars().OPERATOR_TOKEN ?? "";
  try {
    await makeDemo(server.origin, token);
    const api = operator(server.origin, token, account.id);
    if (passwords === "none") await api.put("", { silent_mode: true });
    const before = bytesOf(stateDir);
    const { id } = await api.upload(`/imports?passwords=${passwords}`, file, {});
    const found = await ended(api, id);
    const mails = passwords === "none" ? 0 : 2 * USERS;
    const after = bytesOf(stateDir);
    const grown = (isPassing: boolean) =>
      grownBy(before, after, (table) => passing.includes(table) === isPassing) / USERS;
    return {
      rowsRead: found.cost.d1_rows_read + found.mail_cost.d1_rows_read,
      rowsWritten: found.cost.d1_rows_written + found.mail_cost.d1_rows_written,
      messages: found.cost.queue_messages + found.mail_cost.queue_messages,
      mails,
      fileBytes: file.byteLength,
      userBytes: Math.round(grown(false)),
      passingBytes: Math.round(grown(true)),
    };
  } finally {
    await server.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function ended(api: Operator, id: string): Promise<Import> {
  for (;;) {
    const found: Import = await api.get(`/imports/${id}`);
    const { items } = await api.get(`/mails?import=${id}&state=pending&limit=1`);
    // The cost of the last mails is written a moment after them.
    if (found.state === "completed" && items.length === 0) {
      await sleep(3_000);
      return api.get(`/imports/${id}`);
    }
    await sleep(200);
  }
}

type Bytes = ReadonlyMap<string, number>;

/** The bytes of each table with its indexes, out of the file of the local database that holds the accounts. */
function bytesOf(stateDir: string): Bytes {
  const files = readdirSync(stateDir, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".sqlite"));
  for (const name of files.filter((name) => name.includes("D1"))) {
    const database = new DatabaseSync(join(stateDir, name), { readOnly: true });
    try {
      const has = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'import_rows'").get();
      if (!has) continue;
      const rows = database
        .prepare(
          `SELECT coalesce(owner.tbl_name, stat.name) AS name, sum(stat.pgsize) AS bytes FROM dbstat AS stat
           LEFT JOIN sqlite_schema AS owner ON owner.name = stat.name GROUP BY 1`,
        )
        .all();
      return new Map(rows.map(({ name, bytes }) => [String(name), Number(bytes)]));
    } finally {
      database.close();
    }
  }
  throw new Problem("The local database was not found.");
}

function isOfDevelopment(table: string): boolean {
  return table.startsWith("dev_");
}

function grownBy(before: Bytes, after: Bytes, isMeant: (table: string) => boolean): number {
  return [...after]
    .filter(([table]) => isMeant(table) && !isOfDevelopment(table))
    .reduce((sum, [table, bytes]) => sum + bytes - (before.get(table) ?? 0), 0);
}
