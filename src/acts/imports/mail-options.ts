import { type MailTime, type MailTiming, whyNotAt } from "../../domain/mail/timing.ts";
import { readMoment } from "../../domain/moment.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";

type Asked = { readonly mails: MailTime | undefined; readonly mails_at: string | undefined };

/**
 * Reads when mails are to go: at once, at a time, or when somebody releases them (M9). `now` is null where the time was
 * accepted before: it may have passed since.
 */
export function readMailTiming({ mails, mails_at }: Asked, now: string | null): Result<MailTiming> {
  if (mails_at === undefined) return done({ mails: mails ?? "now", mails_at: null });
  if (mails !== undefined) return refuse("invalid_option", { about: "mails_both" });
  const at = readMoment(mails_at);
  if (at === null) return refuse("invalid_option", { about: "option", name: "mails_at", rule: { rule: "timestamp" } });
  const why = now === null ? null : whyNotAt(at, Date.parse(now));
  return why === null ? done({ mails: "now", mails_at: at }) : refuse("invalid_option", { about: why });
}
