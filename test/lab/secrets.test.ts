import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { ringOf } from "../../src/vault/ring.ts";
import { derivedWord, type KeptPassword, openPassword } from "../../src/vault/temporary-password.ts";
import { csvOf, people } from "../support/files/csv.ts";
import { removeAccounts } from "../support/lab/clean.ts";
import { RotatingLab } from "../support/lab/rotation/rotating-lab.ts";
import { loggedBy, placesOf, tracesOf } from "../support/lab/traces.ts";
import { codesIn, cookiesOf, offerIn } from "../support/site/authenticator.ts";
import { storedValues } from "../support/site/background.ts";
import { ORIGIN } from "../support/site/http.ts";
import { pinIn } from "../support/site/resets.ts";
import { Receiver } from "../support/webhooks/receiver.ts";
import { expectSigned, Person, passkeyOf, tokenOf, webhookSecretsOf } from "../support/webhooks/shown-secrets.ts";

afterEach(async () => {
  vi.restoreAllMocks();
  await removeAccounts();
});

const PLATFORM_TOKEN = "a-platform-token-of-at-least-32-characters";
const PREVIOUS = "the secret before of a deployment, made at random";
const typed = {
  first: "first words of dana",
  second: "second words of dana",
  third: "third words of dana",
  wrong: "wrong words of dana",
  eve: "first words of eve",
  wrongTemporary: "Wr0ngTemporary42",
  pinOfRow: "90218347",
  pinOfCell: "61829047",
  pinOfUser: "47120938",
};

/** Does with secrets whatever can be done with them; gives all that were mailed, shown or typed. */
async function story(lab: RotatingLab, receiver: Receiver): Promise<readonly string[]> {
  const found: string[] = Object.values(typed);
  const dana = "dana@acme.example";
  await lab.ask("POST", "/administrators", { json: { email: dana, password: typed.first } });
  await lab.signIn(dana, typed.wrong);
  const cookie = (await lab.signIn(dana, typed.first)) ?? "";
  const person = new Person(lab, cookie);
  found.push(...(await secondStep(lab, dana, person)));
  found.push(...(await passkeyOf(person)), await tokenOf(person));
  const signing = await webhookSecretsOf(person);
  found.push(...signing);
  const send: Person["send"] = (path, fields) => person.send(path, fields);
  await send("/settings/security/password", { current: typed.first, password: typed.second });
  await send("/forgot-password", { email: dana });
  // The link comes some time after the answer.
  await expect
    .poll(async () => {
      await lab.sendSome();
      return lab.linkOf(dana);
    })
    .not.toBe("");
  await lab.ask("POST", "/administrators", { json: { email: "eve@acme.example" } });
  await lab.sendSome();
  const links = [lab.linkOf(dana), lab.linkOf("eve@acme.example")];
  const [ofDana = "", ofEve = ""] = links;
  found.push(...links.map((link) => link.split(".")[1] ?? ""));
  expect((await send(`/reset/${ofDana}`, { password: typed.third })).status).toBe(303);
  expect((await send(`/reset/${ofEve}`, { password: typed.eve })).status).toBe(303);
  const { token } = await lab.ask<{ token: string }>("POST", "/tokens", { json: { name: "ci", scope: "write" } });
  expect((await lab.call("GET", "/users", { token })).status).toBe(200);
  found.push(token);

  const rows = people(3, (n) => ({
    email: `row-${n}@acme.example`,
    ...(n === 0 ? { voicemail_pin: typed.pinOfRow } : {}),
  }));
  const draft = await lab.draft(csvOf(rows), { passwords: "users" });
  const cells = { rows: [{ row: 3, values: { voicemail_pin: typed.pinOfCell } }] };
  await lab.ask("PATCH", `/imports/${draft}/rows`, { json: cells });
  await lab.ask("POST", `/imports/${draft}/start`);
  const ann = { display_name: "Ann", email: "ann@acme.example", license_type: "Pro", voicemail_pin: typed.pinOfUser };
  const { id } = await lab.ask<{ id: string }>("POST", "/users", { json: { ...ann, passwords: "users" } });
  await lab.platform.flow();
  await lab.sendSome();
  await lab.ask("POST", `/users/${id}/password-reset`, { json: { send_to: "user" } });
  await lab.ask("POST", `/users/${id}/voicemail-pin-reset`);
  await lab.sendSome();
  const passwords = [...lab.passwords().values()].flat();
  expect(passwords).toHaveLength(5);
  const newest = lab.passwords().get(ann.email)?.at(-1) ?? "";
  for (const password of [newest, typed.wrongTemporary])
    await lab.ask("POST", "/users/password-check", { json: { email: ann.email, password }, token: PLATFORM_TOKEN });
  const { voicemail_pin } = await lab.ask<{ voicemail_pin: string }>("GET", `/users/${id}/voicemail-pin`, {
    token: PLATFORM_TOKEN,
  });
  const mailed = lab.mails
    .map(({ text }) => pinIn({ text } as Parameters<typeof pinIn>[0]))
    .filter((pin) => pin !== null);
  expect(mailed).toContain(voicemail_pin);
  expectSigned(receiver, signing);
  return [...found, ...lab.cookies, ...passwords, ...mailed, voicemail_pin];
}

/** Adds an app, and signs in with a recovery code; gives the app's secret, the codes, and the secret of the sign-in. */
async function secondStep(lab: RotatingLab, email: string, person: Person): Promise<readonly string[]> {
  const { app, sealed } = offerIn(await person.visit("/settings/security/factors/new"));
  const codes = codesIn(await person.send("/settings/security/factors", { sealed, code: app.code() }));
  expect(codes).toHaveLength(10);
  const body = new URLSearchParams({ email, password: typed.first });
  const came = await lab.at<unknown>("POST", "/sign-in", { token: null, headers: { Origin: ORIGIN }, body });
  const owing = cookiesOf(came);
  const code = new URLSearchParams({ code: codes[0] ?? "" });
  const given = { token: null, headers: { Origin: ORIGIN, Cookie: owing }, body: code };
  expect((await lab.at("POST", "/sign-in/factor", given)).status).toBe(303);
  return [app.secret, ...codes, ...codes.map((one) => one.replaceAll(" ", ""))];
}

test("M1 M8 W3 S1 S2 S8 S10 whatever secret was mailed, shown or typed stands nowhere afterwards: in D1, R2, objects, queues or the log", async () => {
  const lab = await RotatingLab.open({ types: { Pro: 50 }, numbers: [] });
  const secrets = { MASTER_SECRET: env.MASTER_SECRET, MASTER_SECRET_PREVIOUS: PREVIOUS };
  lab.deploy({ ...secrets, PLATFORM_TOKEN, OPERATOR_TOKEN: "an-operator-token-of-at-least-32-characters" });
  let used: readonly string[] = [];
  const logged = await loggedBy(async () => {
    used = await story(lab, new Receiver());
  });
  await lab.platform.cron();
  const traces = await tracesOf(lab, logged);
  for (const [place, text] of traces) expect(text.length, place).toBeGreaterThan(20);
  const all = [...new Set([...used, ...Object.values(secrets), PLATFORM_TOKEN, lab.operator])];
  expect(all.length).toBeGreaterThan(45);
  expect(all.filter((secret) => secret.length < 6)).toEqual([]);
  const standing = all.flatMap((secret) => placesOf(secret, traces).map((place) => `${secret} in ${place}`));
  expect(standing).toEqual([]);
  // What is looked for would be found.
  const planted = new Map([["a note", `PIN ${typed.pinOfRow}, ${btoa(typed.third)}`]]);
  expect([typed.pinOfRow, typed.third, typed.first].map((secret) => placesOf(secret, planted).length)).toEqual([
    1, 1, 0,
  ]);
});

test("S11 the whole database with the ids yields no password without the secret, nor does the secret with the ids alone", async () => {
  const lab = await RotatingLab.open({ types: { Pro: 50 }, numbers: [], silent: true });
  await lab.start(csvOf(people(3)), { passwords: "users" });
  await lab.platform.flow();
  await lab.sendSome();
  const passwords = new Set([...lab.passwords().values()].flat());
  expect(passwords.size).toBe(3);
  type Stored = KeptPassword & { readonly id: string; readonly password_version: number };
  const { results } = await env.DB.prepare("SELECT * FROM users WHERE account = ?1").bind(lab.id).all<Stored>();
  const values = new Set(await storedValues());
  const opened: string[] = [];
  for (const { id, password_version: version, ...kept } of results) {
    const owner = { account: lab.id, user: id, version };
    expect(passwords).toContain(openPassword(ringOf(env), owner, kept));
    // With the secret: of any version, as it is derived without the value, or with that of another user.
    for (const tried of [0, 1, 2]) opened.push(derivedWord(ringOf(env).current, { ...owner, version: tried }));
    for (const other of results.filter((one) => one.id !== id)) opened.push(tryWith(env.MASTER_SECRET, owner, other));
    // Without it: whatever stands in the database in its place.
    for (const value of ["", PREVIOUS, ...values])
      opened.push(tryWith(value, owner, kept), derivedWord(ringOf({ MASTER_SECRET: value }).current, owner));
  }
  expect(opened.length).toBeGreaterThan(500);
  expect(opened.filter((word) => passwords.has(word))).toEqual([]);
});

function tryWith(secret: string, owner: Parameters<typeof openPassword>[1], kept: KeptPassword): string {
  try {
    return openPassword(ringOf({ MASTER_SECRET: secret }), owner, kept);
  } catch (error) {
    return String(error);
  }
}
