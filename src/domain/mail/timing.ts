import { MAX_MAIL_DAYS_AHEAD } from "../limits.ts";

/** When the mails of an import's users go where no time is given: at once, or when somebody releases them (M9). */
export const mailTimes = ["now", "hold"] as const;
export type MailTime = (typeof mailTimes)[number];

/** When the password mails and the Welcome mails of an import go (M9). */
export type MailTiming = {
  readonly mails: MailTime;
  /** In UTC; null where no time was given. One that has passed is as good as now. */
  readonly mails_at: string | null;
};

const DAY_MS = 86_400_000;

/** Tells why mails cannot be told to wait for a time, as it is now (milliseconds); null where they can. */
export function whyNotAt(time: string, now: number): "mails_past" | "mails_too_far" | null {
  const wait = Date.parse(time) - now;
  if (wait < 0) return "mails_past";
  return wait > MAX_MAIL_DAYS_AHEAD * DAY_MS ? "mails_too_far" : null;
}
