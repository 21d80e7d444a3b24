import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import { AccountDatabase } from "../../src/store/database.ts";
import type { Mail } from "../../src/store/mails/mails.ts";
import { beginPause } from "../../src/store/mails/pause.ts";
import { removeAccounts } from "../support/lab/clean.ts";
import { FailingMail, MailLab } from "../support/lab/mail-lab.ts";
import { passTime, setRight } from "../support/lab/shifted-clock.ts";

afterEach(async () => {
  setRight();
  await env.DB.prepare("DELETE FROM mail_pause").run();
  await removeAccounts();
});

const HOUR_MS = 3_600_000;
const person = (name: string) => (n: number) => ({ email: `${name}-${n}@pause.example` });
const mailsOf = ({ account }: MailLab) => account.list<Mail>("/mails");
const pauseNow = () =>
  env.DB.prepare("SELECT reason, until, probes FROM mail_pause").first<{
    reason: string;
    until: string;
    probes: number;
  }>();
const waitingOf = async ({ account }: MailLab, id: string) =>
  ((await account.import(id)) as unknown as { mails: { waiting: unknown } }).mails.waiting;

/** A mail system that takes so many mails, then none for an hour, and then all. */
function withQuota(most: number, code = "E_DAILY_LIMIT_EXCEEDED"): FailingMail {
  let until = 0;
  const mail: FailingMail = new FailingMail(() => {
    if (until === 0 && mail.arrived.length >= most) until = Date.now() + HOUR_MS;
    return Date.now() < until ? code : null;
  });
  return mail;
}

test("M11 the quota is used up at mail 300 of 2,000, for an hour: nothing fails, no try is counted, and all go afterwards", async () => {
  const mail = withQuota(300);
  const lab = await MailLab.open({}, { silent: false }, mail);
  const importId = await lab.import(1_000, { passwords: "users" }, person("quota"));
  await lab.look();
  expect(mail.arrived).toHaveLength(300);
  const pause = await pauseNow();
  expect(pause).toMatchObject({ reason: "quota", probes: 0 });
  expect(await waitingOf(lab, importId)).toEqual({ reason: "quota", until: pause?.until });
  const [triedInVain, began] = [mail.tries - 300, Date.now()];
  // As many as are on their way at once: in two messages, and two more, since the alarm rang before those had come.
  expect(triedInVain).toBeLessThanOrEqual(20);

  let looks = 0;
  for (; mail.arrived.length === 300 && looks < 40; looks += 1) await lab.look();
  // The first try after the hour came at most 15 minutes late, and the tries in between were one at a time, ever rarer.
  expect(Date.now() - began).toBeLessThan(HOUR_MS + 900_000 + 10_000);
  expect(mail.tries - 300 - triedInVain - mail.arrived.length + 300).toBeLessThanOrEqual(10);
  for (; lab.platform.alarmAt !== null && looks < 100; looks += 1) await lab.look();
  const mails = await mailsOf(lab);
  expect(mails).toHaveLength(2_000);
  expect(new Set(mails.map(({ state, attempts }) => `${state} ${attempts}`))).toEqual(new Set(["sent 1"]));
  expect(new Set(mail.arrived.map(({ id }) => id)).size).toBe(mail.arrived.length);
  expect(await pauseNow()).toBeNull();
  expect(await waitingOf(lab, importId)).toBeNull();
}, 120_000);

test.each(["E_RATE_LIMIT_EXCEEDED", "E_SENDER_NOT_VERIFIED"])(
  "M11 %s pauses the mails of every account, and the first one that goes again ends it for all",
  async (code) => {
    const mail = withQuota(3, code);
    const lab = await MailLab.open({}, {}, mail);
    const other = await MailLab.open({}, {}, mail);
    await lab.import(20, { passwords: "users" }, person("one"));
    await lab.look();
    await other.import(20, { passwords: "users" }, person("other"));
    const tries = mail.tries;
    await other.platform.flow();
    // The other account's have not been tried at all.
    expect(mail.tries).toBe(tries);
    passTime(HOUR_MS + 900_000);
    await other.look();
    expect(await pauseNow()).toBeNull();
    for (let looks = 0; looks < 3; looks += 1) for (const one of [other, lab]) await one.look();
    const ends = [...(await mailsOf(lab)), ...(await mailsOf(other))].map(
      ({ state, attempts }) => `${state} ${attempts}`,
    );
    expect(ends).toEqual(Array(40).fill("sent 1"));
  },
);

test("M10 a mail that somebody waits for goes while 2,000 of an import are due, and in a pause it is the one that is tried", async () => {
  const mail = withQuota(60);
  const lab = await MailLab.open({}, { silent: false }, mail);
  await lab.import(1_000, { passwords: "users" }, person("crowd"));
  await lab.account.call("POST", "/administrators", { json: { email: "robin@waits.example" } });
  const first = lab.platform.bag.filter(({ queue }) => queue === "muster-mails-first");
  expect(first).toHaveLength(1);
  // Not one message of the others has come.
  await lab.platform.deliver([first]);
  expect(mail.arrived.map(({ to }) => to)).toEqual(["robin@waits.example"]);
  lab.platform.bag = lab.platform.bag.filter((message) => !first.includes(message));
  await lab.look();
  expect(mail.arrived).toHaveLength(60);

  await lab.account.call("POST", "/administrators", { json: { email: "kim@waits.example" } });
  await lab.platform.flow();
  expect(mail.arrived).toHaveLength(60);
  passTime(HOUR_MS);
  await lab.look();
  expect(mail.arrived.slice(60).map(({ to }) => to)[0]).toBe("kim@waits.example");
});

test("M11 three slow answers in a row are a pause, and so is a slow one to the mail that is tried", async () => {
  let slow = 6_000;
  const mail = new FailingMail(() => {
    passTime(slow);
    return null;
  });
  const lab = await MailLab.open({}, {}, mail);
  await lab.import(30, { passwords: "users" }, person("slow"));
  await lab.look();
  expect((await pauseNow())?.reason).toBe("slow");
  const before = mail.arrived.length;
  expect(before).toBeLessThan(10);
  for (let probes = 1; probes <= 2; probes += 1) {
    await lab.look();
    expect([mail.arrived.length, (await pauseNow())?.probes]).toEqual([before + probes, probes]);
  }
  slow = 0;
  for (let looks = 0; looks < 4; looks += 1) await lab.look();
  expect(await pauseNow()).toBeNull();
  expect((await mailsOf(lab)).map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(Array(30).fill("sent 1"));
});

test("M11 a mail with nothing to say is no try: the next one is tried at once, and the pause is not prolonged by it", async () => {
  const mail = withQuota(5);
  const lab = await MailLab.open({}, {}, mail);
  await lab.import(20, { passwords: "users" }, person("replaced"));
  await lab.look();
  expect((await pauseNow())?.reason).toBe("quota");
  // What is left where a password is replaced at the moment in which its mail is claimed.
  await env.DB.prepare(
    `UPDATE users SET password_version = password_version + 1 WHERE account = ?1 AND id IN (
       SELECT user_id FROM mails WHERE account = ?1 AND state = 'pending' ORDER BY due_at LIMIT 14)`,
  )
    .bind(lab.account.id)
    .run();
  passTime(HOUR_MS + 900_000);
  await lab.look();
  expect(await pauseNow()).toBeNull();
  expect(mail.arrived).toHaveLength(6);
  const ends = (await mailsOf(lab)).map(({ state, last_error }) => `${state} ${last_error ?? ""}`.trim());
  expect(ends.toSorted()).toEqual([...Array(14).fill("cancelled E_SUPERSEDED"), ...Array(6).fill("sent")]);
}, 60_000);

test("M11 whoever tells late that no mail goes begins no pause where all have gone meanwhile: none would be left to end it", async () => {
  const lab = await MailLab.open();
  const noticed = { reason: "quota", now: Date.now() } as const;
  await lab.import(2, { passwords: "users" }, person("late"));
  for (let looks = 0; lab.platform.alarmAt !== null && looks < 100; looks += 1) await lab.look();
  expect((await mailsOf(lab)).filter(({ state }) => state !== "sent")).toEqual([]);
  await beginPause(new AccountDatabase(env.DB), lab.account.id, noticed);
  expect(await pauseNow()).toBeNull();
  await lab.import(2, { passwords: "users" }, person("waiting"));
  await beginPause(new AccountDatabase(env.DB), lab.account.id, noticed);
  expect(await pauseNow()).toMatchObject({ reason: "quota" });
});

test("M11 a pause in which all that waited was cancelled ends with the next round of the cron, and no other does", async () => {
  const mail = withQuota(5);
  const lab = await MailLab.open({}, {}, mail);
  const cron = () => lab.platform.cron(0);
  const id = await lab.import(20, { passwords: "users" }, person("cancelled"));
  await lab.look();
  passTime(60_000);
  await cron();
  expect(await pauseNow()).toMatchObject({ reason: "quota" });
  // A try that is due while the cron looks is that of a mail that waits.
  await lab.account.ask("POST", "/users/bulk", { json: { import: id, action: "delete" } });
  expect((await mailsOf(lab)).filter(({ state }) => state === "pending")).toEqual([]);
  await env.DB.prepare("UPDATE mail_pause SET until = ?1")
    .bind(new Date(Date.now() + 60_000).toISOString())
    .run();
  await cron();
  expect(await pauseNow()).toMatchObject({ reason: "quota" });
  passTime(60_000);
  await cron();
  expect(await pauseNow()).toBeNull();
  // The next mail is tried like any other.
  await lab.import(1, { passwords: "users" }, person("next"));
  passTime(HOUR_MS);
  for (let looks = 0; lab.platform.alarmAt !== null && looks < 20; looks += 1) await lab.look();
  expect(mail.arrived.at(-1)?.to).toBe("next-0@pause.example");
});
