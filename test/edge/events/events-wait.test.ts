import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { clearRunOut } from "../../../src/background/cron/retention.ts";
import type { EventsAnswer } from "../../support/events/copy.ts";
import { eventsOf } from "../../support/events/follow.ts";
import { counting } from "../../support/site/d1-tally.ts";
import { ask } from "../../support/site/http.ts";
import { makeAccount, phones } from "../../support/site/site.ts";

test("W2 who waits is answered with the first event that comes", async () => {
  const account = await makeAccount({ numbers: [] });
  const { next } = await eventsOf(account);
  const of = `after=${next}&wait=25`;
  const waiting = account.ask<EventsAnswer>("GET", `/events?${of}`);
  const other = account.ask<EventsAnswer>("GET", `/events?${of}&types=import.started,numbers.changed`);
  const all = (await ask<EventsAnswer>("GET", "/api/v1/events?types=import.undone")).next;
  const operator = ask<EventsAnswer>("GET", `/api/v1/events?after=${all}&wait=25`);
  await account.ask("POST", "/numbers", { json: { numbers: phones(1) } });
  for (const { items } of await Promise.all([waiting, other, operator])) {
    expect(items.map(({ data }) => data.parked)).toEqual([phones(1)]);
  }
});

test("W2 who waits in vain is answered with nothing, and goes on from there", async () => {
  const account = await makeAccount({ numbers: phones(1) });
  const begun = Date.now();
  const { items, next } = await account.ask<EventsAnswer>("GET", "/events?types=import.started&wait=2");
  expect(Date.now() - begun).toBeGreaterThan(1_900);
  expect(items).toEqual([]);
  expect((await eventsOf(account, { after: next })).events).toEqual([]);
});

test("W2 however many wait, the database is asked once a second for all of them", async () => {
  const account = await makeAccount({ numbers: [] });
  const { next } = await eventsOf(account);
  const wait = 4;
  const tally = await counting(async () => {
    const asked = Array.from({ length: 12 }, () => account.ask("GET", `/events?after=${next}&wait=${wait}`));
    await Promise.all(asked);
  });
  // Each looks once whether the account is there, keeps that the operator has looked, and reads once.
  expect(tally.calls).toBeLessThanOrEqual(12 * 3 + wait + 2);
});

test("W2 where the account's object does not answer, who waits is answered all the same", async () => {
  const account = await makeAccount({ numbers: [] });
  const { next } = await eventsOf(account);
  const { getByName } = env.COORDINATORS;
  env.COORDINATORS.getByName = () => {
    throw new Error("no object");
  };
  try {
    // Nothing has happened: the object is asked.
    const waited = await account.ask<EventsAnswer>("GET", `/events?after=${next}&wait=2`);
    expect(waited).toEqual({ items: [], next });
  } finally {
    env.COORDINATORS.getByName = getByName;
  }
});

test("O5 events are kept 30 days, or as long as the account keeps rows, and no longer", async () => {
  const [long, short] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  await short.ask("PUT", "", { json: { retention_days: 3 } });
  await long.ask("PUT", "", { json: { retention_days: 90 } });
  const day = 86_400_000;
  const now = Date.now();
  for (const account of [long, short]) {
    for (const age of [31, 29, 4, 2]) {
      await account.ask("POST", "/numbers", { json: { numbers: [phones(40)[age]] } });
      await env.DB.prepare("UPDATE events SET at = ?1 WHERE account = ?2 AND seq = (SELECT max(seq) FROM events)")
        .bind(new Date(now - age * day).toISOString(), account.id)
        .run();
    }
  }
  const { next } = await eventsOf(long);
  await clearRunOut(env, now);
  const left = async (account: typeof long) =>
    (await eventsOf(account)).events.map(({ timestamp }) => Math.round((now - Date.parse(timestamp)) / day));
  expect([await left(long), await left(short)]).toEqual([[29, 4, 2], [2]]);
  // A place stays one when what lay before it is gone, and no later event comes before it.
  await clearRunOut(env, now + 90 * day);
  expect(await left(long)).toEqual([]);
  await long.ask("POST", "/numbers", { json: { numbers: phones(1) } });
  expect((await eventsOf(long, { after: next })).events.map(({ data }) => data.parked)).toEqual([phones(1)]);
});
