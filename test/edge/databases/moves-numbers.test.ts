import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { databasesOf } from "../../../src/store/places/databases.ts";
import { placeOf } from "../../support/site/databases.ts";
import { elsewhere, moved, named } from "../../support/site/moving.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

/** Numbers that an account's rows have in the database where it lies, and what others were given between them. */

const FAR = 1_000_000_000;

type Feed = { readonly items: readonly { readonly id: string }[]; readonly next: string };

const feed = (account: Account, after: string) =>
  account.ask<Feed>("GET", `/events?limit=200${after && `&after=${after}`}`);
const add = (account: Account, name: string) =>
  account.ask("POST", "/users", {
    json: { display_name: name, email: `${name}@numbers.example`, license_type: "Pro" },
  });

async function numbersIn(account: Account, database: string, table: "events" | "users"): Promise<readonly number[]> {
  const column = table === "events" ? "seq" : "serial";
  const asked = named(database).prepare(`SELECT ${column} AS number FROM ${table} WHERE account = ?1 ORDER BY 1`);
  return (await asked.bind(account.id).all<{ number: number }>()).results.map(({ number }) => number);
}

/** Others have told so many events in every database. */
async function tellOfOthers(many: number): Promise<void> {
  for (const { d1 } of databasesOf(env))
    await d1.prepare("UPDATE sqlite_sequence SET seq = seq + ?1 WHERE name = 'events'").bind(many).run();
}

/** The highest number that an event has been given in any database. */
async function highestGiven(): Promise<number> {
  const asked = databasesOf(env).map(({ d1 }) => d1.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'events'"));
  const given = await Promise.all(asked.map((statement) => statement.first<number>("seq")));
  return Math.max(...given.map((seq) => seq ?? 0));
}

/** Makes an account that lies where another does. */
async function neighbour(account: Account): Promise<Account> {
  const made = await makeAccount({ numbers: [], silent: true });
  return (await placeOf(made.id)) === (await placeOf(account.id)) ? made : neighbour(account);
}

/** An account with users and events on either side of those of others, and the position behind each. */
async function withGaps() {
  const account = await makeAccount({ numbers: [], silent: true });
  const other = await neighbour(account);
  const positions: { readonly at: string; readonly seen: number }[] = [];
  for (const name of ["ann", "bob", "cyd", "dee"]) {
    await add(account, name);
    const all = await feed(account, "");
    positions.push({ at: all.next, seen: all.items.length });
    await add(other, name);
    await tellOfOthers(FAR);
  }
  return { account, positions, told: (await feed(account, "")).items.map(({ id }) => id) };
}

test("O6 W2 what others were given between an account's events is left behind by its move, and each position goes on after the same event", async () => {
  const { account, positions, told } = await withGaps();
  expect(told.length).toBeGreaterThanOrEqual(4);
  for (let moves = 1; moves <= 3; moves += 1) {
    const to = await elsewhere(account);
    await moved(account, to);
    for (const table of ["events", "users"] as const) {
      const numbers = await numbersIn(account, to, table);
      expect([table, (numbers.at(-1) ?? 0) - (numbers[0] ?? 0)]).toEqual([table, numbers.length - 1]);
    }
    for (const { at, seen } of positions)
      expect((await feed(account, at)).items.map(({ id }) => id)).toEqual(told.slice(seen));
    expect((await feed(account, "")).items.map(({ id }) => id)).toEqual(told);
  }
});

test("O6 the numbers of events grow with what happens, not with how often accounts are moved", async () => {
  const accounts = [await makeAccount({ numbers: [], silent: true }), await makeAccount({ numbers: [], silent: true })];
  const before = await highestGiven();
  for (const round of [1, 2, 3, 4, 5, 6]) {
    for (const [n, account] of accounts.entries()) {
      await add(account, `round-${round}-${n}`);
      await moved(account, await elsewhere(account));
      await add(account, `after-${round}-${n}`);
      if (round === 1) await tellOfOthers(1_000);
    }
  }
  // The thousands of the first round, and with each move as many as events that come along.
  expect((await highestGiven()) - before).toBeLessThan(4_000);
});
