import { expect, test } from "vitest";
import { countSlow, type MailPause, nextProbe, pauseLeft, pauseReasonOf } from "../../../src/domain/mail/pause.ts";

const fails = (reason: string) => ({ kind: "passing", reason }) as const;
const accepted = { kind: "accepted" } as const;
const many = { slow: 0, isProbe: false };

test("M11 a used-up quota, a mail system that is not set up, one that cannot be reached and one that asks to slow down hold up every mail", () => {
  expect(pauseReasonOf(fails("E_DAILY_LIMIT_EXCEEDED"), many)).toBe("quota");
  expect(pauseReasonOf(fails("E_SENDER_NOT_VERIFIED"), many)).toBe("not_set_up");
  expect(pauseReasonOf(fails("E_SMTP_EAUTH"), many)).toBe("not_set_up");
  expect(pauseReasonOf(fails("E_RATE_LIMIT_EXCEEDED"), many)).toBe("slow");
  expect(pauseReasonOf(fails("E_SMTP_UNREACHABLE"), many)).toBe("slow");
});

test("M11 what is the one mail's affair holds up no other", () => {
  const mine = [
    accepted,
    fails("E_INTERNAL_SERVER_ERROR"),
    { kind: "refused", reason: "E_RECIPIENT_SUPPRESSED" } as const,
  ];
  expect(mine.map((outcome) => pauseReasonOf(outcome, many))).toEqual([null, null, null]);
});

test("M11 three sendings in a row over 5 s are a slow mail system, and so is one that is tried in a pause", () => {
  let slow = 0;
  for (const took of [5_001, 8_000, 5_000, 6_000, 6_000]) slow = countSlow(slow, took);
  expect([slow, pauseReasonOf(accepted, { slow, isProbe: false })]).toEqual([2, null]);
  slow = countSlow(slow, 5_001);
  expect(pauseReasonOf(accepted, { slow, isProbe: false })).toBe("slow");
  expect(pauseReasonOf(accepted, { slow: 1, isProbe: true })).toBe("slow");
});

test("M11 one mail is tried after 10 s, then at intervals that double up to 15 minutes", () => {
  const waits = [0, 1, 2, 3, 4, 5, 6, 7, 500].map((probes) => (nextProbe(1_000, probes) - 1_000) / 1_000);
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900]);
});

test("M10 M11 mails that somebody waits for are tried first; while one is tried, the others look again soon", () => {
  const pause: MailPause = {
    ...{
      reason: "quota",
      since: "1970-01-01T00:00:00.000Z",
      until: "1970-01-01T00:01:00.000Z",
      probes: 1,
      probe: null,
    },
  };
  expect(pauseLeft(pause, { now: 50_000, first: true })).toBe(10_000);
  expect(pauseLeft(pause, { now: 50_000, first: false })).toBe(12_000);
  expect(pauseLeft(pause, { now: 60_000, first: true })).toBe(0);
  expect(pauseLeft(pause, { now: 60_000, first: false })).toBe(2_000);
  expect(pauseLeft(pause, { now: 90_000, first: false })).toBe(0);
  expect(pauseLeft({ ...pause, probe: "lease" }, { now: 50_000, first: false })).toBe(2_000);
});
