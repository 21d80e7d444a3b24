import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { reconcileCounts } from "../../../src/background/cron/counts.ts";
import { everyFiveMinutes } from "../../../src/background/cron/cron.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { meanwhile } from "../../support/site/background.ts";
import { hearLog } from "../../support/site/log-lines.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

/** An account of 3 users with licences and numbers, and 7 numbers that are parked. */
async function filled(): Promise<Account> {
  const account = await makeAccount({ types: { Pro: 10 }, silent: true });
  await account.waitFor(await account.start(csvOf(people(3))));
  return account;
}

const kept = async ({ id }: Account) => [
  await env.DB.prepare("SELECT * FROM inventory_counts WHERE account = ?1").bind(id).first(),
  await env.DB.prepare("SELECT type_key, used FROM subscriptions WHERE account = ?1").bind(id).first(),
];

async function falsify({ id }: Account): Promise<void> {
  await env.DB.batch([
    env.DB.prepare("UPDATE inventory_counts SET users = users + 2, parked = parked + 1 WHERE account = ?1").bind(id),
    env.DB.prepare("UPDATE subscriptions SET used = 9 WHERE account = ?1").bind(id),
  ]);
}

/** Rounds until one begins anew at the first account: all accounts have been looked at. */
async function wholeRound(given: Env = env): Promise<readonly string[]> {
  const heard = hearLog({ isQuiet: true });
  try {
    await env.DB.prepare("DELETE FROM sweeps WHERE name = 'counts'").run();
    do await reconcileCounts(given);
    while (await env.DB.prepare("SELECT 1 FROM sweeps WHERE name = 'counts' AND position <> ''").first());
    return heard.lines.filter((line) => line.includes("counts_"));
  } finally {
    heard.stop();
  }
}

test("counts that differ from their rows are mended and logged; those that are true are left alone", async () => {
  const [account, other] = [await filled(), await filled()];
  const [before, untouched] = [await kept(account), await kept(other)];
  await falsify(account);
  expect(await kept(account)).not.toEqual(before);
  expect(await wholeRound()).toEqual([
    JSON.stringify({
      event: "counts_mended",
      level: "error",
      account: account.id,
      counts: `users 5 is 3, parked ${parkedOf(before) + 1} is ${parkedOf(before)}, used 9 is 3`,
    }),
  ]);
  expect([await kept(account), await kept(other)]).toEqual([before, untouched]);
  expect(await wholeRound()).toEqual([]);
});

test("I3 an extension that would be passed over is looked for again, whatever was kept", async () => {
  const account = await filled();
  const user = { email: "new@acme.example", display_name: "New", license_type: "Pro" };
  await env.DB.prepare("UPDATE inventory_counts SET free_from = 1005 WHERE account = ?1").bind(account.id).run();
  expect(await wholeRound()).toEqual([expect.stringContaining('"counts":"free_from 1005 is not known"')]);
  expect((await account.ask<{ extension: string }>("POST", "/users", { json: user })).extension).toBe("1004");
  expect(await wholeRound()).toEqual([]);
});

test("counts of an account that is changed while they are counted are left to the next round", async () => {
  const account = await filled();
  const before = await kept(account);
  await falsify(account);
  const false_ = await kept(account);
  const raise = () =>
    env.DB.prepare("UPDATE accounts SET revision = revision + 1 WHERE id = ?1").bind(account.id).run();
  expect(await wholeRound(meanwhile(raise))).toEqual([]);
  expect(await kept(account)).toEqual(false_);
  expect(await wholeRound()).toHaveLength(1);
  expect(await kept(account)).toEqual(before);
});

test("the cron looks at counts as well", async () => {
  const account = await filled();
  const before = await kept(account);
  await falsify(account);
  await env.DB.prepare("DELETE FROM sweeps WHERE name = 'counts'").run();
  const keptAfterCron = async () => {
    await everyFiveMinutes(env, Date.now());
    return kept(account);
  };
  await expect.poll(keptAfterCron).toEqual(before);
});

function parkedOf([counts]: readonly unknown[]): number {
  return (counts as { parked: number }).parked;
}
