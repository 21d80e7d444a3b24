import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { everyFiveMinutes } from "../../../src/background/cron/cron.ts";
import { forgetPlace, notePlace } from "../../../src/store/places/open.ts";
import { makeHint } from "../../../src/vault/hints.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { counting } from "../../support/site/d1-tally.ts";
import { databaseOf, databases, placeOf } from "../../support/site/databases.ts";
import { call } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { signedIn } from "../../support/site/visitor.ts";

/** Three databases of accounts: what one account sees does not depend on where it lies, and the operator sees all of them. */

let made = 0;

/** As many accounts as there are databases, one in each. */
async function oneInEach(): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  made += 1;
  for (const n of databases.keys()) accounts.push(await makeAccount({ id: `spread-${made}-${n}` }));
  return accounts;
}

const placesOf = (accounts: readonly Account[]) => Promise.all(accounts.map(({ id }) => placeOf(id)));

test("O6 new accounts go to the emptiest database, by its size as the cron has noted it and what it was given since", async () => {
  expect(databases).toHaveLength(3);
  expect(new Set(await placesOf(await oneInEach()))).toEqual(new Set(["DB", "DB_2", "DB_3"]));
  const size = (name: string, bytes: number) =>
    env.DIRECTORY.prepare("UPDATE databases SET bytes = ?2, given = 0 WHERE name = ?1").bind(name, bytes).run();
  await Promise.all([size("DB", 9e9), size("DB_2", 5e9), size("DB_3", 5e9 + 1_500_000)]);
  // Two small accounts more, and the second database is not the emptiest any more.
  expect(await placesOf([...(await oneInEach())])).toEqual(["DB_2", "DB_2", "DB_3"]);
  await everyFiveMinutes(env, Date.now());
  const { results } = await env.DIRECTORY.prepare("SELECT name, bytes > 100000 AND bytes < 9000000 AS fits, given FROM databases").all(); // biome-ignore format: one statement
  expect(results).toEqual(["DB", "DB_2", "DB_3"].map((name) => ({ name, fits: 1, given: 0 })));
});

test("O6 each account imports, mails and is read where it lies, and is nowhere else", async () => {
  const accounts = await oneInEach();
  const ids = await Promise.all(accounts.map((account) => account.start(csvOf(people(5)))));
  const ended = await Promise.all(accounts.map((account, n) => account.waitFor(ids[n] ?? "")));
  expect(ended.map(({ counts }) => counts.created)).toEqual([5, 5, 5]);
  for (const { id } of accounts) {
    const home = await databaseOf(id);
    for (const d1 of databases) {
      const users = await d1.prepare("SELECT count(*) AS n FROM users WHERE account = ?1").bind(id).first<number>("n");
      expect(users).toBe(d1 === home ? 5 : 0);
    }
  }
  for (const account of accounts) {
    const waiting = () => account.ask<{ items: unknown[] }>("GET", "/mails?state=pending&limit=1");
    await expect.poll(async () => (await waiting()).items.length).toBe(0);
  }
});

test("O6 the operator's lists, counts and events are of all databases, each thing once", async () => {
  type Listed = { readonly items: readonly { readonly id: string }[]; readonly next: string | null };
  type Events = { readonly items: readonly { readonly id: string; readonly account: string }[]; readonly next: string };
  const begun = (await call<Events>("GET", "/api/v1/events?limit=200")).body;
  const accounts = await oneInEach();
  await Promise.all(accounts.map(async (account) => account.waitFor(await account.start(csvOf(people(3))))));
  const listed: string[] = [];
  for (let cursor = ""; ; ) {
    const { body } = await call<Listed>("GET", `/api/v1/accounts?limit=2&cursor=${cursor}`);
    listed.push(...body.items.map(({ id }) => id));
    if (body.next === null) break;
    cursor = encodeURIComponent(body.next);
  }
  expect(listed).toEqual([...new Set(listed)].toSorted());
  expect(listed).toEqual(expect.arrayContaining(accounts.map(({ id }) => id)));
  let after = begun.next;
  const told: Events["items"][number][] = [];
  for (;;) {
    const { body } = await call<Events>("GET", `/api/v1/events?limit=2&after=${after}`);
    after = body.next;
    if (body.items.length === 0) break;
    told.push(...body.items);
  }
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  for (const account of accounts) {
    const own = await account.ask<Events>("GET", "/events?limit=200");
    expect(told.filter(({ account: of }) => of === account.id).map(({ id }) => id)).toEqual(
      own.items.map(({ id }) => id),
    );
  }
  type Health = {
    readonly databases: readonly { readonly name: string }[];
    readonly imports: { readonly completed: number };
  };
  const health = (await call<Health>("GET", "/api/v1/operator/health")).body;
  expect(health.databases.map(({ name }) => name)).toEqual(["accounts", "accounts-2", "accounts-3", "directory"]);
  const completed = databases.map((d1) => d1.prepare("SELECT count(*) AS n FROM imports WHERE state = 'completed'").first<number>("n")); // biome-ignore format: one statement
  expect(health.imports.completed).toBe((await Promise.all(completed)).reduce<number>((sum, n) => sum + (n ?? 0), 0));
  expect((await call("GET", "/api/v1/metrics")).text).toContain(
    `muster_imports{state="completed"} ${health.imports.completed}\n`,
  );
});

test("S8 O6 what was done on removed accounts is told of all databases, newest first", async () => {
  const accounts = await oneInEach();
  for (const account of accounts) await account.ask("DELETE", "");
  type Activity = { readonly items: readonly { readonly action: string; readonly account: string }[] };
  const { body } = await call<Activity>("GET", "/api/v1/operator/activity?limit=200");
  const removed = body.items.filter(({ action }) => action === "account.remove").map(({ account }) => account);
  expect(removed.slice(0, 3)).toEqual(accounts.map(({ id }) => id).toReversed());
});

test("O6 a request of an account costs no call more than with one database, whoever asks", async () => {
  const accounts = await oneInEach();
  for (const account of accounts) {
    const [token, visitor] = [await account.token(), await signedIn(account)];
    forgetPlace(account.id);
    // The token, with its use, and the account.
    expect((await counting(() => account.ask("GET", "/users", { token }))).calls).toBe(2);
    forgetPlace(account.id);
    expect((await counting(() => visitor.visit("/users"))).calls).toBe(2);
    // The operator's token names no account: where that lies is asked once a minute.
    await account.ask("GET", "/users");
    expect((await counting(() => account.ask("GET", "/users"))).calls).toBe(3);
    forgetPlace(account.id);
    expect((await counting(() => account.ask("GET", "/users"))).calls).toBe(4);
  }
});

test("O6 whoever believes an account elsewhere neither makes it twice nor takes anybody's access", async () => {
  const [account] = await oneInEach();
  const visitor = await signedIn(account as Account);
  const { id } = account as Account;
  const elsewhere = (await placeOf(id)) === "DB_2" ? "DB_3" : "DB_2";
  for (const [method, json] of [
    ["PUT", { name: "Acme again" }],
    ["DELETE", undefined],
  ] as const) {
    notePlace(id, { database: elsewhere, moving: false });
    const { status } = await call(method, `/api/v1/accounts/${id}`, json ? { json } : {});
    expect([method, status]).toEqual([method, json ? 200 : 204]);
    const left = databases.map((d1) => d1.prepare("SELECT count(*) AS n FROM accounts WHERE id = ?1").bind(id).first<number>("n")); // biome-ignore format: one statement
    expect((await Promise.all(left)).reduce<number>((sum, n) => sum + (n ?? 0), 0)).toBe(json ? 1 : 0);
    if (json) expect((await visitor.visit("/users")).status).toBe(200);
  }
});

test("O6 the cron looks after every database, and one that fails holds up no other", async () => {
  const accounts = await oneInEach();
  const key = "INSERT INTO idempotency_keys (account, key, content_hash, claimed_at) VALUES (?1, 'old', '', '2020')";
  for (const { id } of accounts) await (await databaseOf(id)).prepare(key).bind(id).run();
  const left = async () => {
    const each = databases.map((d1) => d1.prepare("SELECT count(*) AS n FROM idempotency_keys WHERE key = 'old'").first<number>("n")); // biome-ignore format: one statement
    return Promise.all(each);
  };
  expect(await left()).toEqual([1, 1, 1]);
  const broken = { prepare: () => ({ bind: () => ({}) }), batch: () => Promise.reject(new Error("D1_ERROR: away")) };
  await everyFiveMinutes({ ...env, DB_2: broken } as unknown as Env, Date.now());
  expect(await left()).toEqual([0, 1, 0]);
  await everyFiveMinutes(env, Date.now());
  expect(await left()).toEqual([0, 0, 0]);
});

test("O7 a hint of where an account was once shows what is where it lies now, and is mended", async () => {
  for (const account of await oneInEach()) {
    await account.waitFor(await account.start(csvOf(people(1, () => ({ display_name: `Of ${account.id}` })))));
    const visitor = await signedIn(account);
    await visitor.visit("/services");
    const right = visitor.hint;
    const secret = visitor.secret;
    for (const database of ["DB", "DB_2", "DB_3"]) {
      visitor.hint = `muster-place=${makeHint(ringOf(env), secret, { account: account.id, database })}`;
      expect((await visitor.visit("/users")).text).toContain(`Of ${account.id}`);
      expect(visitor.hint).toBe(right);
    }
  }
});
