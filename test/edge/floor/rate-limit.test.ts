import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { call } from "../../support/site/http.ts";
import { keyed } from "../../support/site/keys.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const policy = '"uploads";q=60;w=600';

/** What an answer says of the limit: its policy, how many are left; and that there will be more within ten minutes. */
function toldBy({ headers }: { readonly headers: Headers }): readonly (string | number | null)[] {
  const [, left = "", seconds = ""] = /^"\w+";r=(\d+);t=(\d+)$/.exec(headers.get("RateLimit") ?? "") ?? [];
  if (seconds !== "") expect(Number(seconds)).toBeLessThanOrEqual(600);
  return [headers.get("RateLimit-Policy"), left === "" ? null : Number(left)];
}

async function use(account: Account, times: number): Promise<void> {
  const used = "UPDATE rate_windows SET used = ?2 WHERE key LIKE ?1";
  await env.DIRECTORY.prepare(used).bind(`%${account.id}%`, times).run();
}

test("S6 every answer to an upload says how many are left, refused ones too, and the one too many when to try again", async () => {
  const account = await makeAccount({ numbers: [], silent: true });
  expect(toldBy(await account.upload(csvOf(people(1)), { dry_run: "true" }))).toEqual([policy, 59]);
  expect(toldBy(await account.upload(""))).toEqual([policy, 58]);
  expect(toldBy(await account.upload("x", { colour: "red" }))).toEqual([policy, 57]);
  const typed = { headers: { "Content-Type": "application/pdf" } };
  expect(toldBy(await account.upload("x", {}, typed))).toEqual([policy, 56]);
  await use(account, 59);
  expect(toldBy(await account.upload(""))).toEqual([policy, 0]);
  const late = await account.upload("");
  expect([late.status, ...toldBy(late)]).toEqual([429, policy, 0]);
  const [, seconds] = /t=(\d+)$/.exec(late.headers.get("RateLimit") ?? "") ?? [];
  expect(late.headers.get("Retry-After")).toBe(seconds);
});

test("S6 a repetition is not counted, and says nothing of a limit", async () => {
  const account = await makeAccount({ numbers: [] });
  const file = csvOf(people(1));
  expect(toldBy(await account.upload(file, { dry_run: "true" }, keyed("one")))).toEqual([policy, 59]);
  const again = await account.upload(file, { dry_run: "true" }, keyed("one"));
  expect([again.status, ...toldBy(again)]).toEqual([200, null, null]);
  expect(toldBy(await account.upload(csvOf(people(2)), {}, keyed("one")))).toEqual([policy, 58]);
  expect(toldBy(await account.call("GET", "/imports"))).toEqual([null, null]);
});

test("S6 M1 every check of a temporary password says how many failures are left", async () => {
  const account = await makeAccount({ numbers: [] });
  const json = { email: "ada@acme.example", password: "wrong" };
  const check = () => account.call("POST", "/users/password-check", { json });
  const failures = '"temporary_passwords";q=100;w=600';
  expect(toldBy(await check())).toEqual([failures, 99]);
  await use(account, 100);
  const late = await check();
  expect([late.status, ...toldBy(late)]).toEqual([429, failures, 0]);
});

test("S6 whoever is not let in hears of the fence in front of guesses", async () => {
  const refused = await call("GET", "/api/v1/accounts", { token: "mst_wrong" });
  expect([refused.status, ...toldBy(refused)]).toEqual([401, '"guesses";q=300;w=60', null]);
});
