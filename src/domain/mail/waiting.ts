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

/** What has become of the mails to the users of an import, and why some wait; null where none waits for a known reason. */
export type ImportMails = { readonly [S in MailState]: number } & { readonly waiting: Waiting | null };

/** What there is of mails to the users of a draft. */
export const noMails: ImportMails = { pending: 0, held: 0, sent: 0, failed: 0, cancelled: 0, waiting: null };

/** Sums up the mails to the users of an import by their states (X1, M9). */
export function sumOfMails(all: readonly MailCount[]): ImportMails {
  const counts = all.filter(({ kind }) => kind !== "import_finished");
  const many = (wanted: MailState) =>
    counts.reduce((sum, { state: has, mails }) => (has === wanted ? sum + mails : sum), 0);
  return {
    pending: many("pending"),
    held: many("held"),
    sent: many("sent"),
    failed: many("failed"),
    cancelled: many("cancelled"),
    waiting: whyMailsWait(counts),
  };
}
