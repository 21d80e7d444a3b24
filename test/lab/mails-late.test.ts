import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import type { Mail } from "../../src/store/mails/mails.ts";
import { removeAccounts } from "../support/lab/clean.ts";
import { consume, type Moments } from "../support/lab/late-consumer.ts";
import { MailLab } from "../support/lab/mail-lab.ts";
import { passTime, setRight } from "../support/lab/shifted-clock.ts";
import { pause } from "../support/site/http.ts";
import { hearLog } from "../support/site/log-lines.ts";

/** A consumer that lives may be late at any moment; no mail goes twice because of that (M4). */

afterEach(async () => {
  setRight();
  vi.restoreAllMocks();
  await removeAccounts();
});

const MAILS = 50;
const LATE_MS = 60_000;
/** So long after the claim sendings still begin. */
const STILL_BEGINS_MS = 10_000;
/** Longer than any lease. */
const LONG_MS = 300_000;

/** An account with as many mails as one message is for, which nobody sends but the test. */
async function waiting(count = MAILS): Promise<MailLab> {
  const lab = await MailLab.open();
  await lab.import(count, { passwords: "users" }, (n) => ({ email: `late-${n}@acme.example` }));
  lab.platform.bag = [];
  return lab;
}

const another = ({ account, mail }: MailLab) => consume(account.id, mail);
const sentOnce = (count: number) => Array(count).fill(1);
const timesOf = ({ mail }: MailLab) =>
  [...Map.groupBy(mail.arrived, ({ id }) => id).values()].map(({ length }) => length);

/** Consumers come until nothing is left to send. */
async function sendTheRest(lab: MailLab): Promise<void> {
  for (let looks = 0; looks < 4; looks += 1) {
    passTime(LONG_MS);
    await another(lab);
  }
}

/** Late by a minute, while another consumer looks what it could send. */
const late = (lab: MailLab) => {
  passTime(LATE_MS);
  return another(lab);
};

const worst: readonly [string, (lab: MailLab) => Moments][] = [
  ["right after the claim", (lab) => ({ afterBatch: (n) => (n === 1 ? late(lab) : undefined) })],
  [
    "right before sendings begin",
    (lab) => ({
      beforeSending: (n) => passTime(n === 6 ? LATE_MS : 0),
      duringSending: (n) => (n === 6 ? another(lab) : undefined),
    }),
  ],
  ["in the middle of a sending", (lab) => ({ duringSending: (n) => (n === 6 ? late(lab) : undefined) })],
  ["between the sendings and their record", (lab) => ({ beforeBatch: (n) => (n === 2 ? late(lab) : undefined) })],
  [
    "between two tries of the record",
    (lab) => ({
      beforeBatch: async (n) => {
        if (n === 4) await late(lab);
        passTime(n === 2 || n === 3 ? 5_000 : 0);
        if (n === 2 || n === 3) throw new Error("D1_ERROR: Network connection lost.");
      },
    }),
  ],
];

test.each(worst)("M4 each mail goes once, though its consumer is late by a minute %s", async (_, momentsOf) => {
  const lab = await waiting();
  const { afterBatch, ...moments } = momentsOf(lab);
  await consume(lab.account.id, lab.mail, {
    ...moments,
    afterBatch: async (n) => {
      if (n === 1) passTime(STILL_BEGINS_MS);
      await afterBatch?.(n);
    },
  });
  await sendTheRest(lab);
  expect(timesOf(lab)).toEqual(sentOnce(MAILS));
  const mails = await lab.account.list<Mail>("/mails");
  expect(mails.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(Array(MAILS).fill("sent 1"));
});

test.each([1, 3, 12])(
  "M4 each mail goes once, though each sending takes seconds and sending %i a minute",
  async (n) => {
    const lab = await waiting();
    await consume(lab.account.id, lab.mail, {
      duringSending: (sending) => {
        passTime(sending === n ? LATE_MS : 3_000);
        return another(lab);
      },
    });
    await sendTheRest(lab);
    expect(timesOf(lab)).toEqual(sentOnce(MAILS));
  },
);

test("M4 what a late consumer cannot send any more is given back at once, and does not count as tried", async () => {
  const lab = await waiting();
  await consume(lab.account.id, lab.mail, {
    afterBatch: async (n) => {
      if (n === 1) passTime(LATE_MS);
    },
  });
  expect(lab.mail.arrived).toEqual([]);
  const mails = await lab.account.list<Mail>("/mails");
  expect(mails.map(({ attempts, last_error }) => `${attempts} ${last_error}`)).toEqual(
    Array(MAILS).fill("0 E_POSTPONED"),
  );
  await another(lab);
  expect(timesOf(lab)).toEqual(sentOnce(MAILS));
});

test("M4 mails whose claim was answered with an error are given back at once", async () => {
  const lab = await waiting();
  const lost = consume(lab.account.id, lab.mail, {
    afterBatch: async (n) => {
      if (n === 1) throw new Error("D1_ERROR: Network connection lost.");
    },
  });
  await expect(lost).rejects.toThrow("Network connection lost");
  await another(lab);
  expect(timesOf(lab)).toEqual(sentOnce(MAILS));
  expect((await lab.account.list<Mail>("/mails")).every(({ attempts }) => attempts === 1)).toBe(true);
  const days = env.DB.prepare("SELECT mails FROM mail_days WHERE account = ?1").bind(lab.account.id);
  expect(await days.first("mails")).toBe(MAILS);
});

test("M4 a consumer that has lost its lease stops sending, changes nothing any more, and says so", async () => {
  const lab = await waiting();
  const logged = hearLog();
  const take = "UPDATE mails SET lease = 'other', leased_until = '9999' WHERE account = ?1";
  const { promise: taken, resolve } = Promise.withResolvers<void>();
  await consume(lab.account.id, lab.mail, {
    duringSending: async (n) => {
      if (n === 1) {
        await env.DB.prepare(take).bind(lab.account.id).run();
        passTime(3_000);
        resolve();
      }
      await taken;
    },
  });
  // Those that were on their way as the lease was lost, and no other.
  expect(lab.mail.arrived).toHaveLength(5);
  const kept = "SELECT DISTINCT state, lease, attempts, sent_at FROM mails WHERE account = ?1";
  const { results } = await env.DB.prepare(kept).bind(lab.account.id).all();
  expect(results).toEqual([{ state: "pending", lease: "other", attempts: 1, sent_at: null }]);
  const valid = env.DB.prepare("SELECT count(password_expires_at) AS n FROM users WHERE account = ?1");
  expect(await valid.bind(lab.account.id).first("n")).toBe(0);
  expect(logged.lines.filter((line) => line.includes("mail_lease_lost"))).not.toEqual([]);
});

test("M4 a sending that hangs holds up no record of the others", async () => {
  const lab = await waiting();
  const { promise: hanging, resolve: end } = Promise.withResolvers<void>();
  const consumed = consume(lab.account.id, lab.mail, { duringSending: (n) => (n === 2 ? hanging : undefined) });
  const pending = async () => (await lab.account.list<Mail>("/mails?state=pending")).length;
  while ((await pending()) > 1) await pause(50);
  expect(lab.mail.arrived).toHaveLength(MAILS - 1);
  // It hangs still.
  expect(await lab.account.list<Mail>("/mails?state=pending")).toMatchObject([{ attempts: 1, last_error: null }]);
  end();
  await consumed;
  expect(await pending()).toBe(0);
  expect(timesOf(lab)).toEqual(sentOnce(MAILS));
});
