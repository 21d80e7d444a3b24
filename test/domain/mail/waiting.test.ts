import { expect, test } from "vitest";
import { type MailCount, whyMailsWait } from "../../../src/domain/mail/waiting.ts";

const waits = (error: string | null, until = "2026-11-23T00:00:00.000Z", kind: MailCount["kind"] = "password") => ({
  ...{ kind, error, until, mails: 1 },
  state: "pending" as const,
});

test("E9 why mails wait is known from their last error, with when the first of them is tried again", () => {
  expect(whyMailsWait([])).toBeNull();
  expect(whyMailsWait([waits(null), waits("E_PACED"), waits("E_RECIPIENT_SUPPRESSED")])).toBeNull();
  expect(whyMailsWait([waits("E_DAY_LIMIT", "2026-11-24T"), waits("E_DAY_LIMIT", "2026-11-23T")])).toEqual({
    ...{ reason: "day_limit", until: "2026-11-23T" },
  });
  expect(whyMailsWait([waits("E_DAILY_LIMIT_EXCEEDED")])?.reason).toBe("quota");
  expect(whyMailsWait([waits("E_TIMEOUT")])?.reason).toBe("slow");
  expect(whyMailsWait([waits("E_SMTP_EAUTH")])?.reason).toBe("not_set_up");
});

test("E9 what only a person can end is told before what ends by itself, and the mail of the end does not count", () => {
  expect(whyMailsWait([waits("E_DAY_LIMIT"), waits("E_TIMEOUT"), waits("E_SENDER_NOT_VERIFIED")])?.reason).toBe(
    "not_set_up",
  );
  expect(whyMailsWait([waits("E_TIMEOUT", "2026-11-23T", "import_finished")])).toBeNull();
});
