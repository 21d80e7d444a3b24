import { MAIL_RETRY_SECONDS, MAILS_PER_MINUTE_TO_ONE } from "../../domain/limits.ts";
import { mailsPerDay } from "../../domain/mail/day.ts";

/** How many mails may go out, and when a failed one is tried again. */
export type MailLimits = {
  readonly perDay: number;
  readonly perMinuteToOne: number;
  readonly firstRetryMs: number;
};

/** The limits of this deployment: what is configured, else Muster's own (S6). */
export function mailLimits(env: Env): MailLimits {
  return {
    perDay: mailsPerDay(env.MAILS_PER_DAY),
    perMinuteToOne: wholeNumber(env.MAILS_PER_MINUTE_TO_ONE, MAILS_PER_MINUTE_TO_ONE),
    firstRetryMs: wholeNumber(env.MAIL_RETRY_SECONDS, MAIL_RETRY_SECONDS) * 1_000,
  };
}

function wholeNumber(configured: string | undefined, otherwise: number): number {
  return configured !== undefined && /^[1-9][0-9]{0,8}$/.test(configured) ? Number(configured) : otherwise;
}
