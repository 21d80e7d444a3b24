/** What the coordinator saw of its mails: how many were due, and when it last sent messages for them, how often in vain. */
export type MailLook = {
  readonly due: number;
  /** Milliseconds. */
  readonly sentAt: number;
  readonly times: number;
};

/** So long are messages waited for that seem to move nothing; twice as long each further time, up to five minutes (milliseconds). */
const PATIENCE_MS = 5_000;
const MOST_PATIENCE_MS = 300_000;

/**
 * Decides for how many of the due mails messages are sent, and what is remembered of it. `since` is when the coordinator
 * came up: messages that were sent before may have died with its predecessor.
 */
export function planMails(
  last: MailLook | null,
  { due, now, since }: { readonly due: number; readonly now: number; readonly since: number },
): { readonly mails: number; readonly look: MailLook } {
  const first = { mails: due, look: { due, sentAt: now, times: 1 } };
  if (!last || last.sentAt < since || last.due === 0) return first;
  // Of more than before, the messages for the others are on their way.
  if (due > last.due) return { mails: due - last.due, look: { due, sentAt: now, times: 1 } };
  if (due < last.due) return { mails: 0, look: { due, sentAt: now, times: 1 } };
  const patience = Math.min(MOST_PATIENCE_MS, PATIENCE_MS * 2 ** (last.times - 1));
  if (now - last.sentAt < patience) return { mails: 0, look: last };
  return { mails: due, look: { due, sentAt: now, times: last.times + 1 } };
}
