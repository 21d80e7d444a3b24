import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { apiDemands } from "../../../../src/domain/access/api.ts";
import type { ApiDemand, PageDemand } from "../../../../src/domain/access/demands.ts";
import { pageDemands } from "../../../../src/domain/access/pages.ts";
import { isRole } from "../../../../src/domain/access/roles.ts";
import { newcomer } from "../../../support/site/authenticator.ts";
import { type Furnished, fill, furnish } from "../../../support/site/every-route.ts";
import { type Begun, begin, beginAll } from "../../../support/site/held-back.ts";
import { ORIGIN } from "../../../support/site/http.ts";
import { storedState } from "../../../support/site/stored-state.ts";

/** Requests whose bodies are held back until whoever sends them may not any more. */

/** Finishes all, and tells what came of them. */
async function finishAll(begun: readonly Begun[]): Promise<Readonly<Record<string, string>>> {
  const told = await Promise.all(
    begun.map(async ({ route, finish }) => {
      const { status, text } = await finish();
      return [route, `${status} ${/signed out|is not known/.exec(text)?.[0] ?? ""}`] as const;
    }),
  );
  return Object.fromEntries(told);
}

/** What has no fields, and is done when its form has begun to come. */
const WITHOUT_FIELDS =
  /\/(stop|undo|removal|removals|restore|dismissal|release|delete|main|installation|revocation|rotation|retry|recovery-codes|end)$/;
const WITH_FIELDS =
  /^POST \/(settings\/columns\/removal|subscriptions\/removal|settings\/mail\/:id\/retry|imports\/:id\/changes\/:change\/undo)$/;

const formsOf = (table: readonly (readonly [string, PageDemand])[]) =>
  table
    .filter(([route, { who }]) => route.startsWith("POST ") && isRole(who))
    .map(([route]) => route)
    .filter((route) => WITH_FIELDS.test(route) || !WITHOUT_FIELDS.test(route));
const writes = (table: readonly (readonly [string, ApiDemand])[]) =>
  table.filter(([route, { who, body }]) => !route.startsWith("GET ") && who === "account" && body !== undefined);

async function beginForms({ account, ids }: Furnished) {
  const { email, visitor } = await newcomer(account);
  const headers = {
    Origin: ORIGIN,
    Cookie: `muster=${visitor.secret}`,
    "Content-Type": "application/x-www-form-urlencoded",
  };
  const file = { ...headers, "Content-Type": "multipart/form-data; boundary=x" };
  const one = (route: string) => {
    const { path } = fill(route, ids);
    const isFile = /POST \/(imports|imports\/new|numbers|imports\/:id\/file)$/.test(route);
    return begin(route, path, { method: "POST", headers: isFile ? file : headers, body: "name=x&email=x%40y.example" });
  };
  const begun = await beginAll("UPDATE sessions SET seen_at", () => formsOf(Object.entries(pageDemands)).map(one));
  return { email, begun };
}

/** What each of these is to be told. */
const allTold = (begun: readonly Begun[], how: string) => Object.fromEntries(begun.map(({ route }) => [route, how]));

test("S1 a form whose end is held back until its session has ended does nothing, whatever form it is", async () => {
  const { email, begun } = await beginForms(await furnish());
  await env.DIRECTORY.prepare("DELETE FROM sessions WHERE email_key = ?1").bind(email).run();
  const before = await storedState();
  const told = await finishAll(begun);
  expect(told).toEqual(allTold(begun, "401 signed out"));
  expect(await storedState()).toEqual(before);
});

test("S1 a form whose end is held back until its person has a lesser role does nothing", async () => {
  const { email, begun } = await beginForms(await furnish());
  await env.DIRECTORY.prepare("UPDATE administrators SET role = 'viewer' WHERE email_key = ?1").bind(email).run();
  const before = await storedState();
  const told = await finishAll(begun);
  expect(told).toEqual(allTold(begun, "401 signed out"));
  expect(await storedState()).toEqual(before);
});

test("S1 a form that takes a fresh proof takes one that is fresh when its end comes", async () => {
  const { email, begun } = await beginForms(await furnish());
  const ago = "UPDATE sessions SET proved_at = '2020-01-01T00:00:00.000Z' WHERE email_key = ?1";
  await env.DIRECTORY.prepare(ago).bind(email).run();
  const proving = begun.filter(({ route }) => isProofAlways(route));
  expect(proving).toHaveLength(7);
  expect(await finishAll(proving)).toEqual(allTold(proving, "403 "));
});

const isProofAlways = (route: string) =>
  Object.entries<PageDemand>(pageDemands).some(([name, { proof }]) => name === route && proof === "always");

test("S8 what is done by a request whose end was held back is of the moment at which it was whole", async () => {
  const { account } = await furnish();
  const { email, visitor } = await newcomer(account);
  const headers = { Origin: ORIGIN, Cookie: `muster=${visitor.secret}`, "Content-Type": "application/x-www-form-urlencoded" }; // biome-ignore format: one request
  const body = "time_zone=Europe%2FBerlin";
  const path = "/settings/time-zone";
  const byForm = await beginAll("UPDATE sessions SET seen_at", () => [
    begin("form", path, { method: "POST", headers, body }),
  ]);
  const { token } = await account.ask<{ token: string }>("POST", "/tokens", { json: { name: "late", scope: "write" } });
  const json = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const numbers = JSON.stringify({ numbers: ["+14155550199"] });
  const byToken = await beginAll("UPDATE tokens SET last_used_at", () => [
    begin("token", `/api/v1/accounts/${account.id}/numbers`, { method: "POST", headers: json, body: numbers }),
  ]);
  const whole = new Date().toISOString();
  await finishAll([...byForm, ...byToken]);
  for (const who of [email, "token:late"]) {
    const entry = env.DB.prepare("SELECT at FROM audit WHERE who = ?1 ORDER BY id DESC LIMIT 1").bind(who);
    expect([who, (await entry.first<string>("at")) ?? ""]).toEqual([who, expect.stringMatching(/^2/)]);
    expect(((await entry.first<string>("at")) ?? "") >= whole).toBe(true);
  }
});

test("S2 what is sent with a token and held back until it was revoked does nothing, on every route that takes a body", async () => {
  const { account, ids } = await furnish();
  const made = await account.ask<{ id: string; token: string }>("POST", "/tokens", {
    json: { name: "held", scope: "write" },
  });
  const one = ([route, { body }]: readonly [string, ApiDemand]) => {
    const { method, path } = fill(route, ids);
    const type = body === "file" ? "text/csv" : "application/json";
    const headers = { Authorization: `Bearer ${made.token}`, "Content-Type": type };
    return begin(route, `/api/v1${path}`, { method, headers, body: "{}" });
  };
  const begun = await beginAll("UPDATE tokens SET last_used_at", () => writes(Object.entries(apiDemands)).map(one));
  await account.ask("DELETE", `/tokens/${made.id}`);
  const told = await finishAll(begun);
  expect(told).toEqual(allTold(begun, "401 is not known"));
});
