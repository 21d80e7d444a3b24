import { afterEach, expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { CaughtPlatform } from "../../support/lab/caught-platform.ts";
import { LabAccount } from "../../support/lab/lab-account.ts";
import { clear } from "../../support/lab/platform.ts";
import { passTime, setRight } from "../../support/lab/shifted-clock.ts";
import { placeOf } from "../../support/site/databases.ts";
import { elsewhere, named } from "../../support/site/moving.ts";
import { makeAccount } from "../../support/site/site.ts";

/** What waits while its account is moved, with alarms and queues in the test's hands: it is left alone, and goes as soon as that is over. */

const opened: string[] = [];
afterEach(() => {
  setRight();
  for (const id of opened.splice(0)) clear(id);
});

/** An account with webhooks, and who is added to it gets a mail. */
async function heard(webhooks = ["https://receiver.example/hook"]) {
  const { id } = await makeAccount();
  opened.push(id);
  const [account, platform] = [new LabAccount(id), new CaughtPlatform(id)];
  for (const url of webhooks) await account.ask("POST", "/webhooks", { json: { url, events: ["users.created"] } });
  const add = (n: number) =>
    account.ask("POST", "/users", {
      json: { email: `one-${n}@${id}.example`, display_name: `One ${n}`, license_type: "Pro", services: ["connect"] },
    });
  const waiting = () => [...new Set(platform.bag.map(({ queue }) => queue))].toSorted();
  return { account, platform, add, waiting };
}

test("O6 W3 M10 messages for mails and deliveries that come while their account is moved are let go of, and sent anew once it has moved", async () => {
  const { account, platform, add, waiting } = await heard();
  const to = await elsewhere(account);
  await add(1);
  const both = waiting();
  expect(both).toEqual([expect.stringContaining("muster-mails"), "muster-webhooks"]);
  await account.ask("PUT", "/move", { json: { to } });
  await platform.deliver(platform.bag.splice(0).map((message) => [message]));
  expect(waiting()).toEqual([]);
  while ((await placeOf(account.id)) !== to) expect([await platform.ring(), waiting()]).toEqual([true, []]);
  await platform.ring();
  expect(waiting()).toEqual(both);
});

test("O6 W3 what becomes due while a move waits for an import is not sent for, and does not keep the account's object awake", async () => {
  const { account, platform, add, waiting } = await heard();
  const [home, to] = [named((await placeOf(account.id)) ?? ""), await elsewhere(account)];
  const draft = await account.draft(csvOf(people(2, (n) => ({ email: `in-${n}@${account.id}.example` }))));
  const be = (state: string) => home.prepare("UPDATE imports SET state = ?2 WHERE id = ?1").bind(draft, state).run();
  await add(1);
  await be("running");
  await account.ask("PUT", "/move", { json: { to } });
  const rings = async () => {
    await platform.ring();
    return (platform.alarmAt ?? 0) > Date.now();
  };
  while (!(await rings())) expect(await placeOf(account.id)).not.toBe(to);
  platform.bag = [];
  // What was sent for is due again.
  passTime(60_000);
  await add(2);
  expect([await rings(), await rings(), waiting()]).toEqual([true, true, []]);
  await be("ready");
  while ((await placeOf(account.id)) !== to) await platform.ring();
  await platform.ring();
  expect(waiting()).toEqual([expect.stringContaining("muster-mails"), "muster-webhooks"]);
});

test("O6 what is sent while the rest of a move is still to be done does not have that forgotten", async () => {
  const { account, platform, add } = await heard([]);
  const to = await elsewhere(account);
  await account.ask("PUT", "/move", { json: { to } });
  while ((await placeOf(account.id)) !== to) await platform.ring();
  platform.bindings = { MOVE_WAIT_SECONDS: "60" };
  await platform.ring();
  expect(await account.ask("GET", "/move")).toMatchObject({ move: { state: "moved" } });
  const wakes = platform.alarmAt;
  await add(1);
  await platform.flow();
  expect((await account.list<{ state: string }>("/mails")).map(({ state }) => state)).toEqual(["sent"]);
  expect(platform.alarmAt).toBe(wakes);
  while ((await account.ask<{ move: unknown }>("GET", "/move")).move !== null) expect(await platform.ring()).toBe(true);
});
