import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { OWNED } from "../../../src/domain/operation/account-tables.ts";
import { databasesOf } from "../../../src/store/places/databases.ts";
import { csvOf, people } from "../files/csv.ts";
import { placeOf } from "./databases.ts";
import { type Account, makeAccount, phones } from "./site.ts";

/** An account's move to another database, and what of it lies where. */

type Where = {
  readonly database: string;
  readonly move: null | { readonly to: string; readonly state: string; readonly why: string | null };
};

export const named = (name: string): D1Database => {
  const found = databasesOf(env).find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not bound`);
  return found.d1;
};

/** A database that an account does not lie in. */
export async function elsewhere(account: Account): Promise<string> {
  const home = await placeOf(account.id);
  return databasesOf(env).find(({ name }) => name !== home)?.name ?? "";
}

/** Has an account moved, and waits until nothing of it is left where it was. */
export async function moved(account: Account, to: string): Promise<void> {
  await account.ask<Where>("PUT", "/move", { json: { to } });
  await restOf(account);
  expect(await placeOf(account.id)).toBe(to);
}

/** Waits until there is no move of an account. */
export async function restOf(account: Account): Promise<void> {
  await expect.poll(async () => (await account.ask<Where>("GET", "/move")).move).toBeNull();
}

/** What an account has in a database, table by table, without the numbers that its rows have there. */
export async function possessions(account: string, d1: D1Database): Promise<Readonly<Record<string, unknown[]>>> {
  const tables: Record<string, unknown[]> = {};
  for (const [table, by] of OWNED) {
    const whose = by === "import" ? "import_id IN (SELECT id FROM imports WHERE account = ?1)" : `${by} = ?1`;
    const { results } = await d1.prepare(`SELECT * FROM ${table} WHERE ${whose}`).bind(account).all();
    const rows = results.map(({ serial: _serial, seq: _seq, moved: _moved, ...row }) => row);
    tables[table] = rows.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  return tables;
}

/** The names of the tables in which an account has anything. */
export function filled(tables: Readonly<Record<string, readonly unknown[]>>): readonly string[] {
  return Object.keys(tables).filter((name) => (tables[name]?.length ?? 0) > 0);
}

/** Everything that a database holds of other accounts than these. */
export async function foreign(accounts: readonly string[], d1: D1Database): Promise<string> {
  const rows: unknown[] = [];
  for (const [table, by] of OWNED) {
    const whose = by === "import" ? `(SELECT account FROM imports WHERE id = import_id)` : by;
    const { results } = await d1
      .prepare(`SELECT * FROM ${table} WHERE ${whose} NOT IN (SELECT value FROM json_each(?1)) ORDER BY 1, 2`)
      .bind(JSON.stringify(accounts))
      .all();
    rows.push(table, results);
  }
  return JSON.stringify(rows);
}

let made = 0;

/** An account with something in every table that moves. */
export async function richAccount(): Promise<{ readonly account: Account; readonly imports: readonly string[] }> {
  made += 1;
  const account = await makeAccount({ id: `moving-${made}` });
  const webhook = { url: "https://receiver.example/hook", events: ["users.created"] };
  await account.ask("POST", "/webhooks", { json: webhook });
  const rows = people(30, (n) => ({ department: n % 2 ? "Sales" : "Care", primary_phone: phones(30)[n] ?? "" }));
  const id = await account.start(csvOf(rows), {
    passwords: "users",
    notify: "true",
    notify_email: "boss@acme.example",
  });
  await account.waitFor(id);
  const draft = await account.draft(csvOf(people(3, (n) => ({ email: `draft-${n}@acme.example` }))));
  const [row] = await account.rows(draft);
  const change = { row: row?.row, values: { first_name: "Changed" } };
  await account.ask("PATCH", `/imports/${draft}/rows`, { json: { rows: [change] } });
  await account.settleMails();
  await restDeliveries(account.id);
  return { account, imports: [id] };
}

/** Nobody answers at the webhook: a delivery that was tried comes again by itself, and is put off for longer than a test takes. */
async function restDeliveries(account: string): Promise<void> {
  const home = named((await placeOf(account)) ?? "");
  const putOff = home
    .prepare(
      "UPDATE webhook_deliveries SET due_at = '2100-01-01T00:00:00.000Z' WHERE account = ?1 AND attempts > 0 AND lease IS NULL RETURNING id",
    )
    .bind(account);
  await expect.poll(async () => (await putOff.all()).results.length).toBeGreaterThan(0);
}
