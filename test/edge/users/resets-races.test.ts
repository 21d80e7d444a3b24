import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { MailLane } from "../../../src/domain/mail/lane.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { meanwhile } from "../../support/site/background.ts";
import { passwordIn, pinIn, QuietUser } from "../../support/site/resets.ts";

const quiet = { silent: true };
const bare = { passwords: "none" };

/** Has what is due in a lane sent, while something happens after it was claimed and before it goes out. */
const whileSending = (ada: QuietUser, lane: MailLane, happens: () => Promise<unknown>): Promise<void> =>
  ada.send(
    meanwhile(async (batch) => {
      if (batch === 1) await happens();
    }),
    [lane],
  );

/** The sender of what is claimed just now has died, and its time is over. */
const afterLease = (ada: QuietUser) =>
  env.DB.prepare("UPDATE mails SET leased_until = '2026' WHERE account = ?1 AND leased_until IS NOT NULL")
    .bind(ada.account.id)
    .run();

const lease = (ada: QuietUser, kind: string) =>
  env.DB.prepare("UPDATE mails SET lease = 'other', leased_until = ?3 WHERE account = ?1 AND kind = ?2")
    .bind(ada.account.id, kind, new Date(Date.now() + 20_000).toISOString())
    .run();

async function validOf(ada: QuietUser, passwords: readonly string[]): Promise<readonly string[]> {
  const checked = await Promise.all(passwords.map(async (word) => ({ word, ...(await ada.check(word)) })));
  return checked.filter(({ valid }) => valid).map(({ word }) => word);
}

test("M1 of resets at once each makes a password of its own, and exactly one is valid in the end: that of the last mail", async () => {
  const ada = await QuietUser.make({}, quiet);
  const answers = await Promise.all(Array.from({ length: 5 }, () => ada.resetPassword()));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
  const ids = answers.map(({ body }) => body.id).toSorted();
  expect(ids).toEqual([2, 3, 4, 5, 6].map((version) => `mail_${ada.id}_password_${version}`));
  expect(await ada.mails()).toEqual([...Array(5).fill("password cancelled"), "password pending"]);
  await ada.send();
  const mails = await ada.arrived("password");
  expect(mails.map(({ id }) => id)).toEqual([`mail_${ada.id}_password_6`]);
  expect(await validOf(ada, mails.map(passwordIn))).toHaveLength(1);
});

test("M1 resets at once while mails go out by themselves leave one valid password, in a mail that arrived", async () => {
  const ada = await QuietUser.make({}, quiet);
  const json = { send_to: "user" };
  const reset = () => ada.account.ask("POST", `/users/${ada.id}/password-reset`, { json });
  await Promise.all([reset(), reset(), reset()]);
  await ada.account.settleMails();
  await ada.sendAll();
  const mails = await ada.arrived("password");
  expect(mails.at(-1)?.id).toBe(`mail_${ada.id}_password_4`);
  expect(await validOf(ada, mails.map(passwordIn))).toEqual([passwordIn(mails.at(-1))]);
});

test("M1 a reset that another one overtakes is made after it", async () => {
  const ada = await QuietUser.make({}, quiet);
  const slow = await ada.resetPassword(undefined, { meanwhile: () => ada.resetPassword() });
  expect([slow.status, slow.body.id]).toEqual([202, `mail_${ada.id}_password_3`]);
  await ada.send();
  const mails = await ada.arrived("password");
  expect(mails.map(({ id }) => id)).toEqual([`mail_${ada.id}_password_3`]);
  expect(await validOf(ada, mails.map(passwordIn))).toHaveLength(1);
});

test("M1 a mail that is on its way when its password is replaced makes nothing valid, and the new one arrives after it", async () => {
  const ada = await QuietUser.make({}, quiet);
  await whileSending(ada, "bulk", () => ada.resetPassword());
  const [old] = await ada.arrived("password");
  expect((await ada.check(passwordIn(old))).valid).toBe(false);
  await ada.send();
  expect(await ada.arrived("password")).toHaveLength(1);
  const due = env.DB.prepare("SELECT due_at FROM mails WHERE account = ?1 AND state = 'pending'").bind(ada.account.id);
  const dueAt = Date.parse((await due.first<string>("due_at")) ?? "");
  expect(dueAt).toBeGreaterThan(Date.now() + 10_000);
  // Not as long as the lease would have been.
  expect(dueAt).toBeLessThan(Date.now() + 24_000);
  await ada.sendAll();
  const mails = await ada.arrived("password");
  expect(await validOf(ada, mails.map(passwordIn))).toEqual([passwordIn(mails[1])]);
  expect(await ada.mails()).toEqual(["password sent", "password sent"]);
});

test("M1 a mail whose sender died before its password was replaced is cancelled", async () => {
  const ada = await QuietUser.make({}, quiet);
  await lease(ada, "password");
  await ada.resetPassword();
  expect(await ada.mails()).toEqual(["password pending", "password pending"]);
  await afterLease(ada);
  await ada.sendAll();
  expect(await ada.mails()).toEqual(["password cancelled", "password sent"]);
});

test("a reset of a user who is deleted meanwhile finds nobody, and mails nothing", async () => {
  const ada = await QuietUser.make();
  const remove = () => ada.account.call("DELETE", `/users/${ada.id}`);
  expect((await ada.resetPassword(undefined, { meanwhile: remove })).status).toBe(404);
  const bob = await QuietUser.make();
  const removeBob = () => bob.account.call("DELETE", `/users/${bob.id}`);
  expect((await bob.resetPin({ meanwhile: removeBob })).status).toBe(404);
  const cancelled = ["password cancelled", "welcome cancelled"];
  expect([await ada.mails(), await bob.mails()]).toEqual([cancelled, cancelled]);
});

test("A2 deleting a user cancels the mails of their resets", async () => {
  const ada = await QuietUser.make(bare, quiet);
  await ada.resetPin();
  await ada.resetPassword(`desk@${ada.account.id}.example`);
  await ada.account.ask("DELETE", `/users/${ada.id}`);
  expect(await ada.mails()).toEqual(["password cancelled", "password_changed cancelled", "voicemail_pin cancelled"]);
});

test("M7 of PIN resets at once one PIN is left, and it is the one that is mailed", async () => {
  const ada = await QuietUser.make(bare, quiet);
  const answers = await Promise.all(Array.from({ length: 5 }, () => ada.resetPin()));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
  expect((await ada.mails()).toSorted()).toEqual([
    ...Array(4).fill("voicemail_pin cancelled"),
    "voicemail_pin pending",
  ]);
  await ada.send();
  expect((await ada.arrived("voicemail_pin")).map(pinIn)).toEqual([await ada.pin()]);
});

test.each(["welcome", "voicemail_pin"])(
  "M7 while a %s mail with the old PIN is on its way, the mail with the new one waits, and arrives last",
  async (kind) => {
    const ada = await QuietUser.make(bare, kind === "welcome" ? {} : quiet);
    if (kind === "voicemail_pin") await ada.resetPin();
    const before = await ada.pin();
    await whileSending(ada, kind === "voicemail_pin" ? "first" : "bulk", () => ada.resetPin());
    expect((await ada.arrived(kind)).map(pinIn)).toEqual([before]);
    await ada.send();
    const pins = async () => (await ada.arrived("voicemail_pin")).map(pinIn);
    expect(await pins()).not.toContain(await ada.pin());
    await ada.sendAll();
    expect((await pins()).at(-1)).toBe(await ada.pin());
    expect(await ada.pin()).not.toBe(before);
  },
);

test("M7 a Welcome whose sender died before the PIN was reset tells the new one when it is sent again", async () => {
  const ada = await QuietUser.make(bare);
  await lease(ada, "welcome");
  await ada.resetPin();
  await afterLease(ada);
  await ada.sendAll();
  expect((await ada.arrived("welcome")).map(pinIn)).toEqual([await ada.pin()]);
});

test("M7 a PIN reset that is overtaken by the end of CONNECT is refused, and leaves neither PIN nor mail", async () => {
  const ada = await QuietUser.make(bare, quiet);
  const json = { services: "meet" };
  const end = () => ada.account.ask("PATCH", `/users/${ada.id}`, { json });
  const answer = await ada.resetPin({ meanwhile: end });
  expect(answer).toMatchObject({ status: 409, body: { code: "service_not_installed" } });
  expect([await ada.pin(), await ada.mails()]).toEqual([null, []]);
});

test("M7 without CONNECT the mail of a PIN that waits is cancelled; with it again, only the new PIN is told", async () => {
  const ada = await QuietUser.make(bare, quiet);
  await ada.resetPin();
  await ada.account.ask("PATCH", `/users/${ada.id}`, { json: { services: "meet" } });
  expect(await ada.mails()).toEqual(["voicemail_pin cancelled"]);
  await ada.account.ask("PATCH", `/users/${ada.id}`, { json: { services: "connect", license_type: "Pro" } });
  await ada.resetPin();
  await ada.sendAll();
  expect((await ada.arrived("voicemail_pin")).map(pinIn)).toEqual([await ada.pin()]);
});

test("an end of a temporary password and a reset at once leave what the later one says", async () => {
  const ada = await QuietUser.make({}, quiet);
  const answer = await ada.ask<Mail | null>("DELETE", "/temporary-password", { meanwhile: () => ada.resetPassword() });
  expect(answer.status).toBe(204);
  await ada.sendAll();
  expect(await ada.arrived("password")).toEqual([]);
  const bob = await QuietUser.make({}, quiet);
  await bob.resetPassword(undefined, { meanwhile: () => bob.ask("DELETE", "/temporary-password") });
  await bob.sendAll();
  const mails = await bob.arrived("password");
  expect(await validOf(bob, mails.map(passwordIn))).toHaveLength(1);
});
