import {
  createScheduledController,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import { noCost } from "../../../src/domain/import/import.ts";
import worker from "../../../src/index.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { type Caught, CaughtPlatform } from "../../support/lab/caught-platform.ts";
import { LabAccount } from "../../support/lab/lab-account.ts";
import { passTime, setRight } from "../../support/lab/shifted-clock.ts";
import { alarmOf, coordinatorOf, deliver, freeze, meanwhile } from "../../support/site/background.ts";
import { pause } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const roomy = { types: { Pro: 1000, Basic: 10 }, numbers: [] };

/** An import of three chunks that runs in D1; its object knows nothing of it, and no message is on its way. */
async function frozen(
  rows = 250,
): Promise<{ account: Account; importId: string; chunk: Awaited<ReturnType<typeof freeze>>["chunk"] }> {
  const account = await makeAccount(roomy);
  return { account, ...(await freeze(account, await account.draft(csvOf(people(rows))))) };
}

/** An account whose messages and alarm are in the test's hands. */
async function caught(): Promise<{ account: LabAccount; platform: CaughtPlatform }> {
  const { id } = await makeAccount({ ...roomy, silent: true });
  return { account: new LabAccount(id), platform: new CaughtPlatform(id) };
}

/** An import of three chunks, whose first message lies in the bag. */
async function running(rows = 250) {
  const { account, platform } = await caught();
  return { account, platform, importId: await account.start(csvOf(people(rows))) };
}

/** The same, but the queue has lost the message. */
async function lost(rows = 250) {
  const started = await running(rows);
  expect(started.platform.bag.splice(0)).toHaveLength(1);
  return started;
}

const ring = (account: Account) => runDurableObjectAlarm(coordinatorOf(account));

/** The watchdog looks until it sends something. */
async function ringUntilSent(platform: CaughtPlatform): Promise<void> {
  for (let looks = 0; platform.bag.length === 0; looks += 1) {
    if (looks > 5) throw new Error("the watchdog sends nothing");
    await platform.ring();
  }
}

afterEach(setRight);

test("I5 an import whose message the queue has lost is finished by the watchdog", async () => {
  const { account, platform, importId } = await lost();
  await ringUntilSent(platform);
  await platform.flow();
  const { state, counts, cost } = await account.import(importId);
  expect([state, counts.created]).toEqual(["completed", 250]);
  expect(cost.queue_messages).toBe(4);
  expect(await account.users()).toHaveLength(250);
});

test("I5 the watchdog waits for a chunk that was sent a moment ago, and keeps watching", async () => {
  const { account, platform, importId } = await lost();
  await ringUntilSent(platform);
  platform.bag = [];
  // What was sent twice is waited for twice as long, until the look after the next.
  await platform.ring();
  expect(platform.bag).toEqual([]);
  expect((await account.import(importId)).counts.pending).toBe(250);
  expect(platform.alarmAt).toBeGreaterThan(Date.now());
});

test("I5 what was sent before the object died is sent again at once: the queue may have died with it", async () => {
  const { account, platform, importId } = await lost();
  await platform.evict();
  await platform.ring();
  expect(platform.bag.map(({ body }) => body)).toMatchObject([{ from: 2, to: 101, epoch: 2 }]);
  await platform.flow();
  expect((await account.import(importId)).counts.created).toBe(250);
});

test("I5 a message of an older epoch is acknowledged and settles nothing", async () => {
  const { account, importId, chunk } = await frozen();
  await env.DB.prepare("UPDATE imports SET epoch = 3 WHERE id = ?1").bind(importId).run();
  expect((await deliver("muster-rows", [chunk(2, 101), chunk(2, 101, 2)])).explicitAcks).toHaveLength(2);
  expect((await account.import(importId)).counts.pending).toBe(250);
  await deliver("muster-rows", [chunk(2, 101, 3)]);
  expect((await account.import(importId)).counts).toMatchObject({ created: 100, pending: 150 });
});

test("I5 a dead letter of an older epoch ends no row: a newer message may still settle it", async () => {
  const { account, importId, chunk } = await frozen();
  await env.DB.prepare("UPDATE imports SET epoch = 2 WHERE id = ?1").bind(importId).run();
  expect((await deliver("muster-rows-dead", [chunk(2, 101)])).explicitAcks).toHaveLength(1);
  expect((await account.import(importId)).counts).toMatchObject({ failed: 0, pending: 250 });
});

test("I5 a consumer that is overtaken while it settles writes nothing", async () => {
  const { account, importId, chunk } = await frozen();
  const overtaken = meanwhile(async (batch) => {
    if (batch === 1) await env.DB.prepare("UPDATE imports SET epoch = 2 WHERE id = ?1").bind(importId).run();
  });
  await deliver("muster-rows", [chunk(2, 101)], overtaken);
  expect(await account.users()).toEqual([]);
  expect((await account.import(importId)).counts.pending).toBe(250);
});

test("I5 rows that are given up while a consumer settles them get no users after all", async () => {
  const { account, importId, chunk } = await frozen(5);
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
  const { account, importId } = await frozen(3);
  await cron();
  for (let looks = 0; looks < 200 && (await account.import(importId)).counts.pending > 0; looks += 1) await pause(20);
  const other = await frozen();
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
  const { account, platform } = await caught();
  platform.isClosed = true;
  const importId = await account.start(csvOf(people(250)));
  platform.isClosed = false;
  expect(platform.sent).toEqual([]);
  await platform.ring();
  await platform.flow();
  expect((await account.import(importId)).counts.created).toBe(250);
});

test("I5 a crash after the last chunk, before the end was written, is made good by the watchdog", async () => {
  const { account, platform, importId } = await running(5);
  const gone = { getByName: () => ({ settled: () => Promise.reject(new Error("gone")) }) };
  const [message] = platform.bag.splice(0);
  await deliver("muster-rows", [message?.body], { ...env, COORDINATORS: gone } as unknown as Env);
  expect(await account.import(importId)).toMatchObject({ state: "running", counts: { created: 5 } });
  for (let looks = 0; looks < 2; looks += 1) await platform.ring();
  expect(platform.sent).toHaveLength(1);
  expect((await account.import(importId)).state).toBe("completed");
});

test("I6 an import that was left stopping ends stopped, and creates nobody", async () => {
  const { account, platform, importId } = await lost();
  await env.DB.prepare("UPDATE imports SET state = 'stopping' WHERE id = ?1").bind(importId).run();
  await platform.ring();
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
  const { account, importId } = await frozen();
  expect(await alarmOf(account)).toBeNull();
  await worker.scheduled(createScheduledController({ cron: "*/5 * * * *" }), env);
  expect((await account.waitFor(importId)).counts.created).toBe(250);
});

test("I5 a range that was sent in vain too often fails with internal_error, and the import goes on to its end", async () => {
  const { account, platform, importId } = await lost();
  for (let sends = 1; sends <= 10; sends += 1) {
    expect((await account.import(importId)).counts.failed).toBe(0);
    platform.bag = [];
    // The longest that a message is waited for.
    passTime(300_000);
    await platform.ring();
  }
  expect((await account.import(importId)).counts).toMatchObject({ failed: 100, pending: 150 });
  await platform.ring();
  await platform.flow();
  const { state, counts } = await account.import(importId);
  expect(state).toBe("completed");
  expect(counts).toEqual({ rows: 250, created: 150, failed: 100, pending: 0, not_attempted: 0, skipped: 0, undone: 0 });
  const failed = await account.rows(importId, "failed");
  expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(["internal_error"]));
  expect(failed[0]?.message).toMatch(/Import the row again/);
});

test("I5 a message that the queue gives up ends its rows as internal_error, and the next ones follow", async () => {
  const { account, platform, importId } = await running();
  expect(await platform.deliver([platform.bag.splice(0).map(dead)])).toBe(0);
  await platform.flow();
  const { state, counts } = await account.import(importId);
  expect([state, counts.created, counts.failed]).toEqual(["completed", 150, 100]);
  expect((await account.rows(importId, "failed")).map(({ row }) => row)).toEqual(people(100).map((_, n) => n + 2));
  expect(await account.used()).toEqual({ Pro: 150, Basic: 0 });
});

test("I5 the last message that is given up ends the import at once", async () => {
  const { account, platform, importId } = await running(3);
  const [message] = platform.bag.splice(0).map(dead);
  if (message) await platform.deliver([[message, { ...message }]]);
  expect(await account.import(importId)).toMatchObject({ state: "completed", counts: { failed: 3, created: 0 } });
});

test("I5 a given-up message of rows that were created meanwhile takes nothing back", async () => {
  const { account, importId, chunk } = await frozen(3);
  await deliver("muster-rows", [chunk(2, 4)]);
  await deliver("muster-rows-dead", [chunk(2, 4)]);
  expect((await account.import(importId)).counts).toMatchObject({ created: 3, failed: 0 });
});

test("I2 a chunk that comes once more while a later one is on its way sends no third one", async () => {
  const { account, platform, importId } = await running();
  const first = platform.bag.splice(0);
  await platform.deliver([first]);
  expect(platform.bag).toHaveLength(1);
  await platform.deliver([first]);
  expect(platform.bag).toHaveLength(1);
  expect((await account.import(importId)).counts).toMatchObject({ created: 100, pending: 150 });
  // The one that was waited for brings the next.
  await platform.flow();
  expect((await account.import(importId)).counts.created).toBe(250);
  expect(platform.sent.filter(({ queue }) => queue === "muster-rows")).toHaveLength(3);
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
  const { account, platform } = await caught();
  let looked = () => {};
  const looking = new Promise<void>((resolve) => (looked = resolve));
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  let isSlow = false;
  const wait = async () => {
    if (!isSlow) return;
    looked();
    await held;
  };
  platform.bindings = { DB: slowed(env.DB, wait) };
  const draft = await account.draft(csvOf(people(2)));
  // The tick has seen no import, and D1 is slow to tell it of mails.
  isSlow = true;
  const tick = runInDurableObject(coordinatorOf(account), (coordinator) => coordinator.alarm());
  await looking;
  isSlow = false;
  expect((await account.call("POST", `/imports/${draft}/start`)).status).toBe(202);
  go();
  await tick;
  expect(platform.alarmAt).not.toBeNull();
  await platform.flow();
});

test("I5 a start whose write comes after everybody has given up on it is watched all the same", async () => {
  const { account, platform } = await caught();
  const draft = await unansweredStart(account, platform);
  await platform.ring();
  expect(platform.alarmAt).not.toBeNull();
  await freeze(account, draft);
  await platform.ring();
  await platform.flow();
  expect((await account.import(draft)).counts.created).toBe(2);
});

/** A draft whose start D1 has not answered: its object holds the account's place for it. */
async function unansweredStart(account: LabAccount, platform: CaughtPlatform): Promise<string> {
  let isDown = false;
  platform.bindings = {
    DB: slowed(env.DB, () => (isDown ? Promise.reject(new Error("D1 did not answer")) : Promise.resolve())),
  };
  const draft = await account.draft(csvOf(people(2)));
  isDown = true;
  const starter = { who: "operator", address: null, now: new Date().toISOString(), revision: 1 };
  await runInDurableObject(coordinatorOf(account), async (coordinator) => {
    await expect(coordinator.start(draft, starter, noCost)).rejects.toThrow("D1 did not answer");
  });
  isDown = false;
  return draft;
}

/** D1 as it is, but that something happens before it answers anything. */
function slowed<Target extends object>(target: Target, first: () => Promise<unknown>): Target {
  return new Proxy(target, {
    get(real, name) {
      const member = Reflect.get(real, name);
      if (typeof member !== "function") return member;
      if (name === "prepare" || name === "bind")
        return (...given: unknown[]) => slowed(Reflect.apply(member, real, given), first);
      return async (...given: unknown[]) => {
        await first();
        return Reflect.apply(member, real, given);
      };
    },
  });
}

/** A message that the queue has given up. */
const dead = (message: Caught): Caught => ({ ...message, queue: "muster-rows-dead", attempts: 1 });

test("the watchdog sleeps once nothing is left to watch", async () => {
  const account = await makeAccount({ ...roomy, silent: true });
  await account.waitFor(await account.start(csvOf(people(3))));
  await ring(account);
  expect(await alarmOf(account)).toBeNull();
  expect(await ring(account)).toBe(false);
});

test("I1 a place that its object holds for an import that never ran is free for another", async () => {
  const { account, platform } = await caught();
  const draft = await unansweredStart(account, platform);
  const other = await account.start(csvOf(people(2)));
  await platform.flow();
  expect((await account.import(other)).counts.created).toBe(2);
  expect((await account.import(draft)).state).toBe("ready");
});
