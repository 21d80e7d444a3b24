import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { clearRunOut } from "../../../src/background/cron/retention.ts";
import { AccountDatabase } from "../../../src/store/database.ts";
import { saveMailEndings } from "../../../src/store/mails/endings.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { deliver } from "../../support/site/background.ts";
import { call } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { signedIn, textOf } from "../../support/site/visitor.ts";

type Shown = { readonly mails: Readonly<Record<string, unknown>> };

/** An account with an import of so many users, whose passwords have gone to them. */
async function sent(count: number): Promise<{ account: Account; importId: string; mails: readonly Mail[] }> {
  const account = await makeAccount({ types: { Pro: 50, Basic: 1 }, numbers: [], silent: true });
  const importId = await account.start(csvOf(people(count)), { passwords: "users" });
  await account.waitFor(importId);
  await account.settleMails();
  return { account, importId, mails: await account.list<Mail>("/mails?kind=password") };
}

const report = (json: unknown) => call("POST", "/dev/bounces", { json });
const bounced = (account: Account) => account.list<Mail>("/mails?state=bounced");

async function messageOf(id: string | undefined): Promise<string> {
  const found = await env.DB.prepare("SELECT message_id FROM mails WHERE id = ?1").bind(id).first<string>("message_id");
  return found ?? "";
}

/** An event of Email Sending, as Cloudflare documents it. */
function event(type: string, messageId: string, more: object = {}) {
  return {
    type: `cf.email.sending.message.${type}`,
    source: { type: "email.sending", zoneId: "023e105f4ecef8ad9ca31a8372d0c353", domain: "provider.test" },
    payload: { eventId: "0190d0c4", messageId, sender: "muster@provider.test", terminal: true, ...more },
    metadata: { accountId: "f9f79265f388666de8122cfb508d7776", eventSchemaVersion: 1 },
  };
}

test("M11 a mail that comes back is shown as bounced with the reason, in the log, the import and the page; it can be sent again", async () => {
  const { account, importId, mails } = await sent(3);
  const [first] = mails;
  expect((await report({ mail: first?.id, reason: "550 5.1.1 User unknown" })).status).toBe(204);
  await expect.poll(() => bounced(account)).toMatchObject([{ id: first?.id, last_error: "550 5.1.1 User unknown" }]);
  expect((await account.ask<Shown>("GET", `/imports/${importId}`)).mails).toMatchObject({
    sent: 2,
    bounced: 1,
    failed: 0,
  });
  expect((await account.list<Mail>("/mails?state=sent")).map(({ id }) => id)).not.toContain(first?.id);
  const log = await (await signedIn(account)).visit("/settings/mail?state=bounced");
  expect(textOf(log)).toContain("It was sent and came back: “550 5.1.1 User unknown”. Check the address.");
  await account.ask("POST", `/mails/${first?.id}/retry`, {});
  await account.settleMails();
  expect(await bounced(account)).toEqual([]);
  expect((await account.ask<Shown>("GET", `/imports/${importId}`)).mails).toMatchObject({ sent: 3, bounced: 0 });
});

test("M11 what the mail system tells besides changes nothing, and what it tells twice counts once", async () => {
  const { account, mails } = await sent(4);
  const names = await Promise.all(mails.map(({ id }) => messageOf(id)));
  const [one = "", two = "", three = "", four = ""] = names;
  const told = [
    event("delivered", one, { delivery: { status: "delivered" } }),
    event("complained", one, { complaint: { type: "abuse" } }),
    event("bounced", two, { bounce: { type: "hard", classification: "permanent_failure", reason: "550 Unknown" } }),
    event("bounced", two, { bounce: { type: "hard", reason: "another" } }),
    event("rejected", three, {
      rejection: { reason: "suppressed", party: "recipient", detail: "Recipient is suppressed" },
    }),
    event("failed", four, { failure: { reason: "delivery_failed" } }),
    { type: 7 },
  ];
  const taken = await deliver("muster-bounces", told);
  expect(taken.explicitAcks).toHaveLength(told.length);
  const reasons = new Map((await bounced(account)).map(({ id, last_error }) => [id, last_error]));
  expect(mails.map(({ id }) => reasons.get(id))).toEqual([
    undefined,
    "550 Unknown",
    "Recipient is suppressed",
    "delivery_failed",
  ]);
});

test("M11 a mail that comes back before it is recorded is looked for again, and one of nobody's is let go in the end", async () => {
  const unknown = event("bounced", "nobody-knows-it");
  expect((await deliver("muster-bounces", [unknown])).retryMessages).toHaveLength(1);
  expect((await deliver("muster-bounces", [unknown], env, 4)).explicitAcks).toHaveLength(1);
});

test("M11 a mail that was sent again is not marked by what is told of the first time", async () => {
  const { account, mails } = await sent(1);
  const [first] = mails;
  const before = await messageOf(first?.id);
  await report({ mail: first?.id, reason: "mailbox full" });
  await expect.poll(async () => (await bounced(account)).length).toBe(1);
  await account.ask("POST", `/mails/${first?.id}/retry`, {});
  await account.settleMails();
  expect(await messageOf(first?.id)).not.toBe(before);
  await deliver("muster-bounces", [event("bounced", before, { bounce: { reason: "mailbox full" } })]);
  expect(await bounced(account)).toEqual([]);
});

test("M11 what the mail system calls its mails costs a row for many of them, and is forgotten after two weeks", async () => {
  const { account } = await sent(20);
  const receipts = () =>
    env.DB.prepare("SELECT mails FROM mail_receipts WHERE account = ?1").bind(account.id).all<{ mails: string }>();
  const { results } = await receipts();
  expect(results.length).toBeLessThan(5);
  expect(results.reduce((sum, { mails }) => sum + Object.keys(JSON.parse(mails)).length, 0)).toBe(20);
  await clearRunOut(env, Date.now() + 13 * 86_400_000);
  expect((await receipts()).results).toHaveLength(results.length);
  await clearRunOut(env, Date.now() + 15 * 86_400_000);
  expect((await receipts()).results).toEqual([]);
});

test("M11 the endings of mails are recorded though their account is removed meanwhile", async () => {
  const { account, mails } = await sent(1);
  const claim = {
    account: account.id,
    lease: "x",
    day: "2026-11-29",
    until: "",
    now: "",
    follow: "",
    passwordsExpireAt: "",
  };
  const ending = { id: mails[0]?.id ?? "", kind: "password", state: "sent", user: null } as const;
  await account.ask("DELETE", "", undefined);
  const ended = [{ ...ending, password_version: 1, message_id: "some-name" }];
  expect(await saveMailEndings(new AccountDatabase(env.DB), claim, ended)).toBe(0);
});

test("M11 development reports the bounce of a mail that there is, and takes nothing else", async () => {
  expect((await report({ mail: "mail_of_nobody", reason: "x" })).status).toBe(404);
  for (const json of [
    { mail: "mail_1" },
    { reason: "x" },
    { mail: "", reason: "x" },
    { mail: "a", reason: "x", now: true },
  ])
    expect((await report(json)).status).toBe(422);
});
