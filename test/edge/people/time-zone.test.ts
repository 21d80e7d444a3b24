import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { makeAccount } from "../../support/site/site.ts";
import { signedIn, textOf } from "../../support/site/visitor.ts";

const timesIn = (html: string) =>
  [...html.matchAll(/<time datetime="([^"]+)"[^>]*>([^<]*)</g)].map(([, at = "", told = ""]) => ({ at, told }));

test("E14 without a script times are told in the zone of the account, and UTC beside them in Activity", async () => {
  const account = await makeAccount({ silent: true, numbers: [] });
  await account.waitFor(await account.start(csvOf(people(1))));
  const dana = await signedIn(account);
  const [utc] = timesIn((await dana.visit("/imports")).text);
  expect(utc?.told).toMatch(/ UTC$/);
  await account.ask("PUT", "", { json: { time_zone: "Asia/Kathmandu" } });
  const [local] = timesIn((await dana.visit("/imports")).text);
  const there = new Date(Date.parse(local?.at ?? "") + 345 * 60_000).toISOString();
  expect(local?.told).toContain(`, ${there.slice(11, 16)} `);
  expect(local?.told).not.toContain("UTC");
  const activity = await dana.visit("/activity");
  expect(timesIn(activity.text).every(({ told }) => !told.includes("UTC"))).toBe(true);
  expect(textOf(activity)).toMatch(/\d\d:\d\d GMT\+5:45 \d+ \w+ \d+, \d\d:\d\d UTC/);
});

test("E14 an administrator sets the zone of the account; one that does not exist is refused as it was typed", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const saved = await dana.send("/settings/time-zone", { time_zone: " Europe/Amsterdam " });
  expect(saved.headers.get("Location")).toBe("/settings?news=zone");
  expect((await account.ask<{ time_zone: string }>("GET", "")).time_zone).toBe("Europe/Amsterdam");
  const wrong = await dana.send("/settings/time-zone", { time_zone: "Amsterdam" });
  expect([wrong.status, textOf(wrong)]).toEqual([422, expect.stringContaining("There is no such time zone.")]);
  expect(wrong.text).toContain('value="Amsterdam"');
  expect((await account.ask<{ time_zone: string }>("GET", "")).time_zone).toBe("Europe/Amsterdam");
});

test.each(["Amsterdam", "", "+05:00", "Europe/", "../etc", "UTC+1", 7])(
  "E14 the zone %j is refused",
  async (time_zone) => {
    const account = await makeAccount({ numbers: [] });
    const { status, body } = await account.call("PUT", "", { json: { time_zone } });
    expect([status, body.code]).toEqual([422, "invalid_option"]);
  },
);
