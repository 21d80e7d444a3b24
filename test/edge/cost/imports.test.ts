import { expect, test } from "vitest";
import { lineOfRun } from "../../support/cost/table.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { alarmOf } from "../../support/site/background.ts";
import { counting, isOnTime, type Tally } from "../../support/site/d1-tally.ts";
import { fill } from "../../support/site/filled.ts";
import { pause } from "../../support/site/http.ts";
import { type Account, makeAccount, makeDemo, sample, type Upload } from "../../support/site/site.ts";

/** What an import asks of D1 from its upload until its account's object has nothing left to do, exactly: nobody looks meanwhile. */

async function run(account: Account, file: Upload, options: Readonly<Record<string, string>>) {
  let id = "";
  const tally = await counting(async () => {
    id = await account.start(file, options);
    while ((await alarmOf(account)) !== null) await pause(20);
  }, isOnTime);
  const { state, cost, counts } = await account.import(id);
  expect([state, counts.failed]).toEqual(["completed", 0]);
  return { id, tally, line: lineOfRun(tally, cost.queue_messages) };
}

test("I9 what an import of 10, 100 and 1,000 users costs is pinned", async () => {
  const account = await makeAccount({ types: { Pro: 2_000 }, numbers: [] });
  const plain = (many: number) => csvOf(people(many, (n) => ({ email: `of-${many}-${n}@acme.example` })));
  const users = { passwords: "users", mails: "hold" };
  expect({
    "10 plain users": (await run(account, plain(10), users)).line,
    "100 plain users": (await run(account, plain(100), users)).line,
    "1,000 full users": (await run(await makeDemo(), sample("users-1000.csv"), users)).line,
  }).toEqual({
    "10 plain users": "12 calls, 51 statements, 230 read, 163 written, 1 messages",
    "100 plain users": "12 calls, 51 statements, 1401 read, 1243 written, 1 messages",
    "1,000 full users": "30 calls, 248 statements, 22632 read, 14663 written, 10 messages",
  });
});

test("I9 the 2,000 mails of 1,000 users read at most 15,000 rows and write at most 6,000, whoever claims them at the same moment", async () => {
  const account = await makeAccount({ types: { Pro: 2_000 }, numbers: [] });
  const file = csvOf(people(1_000, (n) => ({ email: `mailed-${n}@acme.example` })));
  const { id } = await run(account, file, { passwords: "users", mails: "hold" });
  await account.ask("POST", `/imports/${id}/mails/release`);
  while ((await alarmOf(account)) !== null) await pause(20);
  const { mail_cost } = await account.import(id);
  expect(await account.list("/mails?state=sent")).toHaveLength(2_000);
  expect(mail_cost.d1_rows_read).toBeGreaterThan(10_000);
  expect(mail_cost.d1_rows_read).toBeLessThanOrEqual(15_000);
  expect(mail_cost.d1_rows_written).toBeLessThanOrEqual(6_000);
});

/** 100 users with a number and an extension each. */
const numbered = csvOf(
  people(100, (n) => ({
    email: `n-${n}@acme.example`,
    primary_phone: `+1415555${1000 + n}`,
    extension: String(200_000 + n),
  })),
);

async function costIn(account: Account): Promise<Tally> {
  const numbers = Array.from({ length: 100 }, (_, n) => `+1415555${1000 + n}`);
  await account.ask("POST", "/numbers", { json: { numbers } });
  return (await run(account, numbered, { passwords: "none" })).tally;
}

test("O6 an import costs the same in an account of 20 users and in one of 10,000", async () => {
  const given = { types: { Pro: 20_000 }, extensionLength: 6, silent: true, numbers: [] };
  const [few, many] = [await makeAccount({ id: "a-few", ...given }), await makeAccount({ id: "a-lot", ...given })];
  // Whoever looks for something behind the last user of an account finds another account's.
  await fill(await makeAccount({ id: "behind", ...given }), 20);
  await Promise.all([fill(few, 20), fill(many, 10_000)]);
  const [small, large] = [await costIn(few), await costIn(many)];
  expect([large.calls, large.statements, large.rowsWritten]).toEqual([
    small.calls,
    small.statements,
    small.rowsWritten,
  ]);
  expect(Math.abs(large.rowsRead - small.rowsRead)).toBeLessThanOrEqual(small.rowsRead * 0.05);
});
