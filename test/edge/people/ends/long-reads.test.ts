import { env, exports } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { csvOf, people } from "../../../support/files/csv.ts";
import { newcomer } from "../../../support/site/authenticator.ts";
import { call, ORIGIN, pause } from "../../../support/site/http.ts";
import { type Account, makeAccount, phones } from "../../../support/site/site.ts";

/** Answers that take long, to whoever may not have them any more before they come to their end. */

/** Longer than an answer may take before it is looked at again who asked for it. */
const LONG_MS = 1_200;

let account: Account;

beforeEach(async () => {
  account = await makeAccount({ numbers: [] });
});

const makeToken = () =>
  account.ask<{ id: string; token: string }>("POST", "/tokens", { json: { name: "reads", scope: "read" } });

test("S2 W2 who waits for events with a token that is revoked meanwhile is told none of them", async () => {
  const { next } = await account.ask<{ next: string }>("GET", "/events");
  const { id, token } = await makeToken();
  const waiting = call("GET", `${account.path}/events?after=${next}&wait=25`, { token });
  await pause(LONG_MS);
  await account.ask("DELETE", `/tokens/${id}`);
  await account.ask("POST", "/numbers", { json: { numbers: phones(1) } });
  const { status, text } = await waiting;
  expect([status, text]).toEqual([401, expect.not.stringContaining("evt_")]);
});

test("S2 who waits for the end of an import with a token that is revoked meanwhile is not told of it", async () => {
  const importId = await account.start(csvOf(people(2)));
  await account.waitFor(importId);
  await env.DB.prepare("UPDATE imports SET state = 'running', finished_at = NULL WHERE id = ?1").bind(importId).run();
  const { id, token } = await makeToken();
  const waiting = call("GET", `${account.path}/imports/${importId}?wait=2`, { token });
  await pause(200);
  await account.ask("DELETE", `/tokens/${id}`);
  const { status, text } = await waiting;
  expect([status, text]).toEqual([401, expect.not.stringContaining(importId)]);
});

/** So many entries that they are handed over in several parts. */
const MANY = 3_500;

async function manyEntries(): Promise<void> {
  const entries = env.DB.prepare(
    `INSERT INTO audit (id, account, at, who, action)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
     SELECT 'aud_01A_' || ?1 || '_' || i, ?1, ?3, 'operator', 'numbers.add' FROM n`,
  );
  await entries.bind(account.id, MANY, new Date().toISOString()).run();
}

/** Takes the first part of what is asked for, and the rest after something has happened. */
async function takeSlowly(path: string, headers: Record<string, string>, meanwhile: () => Promise<unknown>) {
  const answer = await exports.default.fetch(`${ORIGIN}${path}`, { headers });
  const reader = answer.body?.getReader() ?? expect.unreachable();
  await reader.read();
  await pause(LONG_MS);
  await meanwhile();
  for (let lines = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return lines;
    lines += new TextDecoder().decode(value).split("\r\n").length - 1;
  }
}

test("X6 a download that is taken slowly comes whole to whoever may have it", async () => {
  await manyEntries();
  const { token } = await makeToken();
  const taken = takeSlowly(`${account.path}/activity.csv`, { Authorization: `Bearer ${token}` }, async () => {});
  expect(await taken).toBeGreaterThanOrEqual(MANY);
});

test("S2 a download that is taken slowly is cut off when its token has ended", async () => {
  await manyEntries();
  const { id, token } = await makeToken();
  const end = () => account.ask("DELETE", `/tokens/${id}`);
  const taken = takeSlowly(`${account.path}/activity.csv`, { Authorization: `Bearer ${token}` }, end);
  await expect(taken).rejects.toThrow();
});

test("S1 a download that is taken slowly is cut off when its session has ended", async () => {
  await manyEntries();
  const { email, visitor } = await newcomer(account);
  const end = () => env.DIRECTORY.prepare("DELETE FROM sessions WHERE email_key = ?1").bind(email).run();
  const headers = { Cookie: `muster=${visitor.secret}` };
  await expect(takeSlowly("/activity/activity.csv", headers, end)).rejects.toThrow();
});
