import {
  createScheduledController,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { noCost } from "../../../src/domain/import/import.ts";
import worker from "../../../src/index.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { alarmOf, coordinatorOf, deliver, freeze, meanwhile, remember } from "../../support/site/background.ts";
import { pause } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const roomy = { types: { Pro: 1000, Basic: 10 }, numbers: [] };

/** An import of three chunks whose messages are all lost. */
async function lost(
  rows = 250,
): Promise<{ account: Account; importId: string; chunk: Awaited<ReturnType<typeof freeze>>["chunk"] }> {
  const account = await makeAccount(roomy);
  return { account, ...(await freeze(account, await account.draft(csvOf(people(rows))))) };
}

const ring = (account: Account) => runDurableObjectAlarm(coordinatorOf(account));

test("I5 an import whose message the queue has lost is finished by the watchdog", async () => {
  const { account, importId } = await lost();
  await remember(account, importId, { from: 2, to: 101 });
  expect(await ring(account)).toBe(true);
  const { state, counts, cost } = await account.waitFor(importId);
  expect([state, counts.created]).toEqual(["completed", 250]);
  expect(cost.queue_messages).toBe(4);
  expect(await account.users()).toHaveLength(250);
});

test("I5 the watchdog waits for a chunk that was sent a moment ago, and keeps watching", async () => {
  const { account, importId } = await lost();
  await alarmOf(account);
  await remember(account, importId, { from: 2, to: 101, ago: 0 });
  expect(await ring(account)).toBe(true);
  await pause(100);
  expect((await account.import(importId)).counts.pending).toBe(250);
  expect(await alarmOf(account)).toBeGreaterThan(Date.now());
});

test("I5 what was sent before the object died is sent again at once: the queue may have died with it", async () => {
  const { account, importId } = await lost();
  await alarmOf(account);
  await remember(account, importId, { from: 2, to: 101, ago: 0 });
  await evictDurableObject(coordinatorOf(account));
  await ring(account);
  expect((await account.waitFor(importId)).counts.created).toBe(250);
});

test("I5 a message of an older epoch is acknowledged and settles nothing", async () => {
  const { account, importId, chunk } = await lost();
  await env.DB.prepare("UPDATE imports SET epoch = 3 WHERE id = ?1").bind(importId).run();
  expect((await deliver("muster-rows", [chunk(2, 101), chunk(2, 101, 2)])).explicitAcks).toHaveLength(2);
  expect((await account.import(importId)).counts.pending).toBe(250);
  await deliver("muster-rows", [chunk(2, 101, 3)]);
  expect((await account.import(importId)).counts).toMatchObject({ created: 100, pending: 150 });
});

test("I5 a dead letter of an older epoch ends no row: a newer message may still settle it", async () => {
  const { account, importId, chunk } = await lost();
  await env.DB.prepare("UPDATE imports SET epoch = 2 WHERE id = ?1").bind(importId).run();
  expect((await deliver("muster-rows-dead", [chunk(2, 101)])).explicitAcks).toHaveLength(1);
  expect((await account.import(importId)).counts).toMatchObject({ failed: 0, pending: 250 });
});

test("I5 a consumer that is overtaken while it settles writes nothing", async () => {
  const { account, importId, chunk } = await lost();
  const overtaken = meanwhile(async (batch) => {
    if (batch === 1) await env.DB.prepare("UPDATE imports SET epoch = 2 WHERE id = ?1").bind(importId).run();
  });
  await deliver("muster-rows", [chunk(2, 101)], overtaken);
  expect(await account.users()).toEqual([]);
  expect((await account.import(importId)).counts.pending).toBe(250);
});

test("I5 rows that are given up while a consumer settles them get no users after all", async () => {
  const { account, importId, chunk } = await lost(5);
  const late = meanwhile(async (batch) => {
    if (batch === 1) await deliver("muster-rows-dead", [chunk(2, 6)]);
  });
  await deliver("muster-rows", [chunk(2, 6)], late);
  expect((await account.import(importId)).counts).toMatchObject({ failed: 5, created: 0 });
  expect(await account.users()).toEqual([]);
});

test("I5 an import whose object cannot be reached goes on from D1 alone, and a stopped one ends", async () => {
  const unreachable = {
    ...env,
    COORDINATORS: { getByName: () => ({ watch: () => Promise.reject(new Error("gone")) }) },
  };
  const cron = () =>
    worker.scheduled(createScheduledController({ cron: "*/5 * * * *" }), unreachable as unknown as Env);
  const { account, importId } = await lost(3);
  await cron();
  for (let looks = 0; looks < 200 && (await account.import(importId)).counts.pending > 0; looks += 1) await pause(20);
  const other = await lost();
  await env.DB.prepare("UPDATE imports SET state = 'stopping' WHERE id = ?1").bind(other.importId).run();
  await cron();
  expect(await other.account.import(other.importId)).toMatchObject({
    state: "stopped",
    counts: { not_attempted: 250 },
  });
  // The rows of the first are settled by now: its end is found from them.
  expect((await account.import(importId)).state).toBe("completed");
});

test("I5 a crash right after the start, before anything was sent, is made good by the watchdog", async () => {
  const { account, importId } = await lost();
  await remember(account, importId, null);
  await ring(account);
  expect((await account.waitFor(importId)).counts.created).toBe(250);
});

test("I5 a crash after the last chunk, before the end was written, is made good by the watchdog", async () => {
  const { account, importId, chunk } = await lost(5);
  await deliver("muster-rows", [chunk(2, 6)]);
  await remember(account, importId, { from: 2, to: 6 });
  expect((await account.import(importId)).state).toBe("running");
  await ring(account);
  expect(await account.import(importId)).toMatchObject({ state: "completed", counts: { created: 5 } });
});

test("I6 an import that was left stopping ends stopped, and creates nobody", async () => {
  const { account, importId } = await lost();
  await remember(account, importId, { from: 2, to: 101 });
  await env.DB.prepare("UPDATE imports SET state = 'stopping' WHERE id = ?1").bind(importId).run();
  await ring(account);
  expect(await account.import(importId)).toMatchObject({
    state: "stopped",
    counts: { created: 0, not_attempted: 250 },
  });
  expect(await account.users()).toEqual([]);
});

test("I5 the object may die in the middle of a run: the import ends all the same", async () => {
  const account = await makeAccount(roomy);
  const id = await account.start(csvOf(people(600)));
  for (let deaths = 0; deaths < 3; deaths += 1) {
    await pause(20);
    await evictDurableObject(coordinatorOf(account)).catch(() => undefined);
  }
  await pause(200);
  if ((await account.import(id)).state === "running") await ring(account);
  expect((await account.waitFor(id)).counts).toMatchObject({ created: 600, failed: 0 });
  expect(await account.users()).toHaveLength(600);
});

test("I5 an import that its object has forgotten is taken up by the cron", async () => {
  const { account, importId } = await lost();
  expect(await alarmOf(account)).toBeNull();
  await worker.scheduled(createScheduledController({ cron: "*/5 * * * *" }), env);
  expect((await account.waitFor(importId)).counts.created).toBe(250);
});

test("I5 a range that was sent in vain too often fails with internal_error, and the import goes on to its end", async () => {
  const { account, importId } = await lost();
  await remember(account, importId, { from: 2, to: 101, times: 10 });
  await ring(account);
  expect((await account.import(importId)).counts).toMatchObject({ failed: 100, pending: 150 });
  await ring(account);
  const { state, counts } = await account.waitFor(importId);
  expect(state).toBe("completed");
  expect(counts).toEqual({ rows: 250, created: 150, failed: 100, pending: 0, not_attempted: 0 });
  const failed = await account.rows(importId, "failed");
  expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(["internal_error"]));
  expect(failed[0]?.message).toMatch(/Import the row again/);
});

test("I5 a message that the queue gives up ends its rows as internal_error, and the next ones follow", async () => {
  const { account, importId, chunk } = await lost();
  const rest = [
    { from: 102, to: 201 },
    { from: 202, to: 251 },
  ];
  await remember(account, importId, { from: 2, to: 101, ago: 0, rest });
  const { explicitAcks } = await deliver("muster-rows-dead", [chunk(2, 101)]);
  expect(explicitAcks).toHaveLength(1);
  const { state, counts } = await account.waitFor(importId);
  expect([state, counts.created, counts.failed]).toEqual(["completed", 150, 100]);
  expect((await account.rows(importId, "failed")).map(({ row }) => row)).toEqual(people(100).map((_, n) => n + 2));
  expect(await account.used()).toEqual({ Pro: 150, Basic: 0 });
});

test("I5 the last message that is given up ends the import at once", async () => {
  const { account, importId, chunk } = await lost(3);
  await remember(account, importId, { from: 2, to: 4, ago: 0 });
  await deliver("muster-rows-dead", [chunk(2, 4), chunk(2, 4)]);
  expect(await account.import(importId)).toMatchObject({ state: "completed", counts: { failed: 3, created: 0 } });
});

test("I5 a given-up message of rows that were created meanwhile takes nothing back", async () => {
  const { account, importId, chunk } = await lost(3);
  await deliver("muster-rows", [chunk(2, 4)]);
  await deliver("muster-rows-dead", [chunk(2, 4)]);
  expect((await account.import(importId)).counts).toMatchObject({ created: 3, failed: 0 });
});

test("I2 a chunk that comes once more while a later one is on its way sends no third one", async () => {
  const { account, importId, chunk } = await lost();
  await deliver("muster-rows", [chunk(2, 101)]);
  await remember(account, importId, { from: 102, to: 201, ago: 0, rest: [{ from: 202, to: 251 }] });
  await deliver("muster-rows", [chunk(2, 101)]);
  await pause(150);
  expect((await account.import(importId)).counts).toMatchObject({ created: 100, pending: 150 });
  // The one that was waited for brings the next.
  await deliver("muster-rows", [chunk(102, 201)]);
  expect((await account.waitFor(importId)).counts.created).toBe(250);
});

test("I7 a given-up message that comes after the end leaves the import as it was", async () => {
  const account = await makeAccount({ ...roomy, silent: true });
  const { id } = await account.waitFor(await account.start(csvOf(people(3))));
  await pause(30);
  const before = await account.import(id);
  await deliver("muster-rows-dead", [{ account: account.id, importId: id, from: 2, to: 4 }]);
  expect(await account.import(id)).toEqual(before);
});

test("I5 a look at mails that overlaps a start leaves the import its alarm", async () => {
  const account = await makeAccount({ ...roomy, silent: true });
  const draft = await account.draft(csvOf(people(2)));
  let looked = () => {};
  const looking = new Promise<void>((resolve) => (looked = resolve));
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await runInDurableObject(coordinatorOf(account), async (coordinator) => {
    const env = Reflect.get(coordinator, "env") as Env;
    // The tick has seen no import, and D1 is slow to tell it of mails.
    Object.defineProperty(coordinator, "env", {
      configurable: true,
      value: slowed(env, async () => {
        looked();
        await held;
      }),
    });
    const tick = coordinator.alarm();
    await looking;
    Object.defineProperty(coordinator, "env", {
      configurable: true,
      value: { ...env, ROWS: { send: async () => {} } },
    });
    expect(await coordinator.start(draft, starter(), noCost)).toBe("started");
    go();
    await tick;
    Object.defineProperty(coordinator, "env", { configurable: true, value: env });
  });
  expect(await alarmOf(account)).not.toBeNull();
  await ring(account);
});

test("I5 a start whose write comes after everybody has given up on it is watched all the same", async () => {
  const account = await makeAccount({ ...roomy, silent: true });
  const draft = await account.draft(csvOf(people(2)));
  await runInDurableObject(coordinatorOf(account), async (coordinator) => {
    const env = Reflect.get(coordinator, "env") as Env;
    const lost = slowed(env, () => Promise.reject(new Error("D1 did not answer")));
    Object.defineProperty(coordinator, "env", { configurable: true, value: lost });
    await expect(coordinator.start(draft, starter(), noCost)).rejects.toThrow();
    Object.defineProperty(coordinator, "env", { configurable: true, value: env });
  });
  await ring(account);
  expect(await alarmOf(account)).not.toBeNull();
  await freeze(account, draft);
  await ring(account);
  expect((await account.waitFor(draft)).counts.created).toBe(2);
});

const starter = () => ({ who: "operator", address: null, now: new Date().toISOString(), revision: 1 });

/** The bindings, but that something happens before D1 answers anything. */
function slowed(env: Env, first: () => Promise<unknown>): Env {
  const slow = (target: object): object =>
    new Proxy(target, {
      get(real, name) {
        const member = Reflect.get(real, name);
        if (typeof member !== "function") return member;
        if (name === "prepare" || name === "bind")
          return (...given: unknown[]) => slow(Reflect.apply(member, real, given));
        return async (...given: unknown[]) => {
          await first();
          return Reflect.apply(member, real, given);
        };
      },
    });
  return { ...env, DB: slow(env.DB) as D1Database };
}

test("the watchdog sleeps once nothing is left to watch", async () => {
  const account = await makeAccount({ ...roomy, silent: true });
  await account.waitFor(await account.start(csvOf(people(3))));
  await ring(account);
  expect(await alarmOf(account)).toBeNull();
  expect(await ring(account)).toBe(false);
});

test("I1 a place that its object holds for an import that never ran is free for another", async () => {
  const account = await makeAccount(roomy);
  const dead = await account.draft(csvOf(people(1)));
  await remember(account, dead, null);
  const { counts } = await account.waitFor(await account.start(csvOf(people(2))));
  expect(counts.created).toBe(2);
  expect((await account.import(dead)).state).toBe("ready");
});
