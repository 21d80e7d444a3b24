import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { KeysPicture } from "../../../src/acts/people/keys.ts";
import { everyFiveMinutes } from "../../../src/background/cron/cron.ts";
import worker from "../../../src/index.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { aboutRow, openPin } from "../../../src/vault/seal.ts";
import { derivedWord } from "../../../src/vault/temporary-password.ts";
import { call, OPERATOR, ORIGIN } from "../../support/site/http.ts";
import { hearLog } from "../../support/site/log-lines.ts";
import { passwordIn, QuietUser } from "../../support/site/resets.ts";
import { makeAccount } from "../../support/site/site.ts";

const second = "the second secret of a deployment, made at random";
const after = { ...env, MASTER_SECRET: second, MASTER_SECRET_PREVIOUS: env.MASTER_SECRET };
const alone = { ...env, MASTER_SECRET: second };
const MINUTE_MS = 60_000;
const first = "SELECT * FROM users WHERE id = ?1";

async function keys(given: Env): Promise<KeysPicture> {
  const headers = { Authorization: `Bearer ${OPERATOR}` };
  const request = new Request(`${ORIGIN}/api/v1/operator/keys`, { headers });
  return (await worker.fetch(request, given, createExecutionContext())).json();
}

/** What the log says while something is done. */
async function loggedBy(act: () => Promise<unknown>): Promise<readonly Record<string, unknown>[]> {
  const heard = hearLog({ isQuiet: true });
  await act().finally(heard.stop);
  return heard.events();
}

test("S11 what no key opens any more is left, counted and logged, and holds up nothing else", async () => {
  const [lost, ada] = [await QuietUser.make(), await QuietUser.make()];
  await env.DB.prepare("UPDATE users SET pin = 'AQID' WHERE id = ?1").bind(lost.id).run();
  const lines = await loggedBy(() => everyFiveMinutes(after, Date.now()));
  expect(lines.filter(({ event }) => event === "reseal_unopened")).toMatchObject([{ things: 1 }]);
  expect(await env.DB.prepare(first).bind(lost.id).first("pin")).toBe("AQID");
  const headers = { Authorization: `Bearer ${OPERATOR}` };
  const pin = new Request(`${ORIGIN}${ada.account.path}/users/${ada.id}/voicemail-pin`, { headers });
  expect((await worker.fetch(pin, alone, createExecutionContext())).status).toBe(200);
  await env.DB.prepare("UPDATE users SET pin = NULL WHERE id = ?1").bind(lost.id).run();
  await everyFiveMinutes({ ...env, MASTER_SECRET_PREVIOUS: second }, Date.now());
});

test("S11 the operator sees where a change of the secret stands, and the log says when it is finished", async () => {
  const ada = await QuietUser.make();
  expect(await keys(env)).toMatchObject({ previous: null, resealing: [], finished: false });
  await ada.account.ask("POST", "/administrators", { json: { email: "eve@keys.example" } });
  const { current } = ringOf(env);
  expect(await keys(after)).toMatchObject({ previous: current.name, resealing: [], finished: false });
  const lines = await loggedBy(async () => {
    for (const minutes of [0, 5, 10]) await everyFiveMinutes(after, Date.now() + minutes * MINUTE_MS);
  });
  const shown = await keys(after);
  expect(shown.finished).toBe(true);
  expect(shown.resealing.map(({ thing }) => thing)).toEqual([
    "changes",
    "factors",
    "passwords",
    "people",
    "pins",
    "rows",
    "uploads",
    "webhooks",
  ]);
  expect(shown.resealing.find(({ thing }) => thing === "pins")?.resealed).toBeGreaterThan(0);
  const days = (Date.parse(shown.links_until ?? "") - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.9);
  expect(lines.filter(({ event }) => event === "resealing_finished").map(({ thing }) => thing)).toHaveLength(8);
  expect(lines).toContainEqual(expect.objectContaining({ event: "resealed", thing: "pins" }));
  expect(JSON.stringify([lines, shown])).not.toContain(second);
  expect((await call("GET", "/api/v1/operator/keys", { token: null })).status).toBe(401);
  expect((await call("GET", "/api/v1/operator/keys", { token: await ada.account.token() })).status).toBe(403);
  expect((await call("GET", "/api/v1/operator/keys?x=1")).status).toBe(400);
});

test("S11 a thousand users are sealed anew in one round, in bounded steps", async () => {
  const account = await makeAccount({ numbers: [] });
  await env.DB.prepare(
    `WITH RECURSIVE some (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM some WHERE n < 1200)
     INSERT INTO users (id, account, email, email_key, display_name, name_key, services, additional_phones, settings, created_at)
     SELECT 'usr_many_' || n, ?1, n || '@many.example', n || '@many.example', 'X', 'x', '[]', '[]', '{}', '2026' FROM some`,
  )
    .bind(account.id)
    .run();
  const asked: string[] = [];
  const DB = new Proxy(env.DB, {
    get(database, name) {
      if (name !== "prepare") return Reflect.get(database, name).bind(database);
      return (sql: string) => {
        if (/FROM users\s+WHERE serial/.test(sql)) asked.push(sql);
        return database.prepare(sql);
      };
    },
  });
  await everyFiveMinutes({ ...env, MASTER_SECRET_PREVIOUS: `${second}, or a third`, DB }, Date.now());
  expect(asked.length).toBeGreaterThanOrEqual(3);
});

test("O2 S11 the version before is given no mail with a password that it would derive otherwise", async () => {
  const ada = await QuietUser.make();
  const claim = (lease: string) =>
    env.DB.prepare(
      "UPDATE mails SET lease = ?2, attempts = attempts + 1 WHERE account = ?1 AND kind = 'password' AND lease IS NULL RETURNING id",
    )
      .bind(ada.account.id, lease)
      .all();
  expect((await claim("01JDOLDER")).results).toEqual([]);
  await ada.send();
  expect((await ada.check(passwordIn((await ada.arrived("password"))[0]))).valid).toBe(true);
  // A password of its own it sends itself: there is nothing else to derive it from.
  const older = "UPDATE users SET password_version = password_version + 1 WHERE id = ?1";
  await env.DB.prepare(older).bind(ada.id).run();
  const kept = await env.DB.prepare(first).bind(ada.id).first();
  expect(kept).toMatchObject({ password_version: 2, password_seed: null });
  await env.DB.prepare(
    "UPDATE mails SET state = 'pending', password_version = 2 WHERE account = ?1 AND kind = 'password'",
  )
    .bind(ada.account.id)
    .run();
  expect((await claim("01JDOLDER")).results).toHaveLength(1);
});

test("S11 with the whole database and the ids nobody has a password without the secret, nor with the secret and the ids alone", async () => {
  const ada = await QuietUser.make();
  await ada.send();
  const password = passwordIn((await ada.arrived("password"))[0]);
  const owner = { account: ada.account.id, user: ada.id, version: 1 };
  expect(derivedWord(ringOf(env).current, owner)).not.toBe(password);
  expect(derivedWord(ringOf(alone).current, owner)).not.toBe(password);
});

test("S11 E2 a draft of which rows were sealed anew is of another revision: nobody writes back what they knew of it", async () => {
  const account = await makeAccount({ numbers: [] });
  const file = "Display Name,Email Address,Voicemail PIN,Department\nAda,ada@reseal.example,740286,Ward 1";
  const { body } = await account.upload(file, { dry_run: "true" });
  const { id } = body.import;
  const kept = () => env.DB.prepare("SELECT revision, state FROM imports WHERE id = ?1").bind(id).first();
  const pin = () => env.DB.prepare("SELECT pin FROM import_rows WHERE import_id = ?1").bind(id).first<string>("pin");
  const edit = (department: string) =>
    account.ask("PATCH", `/imports/${id}/rows`, { json: { rows: [{ row: 2, values: { department } }] } });
  await edit("Ward 2");
  const [sealed, before] = [await pin(), await kept()];
  await everyFiveMinutes({ ...env, MASTER_SECRET_PREVIOUS: "what comes with a fourth secret, at random" }, Date.now());
  await everyFiveMinutes(after, Date.now() + 5 * MINUTE_MS);
  const anew = (await pin()) ?? "";
  expect(anew).not.toBe(sealed);
  expect(Number((await kept())?.revision)).toBeGreaterThan(Number(before?.revision));
  expect(openPin(ringOf(alone), aboutRow(account.id, id, 2), anew)).toBe("740286");
});
