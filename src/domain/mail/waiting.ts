import type { MailKind, MailState } from "./mail.ts";

/** Why mails wait that nobody holds: the account's day is full, or the mail system takes none. */
export const waitingReasons = ["not_set_up", "quota", "slow", "day_limit"] as const;
export type WaitingReason = (typeof waitingReasons)[number];

/** Why mails of an import wait, and when the first of them is tried again. */
export type Waiting = { readonly reason: WaitingReason; readonly until: string };

/** How many mails of a kind are in a state; of those that wait, with their last error and when the first is due. */
export type MailCount = {
  readonly kind: MailKind;
  readonly state: MailState;
  readonly error: string | null;
  readonly until: string;
  readonly mails: number;
};

const reasons: Readonly<Record<string, WaitingReason>> = {
  E_DAY_LIMIT: "day_limit",
  E_DAILY_LIMIT_EXCEEDED: "quota",
  E_POSTPONED: "slow",
  E_TIMEOUT: "slow",
  E_RATE_LIMIT_EXCEEDED: "slow",
  E_SENDER_NOT_VERIFIED: "not_set_up",
  E_SMTP_NOT_CONFIGURED: "not_set_up",
  E_SMTP_EAUTH: "not_set_up",
  E_SMTP_ETLS: "not_set_up",
};

/** Tells why mails to the users of an import wait: the reason that only a person can end comes first. Null where none is known. */
export function whyMailsWait(counts: readonly MailCount[]): Waiting | null {
  const waiting = counts.flatMap(({ kind, error, until }) => {
    const reason = kind === "import_finished" || error === null ? undefined : reasons[error];
    return reason === undefined ? [] : [{ reason, until }];
  });
  for (const reason of waitingReasons) {
    const [first] = waiting.filter((one) => one.reason === reason).toSorted((a, b) => (a.until < b.until ? -1 : 1));
    if (first) return first;
  }
  return null;
}
