import { MAILS_PER_MESSAGE } from "../limits.ts";

/** What the coordinator saw of its mails: how many were due, and when it last sent messages for them, how often in vain. */
export type MailLook = {
  readonly due: number;
  /** How many messages were sent for them that nobody has answered yet. */
  readonly messages: number;
  /** Milliseconds. */
  readonly sentAt: number;
  readonly times: number;
};

/** The mails of an account that are not sent yet. */
export type MailsLeft = {
  /** How many are due and nobody's. */
  readonly due: number;
  /** Whether somebody holds some, to send them. */
  readonly isHeld: boolean;
  /** When the next one is due, or let go of by its lease (milliseconds); null when none is left. */
  readonly next: number | null;
};

/** So long are messages waited for that seem to move nothing; twice as long each further time, up to five minutes (milliseconds). */
const PATIENCE_MS = 5_000;
const MOST_PATIENCE_MS = 300_000;

/**
 * Decides how many messages are sent for the due mails, and what is remembered of it. `since` is when the coordinator
 * came up: messages that were sent before may have died with its predecessor.
 */
export function planMails(
  last: MailLook | null,
  { due, now, since }: { readonly due: number; readonly now: number; readonly since: number },
): { readonly messages: number; readonly look: MailLook } {
  const send = (mails: number, waiting: number, times: number) => {
    const messages = Math.ceil(mails / MAILS_PER_MESSAGE);
    return { messages, look: { due, messages: messages + waiting, sentAt: now, times } };
  };
  if (!last || last.sentAt < since || last.due === 0) return send(due, 0, 1);
  // Of more than before, the messages for the others are on their way.
  if (due > last.due) return send(due - last.due, last.messages, 1);
  if (due < last.due) return send(0, last.messages, 1);
  const patience = Math.min(MOST_PATIENCE_MS, PATIENCE_MS * 2 ** (last.times - 1));
  if (now - last.sentAt < patience) return { messages: 0, look: last };
  return send(due, 0, last.times + 1);
}

/** Notes that one message was answered; null when it was the last that was waited for. */
export function noteAnswer(look: MailLook): MailLook | null {
  return look.messages > 1 ? { ...look, messages: look.messages - 1 } : null;
}

/** When to look again while messages are under way, and the bounds of waiting for the next mail that becomes due (milliseconds). */
export const WATCH_MS = 5_000;
export const LEAST_WAIT_MS = 1_000;
const MOST_WAIT_MS = 900_000;

/**
 * Tells in how many milliseconds to look again; null when no mail is left. Whoever holds mails may die, and the
 * coordinator with them: only its alarm wakes it again, so that one is never far away while something is under way.
 */
export function nextLook(
  { due, isHeld, next }: MailsLeft,
  { now, firstRetryMs }: { readonly now: number; readonly firstRetryMs: number },
): number | null {
  if (next === null) return null;
  if (due > 0) return Math.min(WATCH_MS, firstRetryMs);
  return Math.min(isHeld ? WATCH_MS : MOST_WAIT_MS, Math.max(LEAST_WAIT_MS, next - now));
}
