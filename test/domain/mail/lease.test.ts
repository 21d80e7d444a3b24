import { expect, test } from "vitest";
import { CALL_TIMEOUT_MS, MAIL_TIMEOUT_MS } from "../../../src/domain/limits.ts";
import {
  coversSending,
  endsOfTheDead,
  leaseEnd,
  RECORD_EVERY_MS,
  RECORD_TRY_MS,
  waitForHeld,
} from "../../../src/domain/mail/lease.ts";

const MINUTE = 60_000;

test("M4 a lease covers a sending only if a consumer that is a minute late has sent and recorded before it ends", () => {
  const end = leaseEnd(0);
  const latest = Array.from({ length: end / 1_000 }, (_, second) => second * 1_000).findLast((now) =>
    coversSending(end, now),
  );
  expect(latest).toBe(11_000);
  const triesAndPauses = 3 * (RECORD_TRY_MS + RECORD_EVERY_MS);
  expect(11_000 + MINUTE + MAIL_TIMEOUT_MS + CALL_TIMEOUT_MS + triesAndPauses).toBeLessThanOrEqual(end);
  expect(coversSending(end, 11_001)).toBe(false);
});

test("M4 leases from before the coordinator came up belong to the dead 20 s later, those taken since never", () => {
  const since = 1_000_000;
  expect(endsOfTheDead(since, since + 19_999)).toBeNull();
  const before = endsOfTheDead(since, since + 20_000) ?? 0;
  expect(leaseEnd(since - 1)).toBeLessThan(before);
  expect(leaseEnd(since)).not.toBeLessThan(before);
});

test("M4 held mails are looked at every five seconds, and at the moment from which they may be the dead's", () => {
  expect(waitForHeld(0, 3_000)).toBe(5_000);
  expect(waitForHeld(0, 18_500)).toBe(1_500);
  expect(waitForHeld(0, 20_000)).toBe(5_000);
  expect(waitForHeld(0, MINUTE)).toBe(5_000);
});
