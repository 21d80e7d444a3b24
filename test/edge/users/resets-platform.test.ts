import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { passwordIn, QuietUser } from "../../support/site/resets.ts";
import { makeAccount } from "../../support/site/site.ts";

const nothing = { status: 404, body: { code: "not_found" } };
const PLATFORM_TOKEN = "platform-token-of-at-least-32-characters";
const drop = (ada: QuietUser, asking = {}) => ada.ask("DELETE", "/temporary-password", asking);

test("M1 a temporary password ends when the platform says that the user has set their own", async () => {
  const ada = await QuietUser.make();
  await ada.send();
  const password = passwordIn((await ada.arrived("password"))[0]);
  expect((await ada.check(password)).valid).toBe(true);
  const answer = await drop(ada);
  expect([answer.status, answer.body, answer.headers.get("Cache-Control")]).toEqual([204, null, "no-store"]);
  expect(await ada.check(password)).toEqual({ valid: false, must_change: false, expires_at: null });
  const action = "users.temporary_password_end";
  const { items } = await ada.account.ask<{ items: unknown[] }>("GET", `/activity?limit=1&action=${action}`);
  expect(items).toMatchObject([{ action, subject: ada.id, detail: { email: ada.email } }]);
});

test("M1 the password mail that waits is cancelled then, the Welcome is not, and a failed one is not sent again", async () => {
  const ada = await QuietUser.make();
  await drop(ada);
  expect(await ada.mails()).toEqual(["password cancelled", "welcome pending"]);
  await ada.sendAll();
  expect(await ada.arrived("password")).toEqual([]);

  const bob = await QuietUser.make();
  await env.DB.prepare("UPDATE mails SET state = 'failed' WHERE account = ?1").bind(bob.account.id).run();
  await drop(bob);
  const again = await bob.account.call("POST", `/mails/mail_${bob.id}_password_1/retry`);
  expect(again).toMatchObject({ status: 409, body: { code: "password_superseded" } });
});

test("M1 a mail that is on its way when the password ends carries one that is never valid, and is not tried again", async () => {
  const ada = await QuietUser.make();
  const lease = "UPDATE mails SET lease = 'x', leased_until = ?2 WHERE account = ?1 AND kind = 'password'";
  await env.DB.prepare(lease)
    .bind(ada.account.id, new Date(Date.now() + 60_000).toISOString())
    .run();
  await drop(ada);
  expect(await ada.mails()).toContain("password pending");
  await env.DB.prepare(lease).bind(ada.account.id, "2026").run();
  await ada.sendAll();
  expect(await ada.mails()).toEqual(["password cancelled", "welcome sent"]);
  expect(await ada.arrived("password")).toEqual([]);
});

test("M1 whoever has set their own can be given a temporary one again", async () => {
  const ada = await QuietUser.make();
  await drop(ada);
  await ada.resetPassword();
  await ada.send();
  const mails = await ada.arrived("password");
  expect(mails).toHaveLength(1);
  expect((await ada.check(passwordIn(mails[0]))).valid).toBe(true);
});

test("S8 ending a password that has ended, or never was, changes nothing and is not kept", async () => {
  const ada = await QuietUser.make({ passwords: "none" });
  expect((await drop(ada)).status).toBe(204);
  const bob = await QuietUser.make();
  await drop(bob);
  const many = async () => (await bob.account.list("/activity")).length;
  const before = await many();
  expect((await drop(bob)).status).toBe(204);
  expect(await many()).toBe(before);
  const { items } = await ada.account.ask<{ items: unknown[] }>("GET", "/activity?limit=1");
  expect(items).toMatchObject([{ action: "users.create" }]);
});

test("S4 no token ends a password, and nobody's from another account", async () => {
  const ada = await QuietUser.make();
  const other = await makeAccount({ numbers: [] });
  const token = await ada.account.token();
  expect(await drop(ada, { token })).toMatchObject({ status: 403, body: { code: "operator_only" } });
  expect(await drop(ada, { token: await other.token() })).toMatchObject(nothing);
  expect(await other.call("DELETE", `/users/${ada.id}/temporary-password`)).toMatchObject(nothing);
  expect(await ada.mails()).toEqual(["password pending", "welcome pending"]);
});

test("S11 while the platform's token is changed the one before is taken as well, and none where there is no new one", async () => {
  const ada = await QuietUser.make({ voicemail_pin: "482915" });
  const [PLATFORM_TOKEN_PREVIOUS, before] = [`${PLATFORM_TOKEN}-before`, `${PLATFORM_TOKEN}-before`];
  const told = async (vars: Partial<Env>, token: string) =>
    (await ada.ask("GET", "/voicemail-pin", { vars, token })).status;
  const both = { PLATFORM_TOKEN, PLATFORM_TOKEN_PREVIOUS };
  expect([await told(both, PLATFORM_TOKEN), await told(both, before)]).toEqual([200, 200]);
  expect([await told({ PLATFORM_TOKEN }, before), await told({ PLATFORM_TOKEN_PREVIOUS }, before)]).toEqual([401, 403]);
});

test("S3 where the platform has a token of its own, it alone ends passwords and reads PINs, and resets nothing", async () => {
  const ada = await QuietUser.make({ voicemail_pin: "482915" });
  const vars = { PLATFORM_TOKEN };
  const refused = { status: 403, body: { code: "operator_only" } };
  expect(await ada.ask("GET", "/voicemail-pin", { vars })).toMatchObject(refused);
  expect(await drop(ada, { vars })).toMatchObject(refused);
  const platform = { vars, token: PLATFORM_TOKEN };
  expect(await ada.resetPassword(undefined, platform)).toMatchObject(refused);
  expect(await ada.resetPin(platform)).toMatchObject(refused);
  expect((await ada.ask("GET", "/voicemail-pin", platform)).body).toEqual({ voicemail_pin: "482915" });
  expect((await drop(ada, platform)).status).toBe(204);
  const { items } = await ada.account.ask<{ items: unknown[] }>("GET", "/activity?limit=2");
  expect(items).toMatchObject([
    { action: "users.temporary_password_end", who: "platform" },
    { action: "users.voicemail_pin_read", who: "platform" },
  ]);
  expect((await ada.resetPassword(undefined, { vars })).status).toBe(202);
});
