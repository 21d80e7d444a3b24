import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { coordinatorOf, deliver, freeze, withoutTable } from "../../support/site/background.ts";
import { type Account, makeAccount, outbox } from "../../support/site/site.ts";

/** An account whose two users wait for their password mails, which nothing but the test will send. */
async function waiting(count = 2): Promise<{ account: Account; importId: string }> {
  const account = await makeAccount({ types: { Pro: 500, Basic: 1 }, silent: true, numbers: [] });
  const file = csvOf(people(count, (n) => ({ email: `user-${n}@${account.id}.example` })));
  const { importId, chunk } = await freeze(account, await account.draft(file, { passwords: "users" }));
  await deliver("muster-rows", [chunk(2, count + 1)]);
  return { account, importId };
}

const mailsOf = (account: Account) => account.list<Mail>("/mails");
const send = (account: Account, bindings?: Env) => deliver("muster-mails", [{ account: account.id }], bindings);
const sentTo = async (account: Account) => (await outbox()).filter(({ to }) => to.endsWith(`@${account.id}.example`));

/** What has to be waited for has come. */
async function hasten(account: Account): Promise<void> {
  await env.DB.prepare("UPDATE mails SET due_at = '2026-01-01T00:00:00.000Z' WHERE account = ?1")
    .bind(account.id)
    .run();
}

test("M4 mails are recorded with their users, and sent by the mail queue alone", async () => {
  const { account } = await waiting();
  expect((await mailsOf(account)).map(({ state, attempts }) => [state, attempts])).toEqual([
    ["pending", 0],
    ["pending", 0],
  ]);
  expect(await sentTo(account)).toEqual([]);
  await send(account);
  expect((await mailsOf(account)).map(({ state, attempts }) => [state, attempts])).toEqual([
    ["sent", 1],
    ["sent", 1],
  ]);
  expect(await sentTo(account)).toHaveLength(2);
});

test("M4 messages that arrive many times at once send each mail once", async () => {
  const { account } = await waiting(120);
  await Promise.all(Array.from({ length: 8 }, () => send(account)));
  const ids = (await sentTo(account)).map(({ id }) => id);
  expect(ids).toHaveLength(120);
  expect(new Set(ids).size).toBe(120);
  expect((await mailsOf(account)).every(({ state, attempts }) => state === "sent" && attempts === 1)).toBe(true);
});

test("M1 a mail that is sent again after its record was lost is identical, under the same id", async () => {
  const { account } = await waiting(1);
  await send(account);
  // The process died between the sending and its record.
  await env.DB.prepare("UPDATE mails SET state = 'pending', sent_at = NULL WHERE account = ?1").bind(account.id).run();
  await send(account);
  const [second, first, ...more] = await sentTo(account);
  expect(more).toEqual([]);
  expect({ ...second, at: "" }).toEqual({ ...first, at: "" });
});

test("M4 a mail that fails for a passing reason waits, is tried again, and no password is valid before", async () => {
  const { account, importId } = await waiting(1);
  const begun = Date.now();
  await withoutTable("dev_outbox", () => send(account));
  const [mail] = await mailsOf(account);
  expect(mail).toMatchObject({ state: "pending", attempts: 1, last_error: "E_DELIVERY_FAILED" });
  const due = await env.DB.prepare("SELECT due_at FROM mails WHERE account = ?1")
    .bind(account.id)
    .first<string>("due_at");
  expect(Date.parse(due ?? "") - begun).toBeGreaterThan(10_000);
  const expiry = env.DB.prepare("SELECT password_expires_at FROM users WHERE account = ?1").bind(account.id);
  expect(await expiry.first("password_expires_at")).toBeNull();

  await send(account);
  expect(await sentTo(account)).toEqual([]);
  await hasten(account);
  await send(account);
  expect(await mailsOf(account)).toMatchObject([{ state: "sent", attempts: 2, last_error: null }]);
  expect(await expiry.first("password_expires_at")).not.toBeNull();
  expect((await account.import(importId)).counts.created).toBe(1);
});

test("M4 a mail that fails again and again is shown as failed, and can be sent again", async () => {
  const { account } = await waiting(1);
  await withoutTable("dev_outbox", async () => {
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await hasten(account);
      await send(account);
    }
  });
  const [failed] = await mailsOf(account);
  expect(failed).toMatchObject({ state: "failed", attempts: 8, last_error: "E_DELIVERY_FAILED" });
  await hasten(account);
  await send(account);
  expect(await sentTo(account)).toEqual([]);

  const retried = await account.call("POST", `/mails/${failed?.id}/retry`);
  expect(retried.status).toBe(202);
  expect(await account.settleMails()).toMatchObject([{ id: failed?.id, state: "sent", last_error: null }]);
  expect(await sentTo(account)).toHaveLength(1);
  const again = await account.call("POST", `/mails/${failed?.id}/retry`);
  expect([again.status, again.body.code]).toEqual([409, "mail_not_failed"]);
  expect((await account.call("POST", "/mails/mail_none/retry")).status).toBe(404);
});

test("M4 a mail that cannot be put into words harms no other: they go out once, and it is shown as failed at last", async () => {
  const account = await makeAccount({ numbers: [], types: { Pro: 20, Basic: 1 } });
  const file = csvOf(people(12, (n) => ({ email: `user-${n}@${account.id}.example` })));
  const { chunk } = await freeze(account, await account.draft(file));
  await deliver("muster-rows", [chunk(2, 13)]);
  await env.DB.prepare("UPDATE users SET pin = 'damaged' WHERE account = ?1 AND email LIKE 'user-7@%'")
    .bind(account.id)
    .run();
  for (let attempt = 1; attempt <= 9; attempt += 1) {
    await send(account);
    await hasten(account);
  }
  expect(await sentTo(account)).toHaveLength(11);
  const failed = (await mailsOf(account)).filter(({ state }) => state !== "sent");
  expect(failed).toMatchObject([{ state: "failed", attempts: 8, last_error: "E_FAULT" }]);
});

test("M4 a mail system that is down neither slows nor fails an import", async () => {
  const account = await makeAccount({ types: { Pro: 500, Basic: 1 }, numbers: [] });
  await withoutTable("dev_outbox", async () => {
    const { counts } = await account.waitFor(await account.start(csvOf(people(150)), { passwords: "users" }));
    expect(counts).toMatchObject({ created: 150, failed: 0 });
    for (let looks = 0; looks < 200; looks += 1) {
      const tried = (await mailsOf(account)).filter(({ attempts }) => attempts > 0);
      if (tried.length === 300) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  const states = (await mailsOf(account)).map(({ state, attempts }) => `${state} ${attempts}`);
  expect(new Set(states)).toEqual(new Set(["pending 1"]));
});

test("M4 mails whose messages the queue has lost are asked for again by the watchdog", async () => {
  const { account } = await waiting(3);
  await coordinatorOf(account).watch();
  expect((await account.settleMails()).every(({ state }) => state === "sent")).toBe(true);

  const other = await waiting(3);
  await coordinatorOf(other.account).mailsSent(
    null,
    { d1_queries: 0, d1_rows_read: 0, d1_rows_written: 0, queue_messages: 0 },
    50,
  );
  await env.COORDINATORS.getByName(other.account.id).watch();
  await runDurableObjectAlarm(coordinatorOf(other.account));
  expect((await other.account.settleMails()).every(({ attempts }) => attempts === 1)).toBe(true);
});

test("M4 the mails of one account are never sent for another's message", async () => {
  const [one, other] = [await waiting(1), await waiting(1)];
  await send(one.account);
  expect(await sentTo(one.account)).toHaveLength(1);
  expect(await sentTo(other.account)).toEqual([]);
  expect(await mailsOf(other.account)).toMatchObject([{ state: "pending", attempts: 0 }]);
});

test("GET mails finds by import, kind and state, page by page", async () => {
  const account = await makeAccount({ types: { Pro: 500, Basic: 1 }, numbers: [] });
  const { id } = await account.waitFor(await account.start(csvOf(people(70)), { passwords: "users" }));
  await account.settleMails();
  const count = async (query: string) => (await account.list<Mail>(`/mails?${query}`)).length;
  expect(await count(`import=${id}`)).toBe(140);
  expect(await count(`import=${id}&kind=welcome`)).toBe(70);
  expect(await count("kind=password&state=sent")).toBe(70);
  expect(await count("state=failed")).toBe(0);
  expect(await count("import=imp_none")).toBe(0);
  const page = await account.call<{ items: Mail[]; next: string | null }>("GET", "/mails?limit=60");
  expect(page.body.items).toHaveLength(60);
  expect(page.headers.get("Link")).toMatch(/rel="next"/);
  expect((await account.call("GET", "/mails?kind=letter")).status).toBe(400);
});

test("I9 what sending the mails has cost stands in the import, beside its own cost", async () => {
  const account = await makeAccount({ types: { Pro: 500, Basic: 1 }, numbers: [] });
  const { id, cost } = await account.waitFor(await account.start(csvOf(people(60)), { passwords: "users" }));
  await account.settleMails();
  await runDurableObjectAlarm(coordinatorOf(account));
  const shown = await account.import(id);
  // 120 mails are 2 messages of at most 100, each of which is claimed and recorded: 50 at a time, or on a busy machine in more groups.
  expect(shown.mail_cost.queue_messages).toBe(2);
  expect(shown.mail_cost.d1_queries).toBeGreaterThanOrEqual(5);
  expect(shown.mail_cost.d1_queries).toBeLessThanOrEqual(12);
  expect(shown.mail_cost.d1_rows_written).toBeGreaterThanOrEqual(240);
  expect(shown.cost.queue_messages).toBe(1);
  expect(cost.queue_messages).toBeLessThanOrEqual(1);
});
