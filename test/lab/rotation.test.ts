import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import { CHUNK_ROWS } from "../../src/domain/limits.ts";
import { ringOf } from "../../src/vault/ring.ts";
import { aboutFactor, sealText } from "../../src/vault/seal.ts";
import { csvOf, people } from "../support/files/csv.ts";
import { removeAccounts } from "../support/lab/clean.ts";
import { password, sealedInLab } from "../support/lab/rotation/lab-stores.ts";
import { RotatingLab, type Secrets } from "../support/lab/rotation/rotating-lab.ts";
import { setRight } from "../support/lab/shifted-clock.ts";
import { openedBy } from "../support/sealed/sealed-things.ts";

afterEach(async () => {
  setRight();
  await removeAccounts();
});

/** Somebody with an authenticator app. */
const APP_OF = "fay@acme.example";
const second = "the second secret of a deployment, made at random";
const third = "the third secret of a deployment, made at random";
const [two, three] = ["operator-two-of-at-least-32-characters", "operator-three-of-at-least-32-characters"];
/** A range for each change of the secrets, and two before. */
const ROWS = 3 * CHUNK_ROWS + 40;
const pinOf = (n: number) => String(70_000 + 37 * n);
const rows = (name: string, many: number) =>
  csvOf(people(many, (n) => ({ email: `${name}-${n}@acme.example`, voicemail_pin: pinOf(n) })));

/** The secrets change as docs/operations.md says: first the new one is read, then it is the one that seals. */
async function rotate(
  lab: RotatingLab,
  before: Required<Pick<Secrets, "MASTER_SECRET" | "OPERATOR_TOKEN">>,
  now: typeof before,
) {
  lab.deploy({ ...before, MASTER_SECRET_PREVIOUS: now.MASTER_SECRET });
  lab.deploy({ ...now, MASTER_SECRET_PREVIOUS: before.MASTER_SECRET, OPERATOR_TOKEN_PREVIOUS: before.OPERATOR_TOKEN });
  expect((await lab.at("GET", "/api/v1/accounts", { token: before.OPERATOR_TOKEN })).status).toBe(200);
}

/** The cron comes until nothing is left that the secret before has sealed; then that goes. */
async function finish(lab: RotatingLab, now: Secrets, cookie: string | null): Promise<void> {
  for (let rounds = 0; !(await lab.keys()).body.finished; rounds += 1) {
    expect(rounds, "rounds of the cron").toBeLessThan(6);
    await lab.platform.cron();
    expect(await lab.page("/users", cookie)).toBe(200);
  }
  lab.deploy(now);
  expect((await lab.keys()).body).toMatchObject({ previous: null, finished: false });
}

test("S11 both secrets are changed twice with an import, mails and sessions under way: nothing is lost, and the first opens nothing", async () => {
  const lab = await RotatingLab.open({ types: { Pro: 1_000, Basic: 1 }, numbers: [], silent: true });
  const secrets = [
    { MASTER_SECRET: env.MASTER_SECRET, OPERATOR_TOKEN: env.OPERATOR_TOKEN },
    { MASTER_SECRET: second, OPERATOR_TOKEN: two },
    { MASTER_SECRET: third, OPERATOR_TOKEN: three },
  ] as const;
  await lab.ask("POST", "/administrators", { json: { email: "dana@acme.example", password } });
  const cookie = await lab.signIn("dana@acme.example", password);
  expect(await lab.page("/users", cookie)).toBe(200);

  await lab.ask("POST", "/administrators", { json: { email: APP_OF, password } });
  const about = aboutFactor(APP_OF, "fac_1");
  const app = env.DIRECTORY.prepare(
    "INSERT INTO factors (id, email_key, kind, secret, created_at) VALUES ('fac_1', ?1, 'app', ?2, '2026-11-01T00:00:00.000Z')",
  );
  await app.bind(APP_OF, sealText(ringOf(env), "factor", about, "GEZDGNBVGY3TQOJQ")).run();

  // A draft with a PIN that was corrected, an import that has begun, mails of which some have gone, and two links.
  const draftFile = rows("draft", 30);
  const draft = await lab.draft(draftFile, { passwords: "users" });
  const correct = { rows: [{ row: 2, values: { voicemail_pin: "918273" } }] };
  await lab.ask("PATCH", `/imports/${draft}/rows`, { json: correct });
  const importId = await lab.start(rows("run", ROWS), { passwords: "users" });
  for (let ranges = 0; ranges < 2; ranges += 1) await lab.settleRange();
  await lab.sendSome();
  const sentBefore = lab.passwords().size;
  expect(sentBefore).toBeGreaterThan(0);
  expect(sentBefore).toBeLessThan(2 * CHUNK_ROWS);
  await lab.ask("POST", "/administrators", { json: { email: "eve@acme.example" } });
  for (let n = 0; lab.linkOf("eve@acme.example") === "" && n < 20; n += 1) await lab.sendSome();
  expect(lab.linkOf("eve@acme.example")).not.toBe("");
  const link = lab.linkOf("eve@acme.example");
  await lab.ask("POST", "/webhooks", { json: { url: "https://hooks.example.com/", events: ["import.undone"] } });
  const first = await sealedInLab();
  expect(await openedBy(secrets[0].MASTER_SECRET, first)).toEqual(first.map(({ name }) => name));

  await rotate(lab, secrets[0], secrets[1]);
  expect(await lab.page(`/reset/${link}`, null)).toBe(200);
  await lab.settleRange();
  await lab.sendSome();
  await finish(lab, secrets[1], cookie);
  expect(await lab.signIn("dana@acme.example", password)).not.toBeNull();
  expect((await lab.at("GET", "/api/v1/accounts", { token: secrets[0].OPERATOR_TOKEN })).status).toBe(401);

  await rotate(lab, secrets[1], secrets[2]);
  await lab.settleRange();
  await finish(lab, secrets[2], cookie);
  const last = await sealedInLab();
  expect(new Set(last.map(({ kind }) => kind))).toEqual(new Set(first.map(({ kind }) => kind)));
  expect(await openedBy(third, last)).toEqual(last.map(({ name }) => name));
  for (const secret of [secrets[0].MASTER_SECRET, second]) expect(await openedBy(secret, last)).toEqual([]);

  // Nothing is lost.
  await lab.platform.flow();
  expect((await lab.import(importId)).counts).toMatchObject({ created: ROWS, failed: 0 });
  const passwords = lab.passwords();
  expect(passwords.size).toBe(ROWS);
  for (const [email, words] of passwords) {
    expect(new Set(words).size, email).toBe(1);
    const answer = await lab.ask<{ valid: boolean }>("POST", "/users/password-check", {
      json: { email, password: words[0] },
    });
    expect(answer.valid, email).toBe(true);
  }
  const users = await lab.users();
  for (const { id, email } of users) {
    const { voicemail_pin } = await lab.ask<{ voicemail_pin: string }>("GET", `/users/${id}/voicemail-pin`);
    expect(voicemail_pin, email).toBe(pinOf(Number(/\d+/.exec(email)?.[0])));
  }
  expect(await lab.page("/users", cookie)).toBe(200);
  expect(await lab.signIn("dana@acme.example", password)).not.toBeNull();
  const original = await lab.call("GET", `/imports/${draft}/original.csv`);
  expect(original.text).toBe(draftFile);
  const { changes } = await lab.ask<{ changes: number }>("GET", `/imports/${draft}`);
  expect(changes).not.toBe(0);
  await lab.ask("DELETE", `/imports/${draft}/changes/chg_2`);
  await lab.ask("POST", `/imports/${draft}/start`);
  await lab.platform.flow();
  const created = (await lab.users()).find(({ email }) => email === "draft-0@acme.example");
  expect((await lab.ask<{ voicemail_pin: string }>("GET", `/users/${created?.id}/voicemail-pin`)).voicemail_pin).toBe(
    pinOf(0),
  );
});
