import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { clearOrphans } from "../../../src/background/cron/orphans.ts";
import { clearOldMails, clearRunOut } from "../../../src/background/cron/retention.ts";
import { AccountDatabase } from "../../../src/store/database.ts";
import { clearMails } from "../../../src/store/mails/retention.ts";
import { makeAccount } from "../../support/site/site.ts";

const DAY_MS = 86_400_000;
const now = Date.parse("2026-06-01T00:00:00.000Z");
const ago = (days: number) => new Date(now - days * DAY_MS).toISOString();

async function mail(
  account: string,
  id: string,
  state: string,
  { due = 0, sent }: { due?: number; sent?: number } = {},
) {
  await env.DB.prepare(
    `INSERT INTO mails (id, account, kind, to_address, state, due_at, sent_at, created_at)
     VALUES (?1, ?2, 'password', 'somebody@example.com', ?3, ?4, ?5, ?4)`,
  )
    .bind(id, account, state, ago(due), sent === undefined ? null : ago(sent))
    .run();
}

const idsOf = async (table: string, column = "id") =>
  (await env.DB.prepare(`SELECT ${column} AS id FROM ${table} ORDER BY id`).all<{ id: string }>()).results.map(
    ({ id }) => id,
  );

test("O4 uploads of an account that no database knows are kept: its database was lost; those of a removed one go", async () => {
  await env.UPLOADS.put("lost/imp_1/upload", "sealed");
  const day = Date.now() + DAY_MS;
  await clearOrphans(env, day);
  expect((await env.UPLOADS.list({ prefix: "lost/" })).objects).toHaveLength(1);
  await env.DB.prepare("INSERT INTO removed_accounts (account, removed_at) VALUES ('lost', ?1)")
    .bind(new Date().toISOString())
    .run();
  await clearOrphans(env, day);
  expect((await env.UPLOADS.list({ prefix: "lost/" })).objects).toHaveLength(0);
});

test("O5 a mail goes 90 days after it was sent, cancelled or given up; what waits stays, however old it is", async () => {
  const { id } = await makeAccount({ numbers: [] });
  await mail(id, "mail_1_sent_long_ago", "sent", { due: 120, sent: 91 });
  await mail(id, "mail_2_sent_after_it_was_held", "sent", { due: 120, sent: 89 });
  await mail(id, "mail_3_cancelled", "cancelled", { due: 91 });
  await mail(id, "mail_4_failed", "failed", { due: 91 });
  await mail(id, "mail_5_failed_lately", "failed", { due: 89 });
  await mail(id, "mail_6_waits", "pending", { due: 100 });
  await mail(id, "mail_7_held", "held", { due: 100 });
  await clearOldMails(env, now);
  expect(await idsOf("mails")).toEqual([
    "mail_2_sent_after_it_was_held",
    "mail_5_failed_lately",
    "mail_6_waits",
    "mail_7_held",
  ]);
});

test("O5 mails are looked at in bounded steps, each behind the one before, through all accounts", async () => {
  await env.DB.prepare("DELETE FROM mails").run();
  const accounts = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  for (const { id } of accounts)
    for (let at = 0; at < 5; at += 1) await mail(id, `mail_${at}`, "sent", { due: 100, sent: 100 });
  const db = new AccountDatabase(env.DB);
  const left: number[] = [];
  let place: { account: string; id: string } | null = { account: "", id: "" };
  while (place) {
    place = await clearMails(db, { ...place, before: ago(90), limit: 4 });
    left.push((await idsOf("mails")).length);
  }
  expect(left).toEqual([6, 2, 0]);
});

test("S8 O5 an entry of the audit goes after 400 days, and with the last one who is remembered for it alone", async () => {
  await makeAccount({ numbers: [] });
  const before = (await idsOf("audit")).length;
  expect(before).toBeGreaterThan(0);
  await env.DB.prepare("INSERT INTO removed_accounts (account, removed_at) VALUES ('gone', ?1)")
    .bind(new Date().toISOString())
    .run();
  await clearRunOut(env, Date.now() + 399 * DAY_MS);
  expect([(await idsOf("audit")).length, await idsOf("removed_accounts", "account")]).toEqual([
    before,
    ["gone", "lost"],
  ]);
  // The trigger that keeps entries knows the clock of the database alone: they are made older instead.
  await env.DB.prepare("DROP TRIGGER audit_unchanged").run();
  await env.DB.prepare("UPDATE audit SET id = 'aud_0' || substr(id, 6), at = '2020-01-01T00:00:00.000Z'").run();
  await clearRunOut(env, Date.now() + 401 * DAY_MS);
  expect([await idsOf("audit"), await idsOf("removed_accounts", "account")]).toEqual([[], []]);
});
