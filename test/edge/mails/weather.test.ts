import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { deliver } from "../../support/site/background.ts";
import { call } from "../../support/site/http.ts";
import { makeAccount } from "../../support/site/site.ts";

const setWeather = (json: unknown) => call("POST", "/dev/mail-weather", { json });

afterEach(async () => {
  await setWeather({ answer: "accept" });
  await env.DB.prepare("DELETE FROM mail_pause").run();
});

const person = (n: number) => ({ email: `weather-${n}@acme.example` });

test("M5 in development the mail system answers as it was told to, to so many mails, and then takes them again", async () => {
  const account = await makeAccount({ types: { Pro: 50, Basic: 1 }, numbers: [], silent: true });
  expect((await setWeather({ answer: "E_RECIPIENT_SUPPRESSED", times: 2 })).status).toBe(204);
  await account.waitFor(await account.start(csvOf(people(5, person)), { passwords: "users" }));
  await expect
    .poll(async () => (await account.list<Mail>("/mails")).filter(({ state }) => state === "pending"))
    .toEqual([]);
  const ends = (await account.list<Mail>("/mails")).map(({ state, last_error }) => `${state} ${last_error}`);
  expect(ends.toSorted()).toEqual([...Array(2).fill("failed E_RECIPIENT_SUPPRESSED"), ...Array(3).fill("sent null")]);
});

test("M5 M11 a quota that is used up for ever pauses all mails, and accepting again lets them go", async () => {
  const account = await makeAccount({ types: { Pro: 50, Basic: 1 }, numbers: [], silent: true });
  await setWeather({ answer: "E_DAILY_LIMIT_EXCEEDED" });
  const id = await account.start(csvOf(people(3, person)), { passwords: "users" });
  await account.waitFor(id);
  await expect
    .poll(async () => (await account.ask<{ mails: { waiting: unknown } }>("GET", `/imports/${id}`)).mails.waiting)
    .toMatchObject({ reason: "quota" });
  await setWeather({ answer: "accept" });
  await env.DB.prepare("UPDATE mail_pause SET until = '2026-01-01T00:00:00.000Z'").run();
  await deliver("muster-mails", [{ account: account.id }]);
  expect(await env.DB.prepare("SELECT 1 FROM mail_pause").first()).toBeNull();
  await account.settleMails();
  expect((await account.list<Mail>("/mails")).map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(
    Array(3).fill("sent 1"),
  );
});

test("M5 the weather takes nothing that it does not know", async () => {
  for (const json of [{ answer: "rain" }, {}, { answer: "hang", times: 0 }, { answer: "accept", now: true }])
    expect((await setWeather(json)).status).toBe(422);
  expect((await call("POST", "/dev/mail-weather", { token: null, json: { answer: "accept" } })).status).toBe(401);
});
