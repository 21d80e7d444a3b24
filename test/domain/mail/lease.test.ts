import { expect, test } from "vitest";
import { CALL_TIMEOUT_MS, MAIL_TIMEOUT_MS } from "../../../src/domain/limits.ts";
import { coversSending, deadLeases, leaseEnd, RECORD_EVERY_MS, RECORD_TRY_MS } from "../../../src/domain/mail/lease.ts";

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

test("M4 leases from before the isolate came up belong to the dead 20 s later, those taken since never", () => {
  const since = 1_000_000;
  const { endBefore, from } = deadLeases(since);
  expect(from).toBe(since + 20_000);
  expect(leaseEnd(since - 1)).toBeLessThan(endBefore);
  expect(leaseEnd(since)).not.toBeLessThan(endBefore);
});
