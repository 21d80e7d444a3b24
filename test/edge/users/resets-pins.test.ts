import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { isWeakPin } from "../../../src/domain/cells/pin.ts";
import type { User } from "../../../src/domain/user/user.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { aboutUser, openPin } from "../../../src/vault/seal.ts";
import { storedValues } from "../../support/site/background.ts";
import { call } from "../../support/site/http.ts";
import { pinIn, QuietUser } from "../../support/site/resets.ts";
import { makeAccount } from "../../support/site/site.ts";

const nothing = { status: 404, body: { code: "not_found" } };
const given = "482915";

test("M7 M8 a new PIN of 6 digits that is not weak is mailed to the user, also in silent mode, and kept sealed", async () => {
  const ada = await QuietUser.make({ passwords: "none", voicemail_pin: given }, { silent: true });
  const answer = await ada.resetPin();
  const mail = { kind: "voicemail_pin", to: ada.email, user: ada.id, state: "pending", attempts: 0, last_error: null };
  expect([answer.status, answer.body]).toEqual([202, { id: expect.stringContaining(ada.id), ...mail }]);
  await ada.send();
  const [sent, ...more] = await ada.arrived("voicemail_pin");
  expect(more).toEqual([]);
  const pin = pinIn(sent) ?? "";
  expect(pin).toMatch(/^[0-9]{6}$/);
  expect([pin === given, isWeakPin(pin, null)]).toEqual([false, false]);
  expect(await ada.pin()).toBe(pin);
  const sealed = await env.DB.prepare("SELECT pin FROM users WHERE id = ?1").bind(ada.id).first<string>("pin");
  expect(openPin(ringOf(env), aboutUser(ada.account.id, ada.id), sealed ?? "")).toBe(pin);
  expect(JSON.stringify(answer.body)).not.toContain(pin);
  for (const value of await storedValues()) expect(value).not.toBe(pin);
});

test("M7 each reset makes another PIN, and the mail that still waits with the one before is cancelled", async () => {
  const ada = await QuietUser.make({ passwords: "none" }, { silent: true });
  await ada.resetPin();
  await ada.resetPin();
  expect(await ada.mails()).toEqual(["voicemail_pin cancelled", "voicemail_pin pending"]);
  await ada.send();
  await ada.resetPin();
  await ada.send();
  const pins = (await ada.arrived("voicemail_pin")).map(pinIn);
  expect(new Set(pins).size).toBe(2);
  expect(await ada.pin()).toBe(pins[1]);
});

test.each([{ voicemail_pin: given }, {}])(
  "M3 M7 a Welcome that still waits when the PIN is reset tells the new one (%j)",
  async (wish) => {
    const ada = await QuietUser.make(wish);
    await ada.resetPin();
    expect(await ada.mails()).toEqual(["password pending", "voicemail_pin pending", "welcome pending"]);
    await ada.sendAll();
    const pin = await ada.pin();
    expect((await ada.arrived("welcome")).map(pinIn)).toEqual([pin]);
    expect((await ada.arrived("voicemail_pin")).map(pinIn)).toEqual([pin]);
  },
);

test("M7 who is without CONNECT has no PIN to reset, and is told so", async () => {
  const ada = await QuietUser.make({ services: "share" });
  const answer = await ada.resetPin();
  expect(answer).toMatchObject({ status: 409, body: { code: "service_not_installed", service: "connect" } });
  expect(answer.body.detail).toContain("without CONNECT");
  expect(await ada.mails()).toEqual(["password pending"]);
  expect(await ada.pin()).toBeNull();
});

test("M7 who gets CONNECT later can have a new PIN", async () => {
  const ada = await QuietUser.make({ services: "share", passwords: "none" });
  await ada.account.ask<User>("PATCH", `/users/${ada.id}`, { json: { services: "connect", license_type: "Pro" } });
  const before = await ada.pin();
  expect((await ada.resetPin()).status).toBe(202);
  expect(await ada.pin()).not.toBe(before);
});

test("a token that may write resets a PIN, one that may only read does not, one of another account finds nobody", async () => {
  const ada = await QuietUser.make({ passwords: "none" });
  const before = await ada.pin();
  const other = await makeAccount({ numbers: [] });
  const readOnly = { status: 403, body: { code: "read_only_token" } };
  expect(await ada.resetPin({ token: await ada.account.token("read") })).toMatchObject(readOnly);
  expect(await ada.resetPin({ token: await other.token() })).toMatchObject(nothing);
  expect(await other.call("POST", `/users/${ada.id}/voicemail-pin-reset`)).toMatchObject(nothing);
  expect(await ada.account.call("POST", "/users/usr_none/voicemail-pin-reset")).toMatchObject(nothing);
  expect(await ada.pin()).toBe(before);
  expect((await ada.resetPin({ token: await ada.account.token() })).status).toBe(202);
  expect(await ada.pin()).not.toBe(before);
});

test("S8 a PIN's reset is kept, without the PIN, and what cannot be kept is not done", async () => {
  const ada = await QuietUser.make({ passwords: "none" });
  await ada.resetPin();
  const { items } = await ada.account.ask<{ items: unknown[] }>("GET", "/activity?limit=1");
  const kept = { action: "users.voicemail_pin_reset", subject: ada.id, who: "operator", detail: { email: ada.email } };
  expect(items).toMatchObject([kept]);
  const pin = await ada.pin();
  await env.DB.prepare("ALTER TABLE audit RENAME TO audit_away").run();
  const back = () => env.DB.prepare("ALTER TABLE audit_away RENAME TO audit").run();
  expect((await ada.resetPin().finally(back)).status).toBe(500);
  expect(await ada.pin()).toBe(pin);
});

test("S3 S8 the platform reads a PIN: not to be stored on the way, and each time is kept in the audit", async () => {
  const ada = await QuietUser.make({ passwords: "none", voicemail_pin: given });
  const answer = await ada.ask("GET", "/voicemail-pin");
  expect([answer.status, answer.body]).toEqual([200, { voicemail_pin: given }]);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  const { items } = await ada.account.ask<{ items: unknown[] }>("GET", "/activity?limit=1");
  const detail = { email: ada.email };
  expect(items).toMatchObject([
    { action: "users.voicemail_pin_read", subject: ada.id, who: "operator", from: "203.0.113.9", detail },
  ]);
  expect(JSON.stringify(items)).not.toContain(given);
});

test("S8 a PIN that could not be kept as read is not told", async () => {
  const ada = await QuietUser.make({ passwords: "none", voicemail_pin: given });
  await env.DB.prepare("ALTER TABLE audit RENAME TO audit_away").run();
  const back = () => env.DB.prepare("ALTER TABLE audit_away RENAME TO audit").run();
  const answer = await ada.ask("GET", "/voicemail-pin").finally(back);
  expect([answer.status, JSON.stringify(answer.body).includes(given)]).toEqual([500, false]);
});

test("S4 nobody reads a PIN with a token, from another account, or with a parameter", async () => {
  const ada = await QuietUser.make({ passwords: "none" });
  const other = await makeAccount({ numbers: [] });
  const path = `/users/${ada.id}/voicemail-pin`;
  for (const token of [await ada.account.token(), await ada.account.token("read")]) {
    expect(await ada.ask("GET", "/voicemail-pin", { token })).toMatchObject({
      status: 403,
      body: { code: "operator_only" },
    });
  }
  expect(await ada.ask("GET", "/voicemail-pin", { token: await other.token() })).toMatchObject(nothing);
  expect(await other.call("GET", path)).toMatchObject(nothing);
  expect(await call("GET", `/api/v1/accounts/nowhere${path}`)).toMatchObject(nothing);
  expect((await ada.ask("GET", "/voicemail-pin?all=1")).status).toBe(400);
});
