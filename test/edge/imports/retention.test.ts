import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import worker from "../../../src/index.ts";
import { makeAccount } from "../../support/site/site.ts";
import { storedRecords } from "../../support/site/tables.ts";

const DAY_MS = 86_400_000;

async function sweepAt(time: number): Promise<void> {
  const context = createExecutionContext();
  await worker.scheduled(createScheduledController({ scheduledTime: new Date(time), cron: "*/5 * * * *" }), env);
  await waitOnExecutionContext(context);
}

async function rowsOf(importId: string): Promise<number> {
  const counted = env.DB.prepare("SELECT count(*) AS rows FROM import_rows WHERE import_id = ?1").bind(importId);
  return (await counted.first<{ rows: number }>())!.rows;
}

const csv = (name: string) => `Display Name,Email Address,Subscription License Type\n${name},${name}@example.com,Pro\n`;

test("S9 uploads and rows go when the retention period after the import's end has passed; the counts stay", async () => {
  const account = await makeAccount({ numbers: [] });
  const done = await account.waitFor(await account.start(csv("kept")));
  await sweepAt(Date.now() + 29 * DAY_MS);
  expect(await rowsOf(done.id)).toBe(1);
  expect((await env.UPLOADS.list({ prefix: `${account.id}/${done.id}` })).objects).toHaveLength(1);
  await sweepAt(Date.now() + 31 * DAY_MS);
  expect(await rowsOf(done.id)).toBe(0);
  expect((await env.UPLOADS.list({ prefix: `${account.id}/${done.id}` })).objects).toHaveLength(0);
  expect((await account.import(done.id)).counts).toMatchObject({ rows: 1, created: 1 });
});

test("S9 a draft that was not touched for seven days goes, with its upload", async () => {
  const account = await makeAccount({ numbers: [] });
  const draft = await account.draft(csv("draft"));
  await sweepAt(Date.now() + 6 * DAY_MS);
  expect((await account.import(draft)).state).toBe("ready");
  await sweepAt(Date.now() + 8 * DAY_MS);
  expect(await rowsOf(draft)).toBe(0);
  expect((await env.UPLOADS.list({ prefix: `${account.id}/` })).objects).toHaveLength(0);
});

test("S9 beyond 20 drafts an account keeps the newest", async () => {
  const account = await makeAccount({ numbers: [] });
  const drafts: string[] = [];
  for (let n = 0; n < 22; n += 1) drafts.push(await account.draft(csv(`d${n}`)));
  await sweepAt(Date.now());
  const left = await Promise.all(drafts.map(rowsOf));
  expect(left).toEqual([0, 0, ...Array.from({ length: 20 }, () => 1)]);
});

test("S9 an upload whose draft was never kept goes after an hour, in bounded steps; every other stays", async () => {
  const account = await makeAccount({ numbers: [] });
  const draft = await account.draft(csv("kept"));
  const orphans = Array.from({ length: 510 }, (_, n) => `${account.id}/imp_${String(n).padStart(3, "0")}/upload`);
  for (const key of orphans) await env.UPLOADS.put(key, "x");
  const left = async () => (await env.UPLOADS.list({ prefix: `${account.id}/` })).objects.map(({ key }) => key);
  await sweepAt(Date.now() + 30 * 60_000);
  await sweepAt(Date.now() + 30 * 60_000);
  expect(await left()).toHaveLength(511);
  for (let steps = 0; steps < 3; steps += 1) await sweepAt(Date.now() + 61 * 60_000);
  expect(await left()).toEqual([`${account.id}/${draft}/upload`]);
});

test("what has run out is deleted: keys of requests after a day, rate windows at their end", async () => {
  const account = await makeAccount({ numbers: [] });
  await account.upload(csv("once"), { dry_run: "true" }, { headers: { "Idempotency-Key": "k" } });
  const count = async (table: string) => (await storedRecords()).get(table)?.length;
  expect(await count("idempotency_keys")).toBeGreaterThan(0);
  expect(await count("rate_windows")).toBeGreaterThan(0);
  await sweepAt(Date.now() + DAY_MS - 3_600_000);
  expect(await count("idempotency_keys")).toBeGreaterThan(0);
  await sweepAt(Date.now() + DAY_MS + 3_600_000);
  expect([await count("idempotency_keys"), await count("rate_windows")]).toEqual([0, 0]);
});

test("S9 the times of addresses that were given many mails go when they are long past, and no sooner", async () => {
  const account = await makeAccount({ numbers: [] });
  const now = Date.now();
  const add = "INSERT INTO mail_paces (account, address, free_at) VALUES (?1, ?2, ?3)";
  for (const [address, ago] of [
    ["old", 7_200_000],
    ["new", 600_000],
  ] as const)
    await env.DB.prepare(add)
      .bind(account.id, `${address}@example.com`, new Date(now - ago).toISOString())
      .run();
  await sweepAt(now);
  const left = env.DB.prepare("SELECT address FROM mail_paces WHERE account = ?1").bind(account.id);
  expect((await left.all()).results).toEqual([{ address: "new@example.com" }]);
});
