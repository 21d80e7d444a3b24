import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import { MailDesk } from "../../src/background/mail/desk.ts";
import { leaseEnd } from "../../src/domain/mail/lease.ts";
import type { Mail } from "../../src/store/mails/mails.ts";
import { removeAccounts } from "../support/lab/clean.ts";
import { FailingMail, MailLab } from "../support/lab/mail-lab.ts";
import { platformFor } from "../support/lab/platform.ts";
import { passTime, setRight } from "../support/lab/shifted-clock.ts";

afterEach(async () => {
  setRight();
  await removeAccounts();
});

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DESK = "it-desk@partner.example";
const toDesk = { passwords: "recipient", password_recipient: DESK };
const fast = { MAILS_PER_MINUTE_TO_ONE: "5" };

/** A minute, or a day, has just begun. */
const begin = (milliseconds: number) => passTime(milliseconds - (Date.now() % milliseconds));
const person = (name: string) => (n: number) => ({ email: `${name}-${n}@acme.example` });
const countBy = <Thing>(things: readonly Thing[], keyOf: (thing: Thing) => unknown) =>
  [...Map.groupBy(things, keyOf).values()].map(({ length }) => length);
const minuteOf = ({ at }: { readonly at: number }) => Math.floor(at / MINUTE_MS);
const mailsOf = ({ account }: MailLab) => account.list<Mail>("/mails");
const stateOf = ({ state, attempts, last_error }: Mail) => `${state} ${attempts} ${last_error}`;

test("M2 M4 1,000 users with password and Welcome, all passwords to one recipient: each mail arrives once, though one try in ten fails", async () => {
  const failing = new FailingMail((attempt) => (attempt % 10 === 0 ? "E_INTERNAL_SERVER_ERROR" : null));
  const lab = await MailLab.open({}, { silent: false }, failing);
  const importId = await lab.import(1_000, toDesk, person("crowd"));
  begin(MINUTE_MS);
  await lab.look();
  const welcomes = failing.arrived.filter(({ to }) => to !== DESK);
  // Nobody's Welcome waits for the desk's passwords.
  expect(welcomes.length).toBeGreaterThan(880);
  for (let looks = 0; lab.platform.alarmAt !== null && looks < 500; looks += 1) await lab.look();

  const mails = await lab.account.list<Mail>(`/mails?import=${importId}`);
  expect(mails).toHaveLength(2_000);
  expect(new Set(mails.map(({ state }) => state))).toEqual(new Set(["sent"]));
  expect(failing.arrived.map(({ id }) => id).sort()).toEqual(mails.map(({ id }) => id).sort());
  expect(failing.tries).toBeGreaterThan(2_200);
  const desk = failing.arrived.filter(({ to }) => to === DESK);
  expect(new Set(desk.map(({ subject }) => subject)).size).toBe(1_000);
  const each = countBy(desk, minuteOf);
  expect(Math.max(...each)).toBeLessThanOrEqual(50);
  expect(each.length).toBeLessThan(30);
}, 120_000);

test("M2 of the passwords for one mailbox only so many go out in a minute; the others say why they wait, and for when", async () => {
  const lab = await MailLab.open(fast, { silent: false });
  await lab.import(12, toDesk, person("desk"));
  begin(MINUTE_MS);
  const minute = Date.now() - (Date.now() % MINUTE_MS);
  await lab.look();
  expect(countBy(lab.mail.arrived, ({ to }) => to === DESK).sort()).toEqual([12, 5]);
  const waiting = (await mailsOf(lab)).filter(({ state }) => state === "pending");
  expect(waiting.map(stateOf)).toEqual(Array(7).fill("pending 0 E_PACED"));
  const due = await env.DB.prepare("SELECT due_at FROM mails WHERE account = ?1 AND state = 'pending' ORDER BY due_at")
    .bind(lab.account.id)
    .all<{ due_at: string }>();
  const minutes = due.results.map(({ due_at }) => (Date.parse(due_at) - minute) / MINUTE_MS);
  expect(minutes).toEqual([1, 1, 1, 1, 1, 2, 2]);
});

test("M2 a second import to the same mailbox lines up behind the first; another mailbox has a pace of its own", async () => {
  const lab = await MailLab.open(fast);
  await lab.import(8, toDesk, person("first"));
  await lab.import(8, { ...toDesk, password_recipient: DESK.toUpperCase() }, person("second"));
  await lab.import(4, { ...toDesk, password_recipient: "other@partner.example" }, person("third"));
  begin(MINUTE_MS);
  await lab.look();
  expect(countBy(lab.mail.arrived, ({ to }) => to.toLowerCase() === DESK).sort()).toEqual([4, 5]);
  for (let looks = 0; lab.platform.alarmAt !== null && looks < 20; looks += 1) await lab.look();
  const desk = lab.mail.arrived.filter(({ to }) => to.toLowerCase() === DESK);
  expect(desk).toHaveLength(16);
  expect(Math.max(...countBy(desk, minuteOf))).toBeLessThanOrEqual(5);
});

test("M2 what has waited too long, because nothing went out for a while, does not come all at once either", async () => {
  const lab = await MailLab.open(fast);
  await lab.import(20, toDesk, person("late"));
  begin(MINUTE_MS);
  await lab.look();
  passTime(10 * MINUTE_MS);
  begin(MINUTE_MS);
  for (let looks = 0; lab.platform.alarmAt !== null && looks < 20; looks += 1) await lab.look();
  expect(lab.mail.arrived).toHaveLength(20);
  expect(Math.max(...countBy(lab.mail.arrived, minuteOf))).toBeLessThanOrEqual(5);
});

test("M2 mails to the users themselves are never paced, and pacing costs them no call of D1", async () => {
  const lab = await MailLab.open({ MAILS_PER_MINUTE_TO_ONE: "1" }, { silent: false });
  const importId = await lab.import(20, { passwords: "users" }, person("own"));
  await lab.look();
  expect(lab.mail.arrived).toHaveLength(40);
  await lab.look();
  const { mail_cost } = await lab.account.import(importId);
  expect(mail_cost).toMatchObject({ d1_queries: 2, queue_messages: 1 });
});

test("S6 beyond its mails of a day an account's mails wait for the next one, and none is lost or fails", async () => {
  const lab = await MailLab.open({ MAILS_PER_DAY: "60" });
  begin(DAY_MS);
  await lab.import(135, { passwords: "users" }, person("day"));
  await lab.platform.deliver(lab.platform.bag.splice(0).map((message) => [message]));
  await lab.look();
  await lab.look();
  expect(lab.mail.arrived).toHaveLength(60);
  const waiting = (await mailsOf(lab)).filter(({ state }) => state === "pending");
  expect(waiting.map(stateOf)).toEqual(Array(75).fill("pending 0 E_DAY_LIMIT"));
  for (const sent of [120, 135]) {
    begin(DAY_MS);
    await lab.platform.cron();
    for (let looks = 0; looks < 3; looks += 1) await lab.look();
    expect(lab.mail.arrived).toHaveLength(sent);
  }
  expect((await mailsOf(lab)).every(({ state, attempts }) => state === "sent" && attempts === 1)).toBe(true);
});

test("S6 only what was handed over counts, each account for itself", async () => {
  const failing = new FailingMail((attempt) => (attempt <= 15 ? "E_INTERNAL_SERVER_ERROR" : null));
  const lab = await MailLab.open({ MAILS_PER_DAY: "15" }, {}, failing);
  const other = await MailLab.open({ MAILS_PER_DAY: "15" });
  begin(DAY_MS);
  await lab.import(15, { passwords: "users" }, person("counted"));
  await other.import(15, { passwords: "users" }, person("counted"));
  await lab.look();
  expect((await mailsOf(lab)).map(stateOf)).toEqual(Array(15).fill("pending 1 E_INTERNAL_SERVER_ERROR"));
  passTime(MINUTE_MS);
  for (let looks = 0; looks < 3; looks += 1) await lab.look();
  await other.look();
  expect((await mailsOf(lab)).map(stateOf)).toEqual(Array(15).fill("sent 2 null"));
  expect(other.mail.arrived).toHaveLength(15);
});

test("M4 a refusal that no second try can change ends a mail at once", async () => {
  const lab = await MailLab.open({}, {}, new FailingMail(() => "E_RECIPIENT_SUPPRESSED"));
  await lab.import(3, { passwords: "users" }, person("refused"));
  for (let looks = 0; looks < 4; looks += 1) await lab.look();
  expect((await mailsOf(lab)).map(stateOf)).toEqual(Array(3).fill("failed 1 E_RECIPIENT_SUPPRESSED"));
  expect(lab.mail.tries).toBe(3);
});

test("M7 a mail is sent at once, also right after another, without waiting for the alarm", async () => {
  const lab = await MailLab.open();
  await lab.import(1, { passwords: "users" }, person("reset"));
  await lab.platform.flow();
  const [user] = await lab.account.list<{ id: string }>("/users");
  for (const sent of [2, 3]) {
    await lab.account.call("POST", `/users/${user?.id}/voicemail-pin-reset`);
    await lab.platform.flow();
    expect(lab.mail.arrived).toHaveLength(sent);
  }
});

/** Somebody has claimed so many mails at a time, and is not heard of again. */
const hold = ({ account }: MailLab, count: number, at: number) =>
  env.DB.prepare(
    "UPDATE mails SET leased_until = ?2, lease = 'dead' WHERE id IN (SELECT id FROM mails WHERE account = ?1 LIMIT ?3)",
  )
    .bind(account.id, new Date(leaseEnd(at)).toISOString(), count)
    .run();

/** The object has the account's mails sent, in an isolate that came up at a time; tells at what time it wants to look again. */
async function lookSince({ account, platform }: MailLab, isolateSince: number): Promise<number> {
  const bindings = platformFor(account.id).env(env);
  const given = { account: account.id, since: isolateSince, isolateSince };
  const object = env.COORDINATORS.getByName(account.id);
  const wait = await runInDurableObject(object, (_, { storage }) =>
    new MailDesk(storage.kv, bindings, given).sendDue(),
  );
  const again = Date.now() + (wait ?? Number.POSITIVE_INFINITY);
  await platform.flow();
  return again;
}

test("M4 mails of a consumer that died with the process are sent 20 s after it is up again, however many others went out meanwhile", async () => {
  const lab = await MailLab.open();
  await lab.import(70, { passwords: "users" }, person("held"));
  lab.platform.bag = [];
  const up = Date.now();
  await hold(lab, 20, up - 1);
  await lookSince(lab, up);
  expect(lab.mail.arrived).toHaveLength(50);
  let again = await lookSince(lab, up);
  // It looks at short intervals: whoever dies meanwhile must find an alarm that is near.
  expect(again).toBeLessThanOrEqual(Date.now() + 5_000);
  for (; again < up + 20_000; again = await lookSince(lab, up)) {
    expect(lab.mail.arrived).toHaveLength(50);
    passTime(again - Date.now());
  }
  // Long before the lease would have ended.
  expect(again).toBeLessThan(up + 40_000);
  passTime(again - Date.now());
  await lookSince(lab, up);
  expect(lab.mail.arrived).toHaveLength(70);
});

test("M4 a consumer keeps its lease though the object comes up anew: only its process could have taken it along", async () => {
  const lab = await MailLab.open();
  await lab.import(20, { passwords: "users" }, person("kept"));
  lab.platform.bag = [];
  const held = Date.now();
  await hold(lab, 20, held);
  await lab.platform.evict();
  for (let looks = 0; lab.mail.arrived.length === 0 && looks < 10; looks += 1) {
    passTime(21_000);
    await lab.platform.cron(0);
    await lab.platform.flow();
  }
  expect(Date.now()).toBeGreaterThan(leaseEnd(held));
  expect(lab.mail.arrived).toHaveLength(20);
});

test("S6 a link to sign in with is sent today, although the account has had its mails of the day", async () => {
  const lab = await MailLab.open({ MAILS_PER_DAY: "20" });
  begin(DAY_MS);
  await lab.import(30, { passwords: "users" }, person("full"));
  await lab.platform.flow();
  expect(lab.mail.arrived).toHaveLength(20);
  await lab.account.call("POST", "/administrators", { json: { email: "robin@late.example" } });
  await lab.platform.flow();
  await lab.look();
  expect(lab.mail.arrived.map(({ to }) => to)).toContain("robin@late.example");
  expect(lab.mail.arrived).toHaveLength(21);
});
