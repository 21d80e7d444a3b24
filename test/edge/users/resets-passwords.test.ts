import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { type KeptPassword, openPassword } from "../../../src/vault/temporary-password.ts";
import { storedObjects, storedValues } from "../../support/site/background.ts";
import { call } from "../../support/site/http.ts";
import { hearLog } from "../../support/site/log-lines.ts";
import { passwordIn, QuietUser } from "../../support/site/resets.ts";
import { makeAccount, outbox } from "../../support/site/site.ts";

const DAY_MS = 86_400_000;
const wrong = { valid: false, must_change: false, expires_at: null };
const nothing = { status: 404, body: { code: "not_found" } };

/** A user who has got their first password. */
async function welcomed(): Promise<{ ada: QuietUser; first: string }> {
  const ada = await QuietUser.make();
  await ada.send();
  return { ada, first: passwordIn((await ada.arrived("password"))[0]) };
}

test("M1 M7 a reset ends the password at once and mails another one, valid for 7 days from when it was accepted", async () => {
  const { ada, first } = await welcomed();
  expect((await ada.check(first)).valid).toBe(true);
  const answer = await ada.resetPassword();
  expect([answer.status, answer.headers.get("Cache-Control")]).toEqual([202, "no-store"]);
  const mail = { id: `mail_${ada.id}_password_2`, kind: "password", to: ada.email, user: ada.id, state: "pending" };
  expect(answer.body).toEqual({ ...mail, attempts: 0, last_error: null });
  expect(await ada.check(first)).toEqual(wrong);

  await ada.send();
  const [, sent] = await ada.arrived("password");
  const second = passwordIn(sent);
  expect(second).not.toBe(first);
  const checked = await ada.check(second);
  expect(checked).toMatchObject({ valid: true, must_change: true });
  const life = Date.parse(checked.expires_at ?? "") - Date.parse(sent?.at ?? "");
  expect(life).toBeGreaterThanOrEqual(7 * DAY_MS);
  expect(life).toBeLessThan(7 * DAY_MS + 10_000);
  expect(await ada.check(first)).toEqual(wrong);
  expect(await ada.mails()).toEqual(["password sent", "password sent", "welcome sent"]);
});

test("M1 a new password is not valid before its mail was accepted", async () => {
  const { ada } = await welcomed();
  await ada.resetPassword();
  await ada.send();
  await ada.resetPassword();
  const stored = env.DB.prepare("SELECT password_seed, password_check FROM users WHERE id = ?1").bind(ada.id);
  const kept = await stored.first<KeptPassword>();
  const owner = { account: ada.account.id, user: ada.id, version: 3 };
  const third = openPassword(ringOf(env), owner, kept ?? { password_seed: null, password_check: null });
  expect(await ada.check(third)).toEqual(wrong);
  await ada.send();
  expect((await ada.check(third)).valid).toBe(true);
});

test("M1 who was created without a password gets the first one by a reset", async () => {
  const ada = await QuietUser.make({ passwords: "none" }, { silent: true });
  expect(await ada.mails()).toEqual([]);
  expect((await ada.resetPassword()).status).toBe(202);
  await ada.send();
  const [mail] = await ada.arrived("password");
  expect((await ada.check(passwordIn(mail))).valid).toBe(true);
});

test("M7 a password that goes to somebody else is told to the user without it", async () => {
  const { ada, first } = await welcomed();
  const desk = `desk@${ada.account.id}.example`;
  const answer = await ada.resetPassword(` ${desk} `);
  expect([answer.status, answer.body.to]).toEqual([202, desk]);
  await ada.send();
  const [mail] = await ada.arrived("password", desk);
  const password = passwordIn(mail);
  expect(mail?.subject).toContain("Ada");
  expect((await ada.check(password)).valid).toBe(true);
  expect(await ada.check(first)).toEqual(wrong);
  const [notice, ...more] = await ada.arrived("password_changed");
  expect(more).toEqual([]);
  expect(notice?.text).not.toContain(password);
  expect(await ada.arrived("password")).toHaveLength(1);
  expect(await outbox(desk)).toHaveLength(1);
});

test("M7 a recipient who is the user gets one mail", async () => {
  const { ada } = await welcomed();
  await ada.resetPassword(ada.email.toUpperCase());
  await ada.send();
  expect(await ada.arrived("password_changed")).toEqual([]);
  expect(await ada.mails()).toEqual(["password sent", "password sent", "welcome sent"]);
});

test("M1 the mail that waits with a password that was replaced is cancelled, and never sent", async () => {
  const ada = await QuietUser.make();
  await ada.resetPassword();
  expect(await ada.mails()).toEqual(["password cancelled", "password pending", "welcome pending"]);
  await ada.sendAll();
  const mails = await ada.arrived("password");
  expect(mails.map(({ id }) => id)).toEqual([`mail_${ada.id}_password_2`]);
  expect((await ada.check(passwordIn(mails[0]))).valid).toBe(true);
});

test("M4 a mail that has failed cannot be sent again once its password was replaced", async () => {
  const ada = await QuietUser.make();
  await env.DB.prepare("UPDATE mails SET state = 'failed' WHERE account = ?1").bind(ada.account.id).run();
  await ada.resetPassword();
  const retry = (version: number) => ada.account.call("POST", `/mails/mail_${ada.id}_password_${version}/retry`);
  expect(await retry(1)).toMatchObject({ status: 409, body: { code: "password_superseded" } });
  expect(await retry(2)).toMatchObject({ status: 409, body: { code: "mail_not_failed" } });
  expect(await ada.arrived("password")).toEqual([]);
});

test("S2 a token has no password sent to anybody but the user, and one that may only read not even that", async () => {
  const { ada, first } = await welcomed();
  const [write, read] = [await ada.account.token(), await ada.account.token("read")];
  const thief = "thief@elsewhere.example";
  const refusedAs = (code: string) => ({ status: 403, body: { code } });
  expect(await ada.resetPassword(thief, { token: write })).toMatchObject(refusedAs("not_for_tokens"));
  expect(await ada.resetPassword(thief, { token: read })).toMatchObject(refusedAs("read_only_token"));
  expect(await ada.resetPassword(undefined, { token: read })).toMatchObject(refusedAs("read_only_token"));
  expect((await ada.check(first)).valid).toBe(true);
  expect(await ada.mails()).toEqual(["password sent", "welcome sent"]);
  expect((await ada.resetPassword(undefined, { token: write })).status).toBe(202);
  expect((await ada.check(first)).valid).toBe(false);
});

test("S4 nobody's password is reset from another account, nor where nobody is", async () => {
  const { ada, first } = await welcomed();
  const other = await makeAccount({ numbers: [] });
  const json = { send_to: "user" };
  const path = `/users/${ada.id}/password-reset`;
  expect(await other.call("POST", path, { json })).toMatchObject(nothing);
  expect(await ada.resetPassword(undefined, { token: await other.token() })).toMatchObject(nothing);
  expect(await ada.account.call("POST", "/users/usr_none/password-reset", { json })).toMatchObject(nothing);
  expect(await call("POST", `/api/v1/accounts/nowhere${path}`, { json })).toMatchObject(nothing);
  expect((await ada.check(first)).valid).toBe(true);
});

const bodies = [
  { body: {}, says: "send_to is missing" },
  { body: { send_to: "everybody" }, says: "send_to" },
  { body: { send_to: "recipient" }, says: "recipient is missing" },
  { body: { send_to: "recipient", recipient: null }, says: "recipient" },
  { body: { send_to: "recipient", recipient: " " }, says: "Give the address" },
  { body: { send_to: "recipient", recipient: "desk@acme" }, says: "desk@acme" },
  { body: { send_to: "recipient", recipient: "a@b.example,c@d.example" }, says: "a@b.example" },
];

test.each(bodies)("a reset with $body is refused and changes nothing", async ({ body, says }) => {
  const ada = await QuietUser.make();
  const answer = await ada.ask("POST", "/password-reset", { json: body });
  expect([answer.status, answer.body.code]).toEqual([422, "invalid_option"]);
  expect(answer.body.detail).toContain(says);
  expect(await ada.mails()).toEqual(["password pending", "welcome pending"]);
});

test("a reset with a parameter or without JSON is refused", async () => {
  const ada = await QuietUser.make();
  expect((await ada.ask("POST", "/password-reset?force=1", { json: { send_to: "user" } })).status).toBe(400);
  const form = { body: "send_to=user", headers: { "Content-Type": "application/json" } };
  expect((await ada.account.call("POST", `/users/${ada.id}/password-reset`, form)).status).toBe(400);
  expect((await ada.ask("GET", "/password-reset")).status).toBe(405);
});

test("S8 a reset is kept with who asked for it and where the password went, and without the password", async () => {
  const { ada } = await welcomed();
  const desk = `desk@${ada.account.id}.example`;
  await ada.resetPassword(desk);
  const { items } = await ada.account.ask<{ items: unknown[] }>("GET", "/activity?limit=1");
  const from = { who: "operator", from: "203.0.113.9", detail: { email: ada.email, sent_to: desk } };
  expect(items).toMatchObject([{ action: "users.password_reset", subject: ada.id, ...from }]);
});

test("S8 a reset that cannot be kept is not made", async () => {
  const { ada, first } = await welcomed();
  await env.DB.prepare("ALTER TABLE audit RENAME TO audit_away").run();
  const { status } = await ada
    .resetPassword()
    .finally(() => env.DB.prepare("ALTER TABLE audit_away RENAME TO audit").run());
  expect(status).toBe(500);
  expect((await ada.check(first)).valid).toBe(true);
  expect(await ada.mails()).toEqual(["password sent", "welcome sent"]);
});

test("M1 no password stands anywhere but in its mail: not stored, not logged, not answered", async () => {
  const heard = hearLog({ isQuiet: true });
  const { ada } = await welcomed();
  const desk = `desk@${ada.account.id}.example`;
  const answers = [await ada.resetPassword()];
  await ada.send();
  answers.push(await ada.resetPassword(desk));
  await ada.send();
  heard.stop();
  const mails = await ada.account.list<Mail>("/mails");
  const passwords = [...(await ada.arrived("password")), ...(await ada.arrived("password", desk))];
  expect(new Set(passwords.map(passwordIn)).size).toBe(3);
  const shown = [
    ...(await storedValues()),
    ...(await storedObjects()),
    ...heard.lines,
    JSON.stringify([answers, mails]),
  ];
  for (const mail of passwords) for (const text of shown) expect(text).not.toContain(passwordIn(mail));
});
