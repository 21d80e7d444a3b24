import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { deadLeases, leaseEnd } from "../../../src/domain/mail/lease.ts";
import { OWNED } from "../../../src/domain/operation/account-tables.ts";
import { isolateSince } from "../../../src/platform/isolate.ts";
import { DirectoryDatabase } from "../../../src/store/database.ts";
import { copyPage } from "../../../src/store/moves/copy.ts";
import { findWhereabouts } from "../../../src/store/moves/moves.ts";
import { beginClearing, release } from "../../../src/store/moves/roles.ts";
import { findShapes } from "../../../src/store/moves/shapes.ts";
import { openNamed } from "../../../src/store/places/open.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { placeOf } from "../../support/site/databases.ts";
import { roleIn, SteppedMove } from "../../support/site/killed-moves.ts";
import { elsewhere, filled, named, possessions, richAccount } from "../../support/site/moving.ts";
import type { Account } from "../../support/site/site.ts";
import { signedIn } from "../../support/site/visitor.ts";

/** What an account leaves is fenced by its database itself: a write that comes late is refused, whoever believes what. */

afterEach(() => {
  vi.restoreAllMocks();
});

const homeOf = async ({ id }: Account) => (await placeOf(id)) ?? "";

/** Each way of writing each table in which an account has anything, as whoever has read its place before would. */
async function refusals(account: Account, d1: D1Database, events: readonly ("INSERT" | "UPDATE" | "DELETE")[]) {
  const accepted: string[] = [];
  const has = new Set(filled(await possessions(account.id, d1)));
  for (const [table, by] of OWNED.filter(([name]) => has.has(name))) {
    const whose = by === "import" ? "import_id IN (SELECT id FROM imports WHERE account = ?1)" : `${by} = ?1`;
    const column = by === "import" ? "import_id" : by;
    const writes = {
      INSERT: `INSERT INTO ${table} SELECT * FROM ${table} WHERE ${whose} LIMIT 1`,
      UPDATE: `UPDATE ${table} SET ${column} = ${column} WHERE ${whose}`,
      DELETE: `DELETE FROM ${table} WHERE ${whose}`,
    };
    for (const event of events) {
      const said = await d1.prepare(writes[event]).bind(account.id).run().then(() => "accepted", String); // biome-ignore format: one statement
      if (!said.includes("account_is_moving")) accepted.push(`${event} ${table}: ${said}`);
    }
  }
  return accepted;
}

test("O6 from the fence on nothing of the account is written where it leaves, until the last row is cleared; of others all is", async () => {
  const { account } = await richAccount();
  const [from, to] = [await homeOf(account), await elsewhere(account)];
  const [old, move] = [named(from), new SteppedMove(account.id)];
  await move.begin(to);
  await move.run(env, async () => (await roleIn(account.id, old)) === "leaving");
  const all = ["INSERT", "UPDATE", "DELETE"] as const;
  expect(await refusals(account, old, all)).toEqual([]);
  await move.run(env, async () => (await homeOf(account)) === to);
  expect(await refusals(account, old, all)).toEqual([]);
  await move.run(env, async () => (await roleIn(account.id, old)) === "clearing");
  expect(await refusals(account, old, ["INSERT", "UPDATE"])).toEqual([]);
  await move.run();
  expect(filled(await possessions(account.id, old))).toEqual([]);
});

test("O6 what was sent to end one move, and comes late, takes down no fence of the next", async () => {
  const { account } = await richAccount();
  const [from, to] = [await homeOf(account), await elsewhere(account)];
  const [old, move] = [named(from), new SteppedMove(account.id)];
  await move.begin(to);
  await move.run(env, async () => (await roleIn(account.id, old)) === "leaving");
  const earlier = { account: account.id, id: "an-earlier-move" };
  await release(openNamed(env, from), earlier);
  await beginClearing(openNamed(env, from), earlier);
  expect(await roleIn(account.id, old)).toBe("leaving");
  expect(await refusals(account, old, ["INSERT", "UPDATE", "DELETE"])).toEqual([]);
  await move.run();
  expect(await homeOf(account)).toBe(to);
});

test("O6 while it is fenced an account can be read, and writes are answered by 503 and Retry-After; afterwards the same is done once", async () => {
  const { account } = await richAccount();
  const visitor = await signedIn(account);
  const [from, to] = [await homeOf(account), await elsewhere(account)];
  const [user] = await account.users();
  const move = new SteppedMove(account.id);
  await move.begin(to);
  await move.run(env, async () => (await roleIn(account.id, named(from))) === "leaving");
  const key = { headers: { "Idempotency-Key": "while-moving" } };
  const wish = { email: "moving@acme.example", display_name: "Mo Ving", license_type: "Basic" };
  const writes = [
    () => account.call("POST", "/users", { json: wish, ...key }),
    () => account.call("PATCH", `/users/${user?.id}`, { json: { first_name: "Moved" } }),
    () =>
      account.upload(
        csvOf(people(2, (n) => ({ email: `up-${n}@acme.example` }))),
        {},
        { headers: { "Idempotency-Key": "up" } },
      ),
    () => account.call("PUT", "", { json: { name: "Renamed" } }),
    () => account.call("POST", "/numbers", { json: { numbers: ["+14155550999"] } }),
    () => account.call("DELETE", `/users/${user?.id}`),
  ];
  for (const refused of await Promise.all(writes.map((write) => write()))) {
    expect([refused.status, refused.body]).toEqual([503, expect.objectContaining({ code: "account_moving" })]);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  }
  expect((await account.users()).find(({ id }) => id === user?.id)).toEqual(user);
  expect((await visitor.visit("/users")).status).toBe(200);
  const page = await visitor.send(`/users/${user?.id}/delete`);
  expect(page.status).toBe(503);
  expect(page.text).toContain("The account is being moved");
  await move.run();
  expect(await homeOf(account)).toBe(to);
  // The last of them deletes the user that another one has changed.
  for (const write of writes.slice(0, -1)) expect((await write()).status).toBeLessThan(300);
  const users = await account.users();
  expect(users.filter(({ email }) => email === wish.email)).toHaveLength(1);
  expect(users.find(({ id }) => id === user?.id)?.first_name).toBe("Moved");
});

test("O6 a page of the copy that comes when the account has moved puts nothing in", async () => {
  const { account } = await richAccount();
  const [from, to] = [await homeOf(account), await elsewhere(account)];
  const move = new SteppedMove(account.id);
  await move.begin(to);
  await move.run(env, async () => (await roleIn(account.id, named(from))) === "leaving");
  const { move: begun } = (await findWhereabouts(new DirectoryDatabase(env.DIRECTORY), account.id)) ?? {};
  if (!begun) throw new Error("it is not being moved");
  await move.run(env, async () => (await homeOf(account)) === to);
  const [user] = await account.users();
  await account.ask("DELETE", `/users/${user?.id}`);
  const left = await account.users();
  const [source, target] = [openNamed(env, from), openNamed(env, to)];
  for (const shape of (await findShapes(source)).filter(({ table }) => ["users", "audit"].includes(table.name))) {
    const shift = { last: 0, shift: 1_000_000 };
    await copyPage({ source, target }, begun, { shape, after: null, numbering: { users: [shift] } });
  }
  expect(await account.users()).toEqual(left);
  await move.run();
  expect(await account.users()).toEqual(left);
});

test.each([
  [
    "an import is active",
    "UPDATE imports SET state = 'running' WHERE account = ?1 AND state = 'ready'",
    "UPDATE imports SET state = 'ready' WHERE account = ?1 AND state = 'running'",
  ],
  [
    "somebody holds mails",
    "UPDATE mails SET state = 'pending', lease = 'held', leased_until = '2100' WHERE account = ?1",
    "UPDATE mails SET state = 'sent', lease = NULL, leased_until = NULL WHERE account = ?1",
  ],
  [
    "somebody holds deliveries",
    "UPDATE webhook_deliveries SET lease = 'held', leased_until = '2100' WHERE account = ?1",
    "UPDATE webhook_deliveries SET lease = NULL, leased_until = NULL WHERE account = ?1",
  ],
])("O6 an account is not fenced while %s, and moves when that is over", async (_, begin, end) => {
  const { account } = await richAccount();
  const [from, to] = [await homeOf(account), await elsewhere(account)];
  const [old, move] = [named(from), new SteppedMove(account.id)];
  const begun = await old.prepare(begin).bind(account.id).run();
  expect(begun.meta.changes).toBeGreaterThan(0);
  await move.begin(to);
  for (let step = 0; step < 5; step += 1) await move.step();
  expect([await roleIn(account.id, old), await homeOf(account)]).toEqual(["waiting", from]);
  expect(await account.ask("GET", "/move")).toMatchObject({ move: { why: "import_active" } });
  await account.ask("PUT", "/locations/Oslo", { json: { country: "NO", address: "" } });
  await old.prepare(end).bind(account.id).run();
  await move.run();
  expect(await homeOf(account)).toBe(to);
});

test("O6 M4 mails that a process held which has died hold up a move no longer than they hold up their sending", async () => {
  const { account } = await richAccount();
  const [from, to] = [await homeOf(account), await elsewhere(account)];
  const [old, move] = [named(from), new SteppedMove(account.id)];
  const before = new Date(leaseEnd(isolateSince()) - 1).toISOString();
  const hold = "UPDATE mails SET state = 'pending', lease = 'dead', leased_until = ?2 WHERE account = ?1";
  const held = await old.prepare(hold).bind(account.id, before).run();
  expect(held.meta.changes).toBeGreaterThan(0);
  const { from: sure } = deadLeases(isolateSince());
  const clock = vi.spyOn(Date, "now").mockReturnValue(sure - 1);
  await move.begin(to);
  // On a slow machine it is later than that by now, and a move waits for what lies before its beginning.
  const begun = env.DIRECTORY.prepare("UPDATE moves SET began_at = ?2 WHERE account = ?1");
  await begun.bind(account.id, new Date(sure - 1).toISOString()).run();
  for (let step = 0; step < 5; step += 1) await move.step();
  expect(await roleIn(account.id, old)).toBe("waiting");
  clock.mockReturnValue(sure);
  await move.run();
  expect(await homeOf(account)).toBe(to);
});
