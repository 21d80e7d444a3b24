import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { mailDay } from "../../../src/domain/mail/day.ts";
import { mailKinds } from "../../../src/domain/mail/mail.ts";
import { AccountDatabase } from "../../../src/store/database.ts";
import { countMails } from "../../../src/store/mails/counts.ts";
import { countDueMails } from "../../../src/store/mails/due.ts";
import { leaseMails } from "../../../src/store/mails/leases.ts";
import { listMails } from "../../../src/store/mails/list.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const MAILS = 100_000;
const RARE = 100;

/** An account that has sent 100,000 mails, of 50 imports; of each thing that is looked for there are 100. */
async function fill(): Promise<Account> {
  const account = await makeAccount({ numbers: [] });
  await env.DB.prepare(
    `WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
     INSERT INTO mails (id, account, kind, to_address, user_id, import_id, state, due_at, created_at)
     SELECT printf('mail_usr_%02d_%d_%s_1', i / 2000, i / 2 % 1000 + 2, iif(i % 2, 'welcome', 'password')), ?1,
            iif(i % 2, 'welcome', 'password'), 'user-' || i || '@acme.example', 'usr_' || i, printf('imp_%02d', i / 2000),
            CASE i % 1000 WHEN 7 THEN 'failed' WHEN 8 THEN 'cancelled' WHEN 9 THEN 'pending' ELSE 'sent' END,
            '2026-06-01T10:00:00.000Z', '2026-06-01T10:00:00.000Z' FROM n`,
  )
    .bind(account.id, MAILS - 1)
    .run();
  await env.DB.prepare(
    `WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
     INSERT INTO mails (id, account, kind, to_address, import_id, state, due_at, created_at)
     SELECT printf('mail_imp_%02d_import_finished', i), ?1, 'import_finished', 'boss@acme.example', printf('imp_%02d', i),
            'sent', '2026-06-01T10:00:00.000Z', '2026-06-01T10:00:00.000Z' FROM n`,
  )
    .bind(account.id, RARE - 1)
    .run();
  return account;
}

let filled: Promise<Account> | undefined;
function account() {
  filled ??= fill();
  return filled;
}

const all = { q: "", import: null, state: null, kind: null, after: "", limit: 51 } as const;
const pages = [
  { name: "all", page: all, rows: 51 },
  { name: "from the middle", page: { ...all, after: "mail_usr_25_500" }, rows: 51 },
  { name: "one kind", page: { ...all, kind: "welcome" }, rows: 51 },
  { name: "a rare kind", page: { ...all, kind: "import_finished" }, rows: 51 },
  { name: "a kind that there is none of", page: { ...all, kind: "webhook_disabled" }, rows: 0 },
  { name: "sent", page: { ...all, state: "sent" }, rows: 51 },
  { name: "failed", page: { ...all, state: "failed" }, rows: 51 },
  { name: "failed, one kind", page: { ...all, state: "failed", kind: "welcome" }, rows: 51 },
  { name: "cancelled", page: { ...all, state: "cancelled" }, rows: 51 },
  { name: "pending", page: { ...all, state: "pending" }, rows: 51 },
  { name: "an import's", page: { ...all, import: "imp_31" }, rows: 51 },
  { name: "an import's, further on", page: { ...all, import: "imp_31", after: "mail_usr_31_300" }, rows: 51 },
  { name: "of no import that there is", page: { ...all, import: "imp_x" }, rows: 0 },
] as const;

test.each(pages)("a page of 100,000 mails, $name, reads at most 300 rows in one call", async ({ page, rows }) => {
  const db = new AccountDatabase(env.DB);
  const found = await listMails(db, (await account()).id, page);
  expect(found).toHaveLength(rows);
  expect(found.map(({ id }) => id)).toEqual(found.map(({ id }) => id).sort());
  expect(db.cost.d1_queries).toBe(1);
  expect(db.cost.d1_rows_read).toBeLessThanOrEqual(300);
});

test("every filter gives the same mails as a look at all of them", async () => {
  const db = new AccountDatabase(env.DB);
  const { id } = await account();
  const after = "mail_imp_07";
  const everything = env.DB.prepare(
    "SELECT id, state, kind, import_id FROM mails WHERE account = ?1 AND id > ?2 ORDER BY id",
  );
  const [...mails] = await everything.bind(id, after).raw<[string, string, string, string]>();
  expect(mails).toHaveLength(MAILS + RARE - 7);
  for (const state of [null, "failed", "cancelled", "pending", "sent"] as const) {
    for (const kind of [null, ...mailKinds]) {
      for (const importId of [null, "imp_07"]) {
        const found = await listMails(db, id, { q: "", import: importId, state, kind, after, limit: 300 });
        const wanted = mails.filter(
          ([, is, of, by]) => (state ?? is) === is && (kind ?? of) === of && (importId ?? by) === by,
        );
        expect(found.map((mail) => mail.id)).toEqual(wanted.slice(0, 300).map(([mail]) => mail));
      }
    }
  }
}, 60_000);

test("X1 counting the mails of one import among 100,000 reads that import's only", async () => {
  const db = new AccountDatabase(env.DB);
  const { counts } = await countMails(db, (await account()).id, "imp_31");
  expect(counts.reduce((sum, { mails }) => sum + mails, 0)).toBe(2_001);
  expect(db.cost.d1_rows_read).toBeLessThan(2_001 * 2.2);
});

test("M4 claiming mails, and looking for due ones, does not read what was sent, nor all that waits", async () => {
  const { id } = await account();
  const db = new AccountDatabase(env.DB);
  expect((await countDueMails(db, id, "2026-06-02T00:00:00.000Z")).bulk).toBe(RARE);
  expect(db.cost.d1_rows_read).toBeLessThan(3 * RARE);
  await env.DB.prepare("UPDATE mails SET state = 'pending' WHERE account = ?1 AND import_id = 'imp_12'").bind(id).run();
  const lease = {
    id: "lease",
    now: "2026-06-02T00:00:00.000Z",
    until: "2026-06-02T00:01:00.000Z",
    most: 50,
    lane: "bulk",
  } as const;
  const claim = new AccountDatabase(env.DB);
  const { mails: claimed } = await leaseMails(claim, id, { ...lease, day: mailDay(Date.parse(lease.now), 5_000) });
  expect(claimed).toHaveLength(50);
  expect([claim.cost.d1_queries, claim.cost.d1_rows_read < 1_000]).toEqual([1, true]);
});
