import { expect, test } from "vitest";
import type { MailPause } from "../../../src/domain/mail/pause.ts";
import { type MailCount, whyMailsWait } from "../../../src/domain/mail/waiting.ts";

const waits = (error: string | null, until = "2026-11-23T00:00:00.000Z", kind: MailCount["kind"] = "password") => ({
  ...{ kind, error, until, mails: 1 },
  state: "pending" as const,
});

const paused = (reason: MailPause["reason"], until = "2026-11-23T00:10:00.000Z"): MailPause => ({
  ...{ reason, until, since: "2026-11-22T00:00:00.000Z", probes: 2, probe: null },
});

test("E9 why mails wait is known from their last error, with when the first of them is tried again", () => {
  expect(whyMailsWait([], null)).toBeNull();
  expect(whyMailsWait([waits(null), waits("E_PACED"), waits("E_RECIPIENT_SUPPRESSED")], null)).toBeNull();
  expect(whyMailsWait([waits("E_DAY_LIMIT", "2026-11-24T"), waits("E_DAY_LIMIT", "2026-11-23T")], null)).toEqual({
    ...{ reason: "day_limit", until: "2026-11-23T" },
  });
  expect(whyMailsWait([waits("E_TIMEOUT")], null)?.reason).toBe("slow");
  expect(whyMailsWait([waits("E_DAY_LIMIT"), waits("E_TIMEOUT")], null)?.reason).toBe("slow");
  expect(whyMailsWait([waits("E_TIMEOUT", "2026-11-23T", "import_finished")], null)).toBeNull();
});

test("M11 in a pause mails that would go before its end wait for that, whatever was said of them; others do not", () => {
  const until = "2026-11-23T00:10:00.000Z";
  expect(whyMailsWait([waits(null), waits("E_DAY_LIMIT")], paused("quota"))).toEqual({ reason: "quota", until });
  expect(whyMailsWait([waits("E_SMTP_EAUTH")], paused("not_set_up"))).toEqual({ reason: "not_set_up", until });
  expect(whyMailsWait([waits("E_DAY_LIMIT", "2026-11-24T")], paused("quota"))?.reason).toBe("day_limit");
  expect(whyMailsWait([waits(null, "2026-11-23T", "import_finished")], paused("slow"))).toBeNull();
  expect(whyMailsWait([{ ...waits(null), state: "sent" }], paused("slow"))).toBeNull();
});
