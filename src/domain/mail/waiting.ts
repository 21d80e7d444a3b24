import type { MailKind, MailState } from "./mail.ts";
import { type MailPause, pauseReasons } from "./pause.ts";

/** Why mails wait that nobody holds: the account's day is full, or the mail system takes none. */
export const waitingReasons = [...pauseReasons, "day_limit"] as const;
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

/** What one mail's last try says of why it waits; that nothing goes at all is told by the pause. */
const reasons: Readonly<Record<string, WaitingReason>> = {
  E_DAY_LIMIT: "day_limit",
  E_POSTPONED: "slow",
  E_TIMEOUT: "slow",
};

/**
 * Tells why mails to the users of an import wait, and until when: for the end of a pause where some would go before that,
 * else for what was said of them. Null where no reason is known.
 */
export function whyMailsWait(counts: readonly MailCount[], pause: MailPause | null): Waiting | null {
  const pending = counts.filter(({ kind, state }) => kind !== "import_finished" && state === "pending");
  if (pause && pending.some(({ until }) => until <= pause.until)) return { reason: pause.reason, until: pause.until };
  const waiting = pending.flatMap(({ error, until }) => {
    const reason = error === null ? undefined : reasons[error];
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
export const noMails: ImportMails = {
  pending: 0,
  held: 0,
  sent: 0,
  failed: 0,
  bounced: 0,
  cancelled: 0,
  waiting: null,
};

/** Sums up the mails to the users of an import by their states, with the pause there is (X1, M9, M11). */
export function sumOfMails(all: readonly MailCount[], pause: MailPause | null): ImportMails {
  const counts = all.filter(({ kind }) => kind !== "import_finished");
  const many = (wanted: MailState) =>
    counts.reduce((sum, { state: has, mails }) => (has === wanted ? sum + mails : sum), 0);
  return {
    pending: many("pending"),
    held: many("held"),
    sent: many("sent"),
    failed: many("failed"),
    bounced: many("bounced"),
    cancelled: many("cancelled"),
    waiting: whyMailsWait(counts, pause),
  };
}
