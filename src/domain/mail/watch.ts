import { FEW_MAILS, MAILS_PER_MESSAGE } from "../limits.ts";

/** What the coordinator saw of its mails: how many were due, and when it last sent messages for them, how often in vain. */
export type MailLook = {
  readonly due: number;
  /** How many messages were sent for them that nobody has answered yet. */
  readonly messages: number;
  /** How many more are to be sent, each when another one is answered. */
  readonly left: number;
  /** Milliseconds. */
  readonly sentAt: number;
  readonly times: number;
  /** Whether so few were due, since none was, that they leave before the many of others (M10). */
  readonly isSmall: boolean;
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

/** So many messages of an account and lane wait at most in the queue, so that one account's many hold up no other's few (M10). */
const AT_ONCE = 2;

/**
 * Decides how many messages are sent for the due mails, and what is remembered of it: two at once, each of the others when
 * one is answered. An account with few due mails, which had no more from the first of them on, is `isSmall`. `since` is when the coordinator came up: messages that were sent before may have died with its predecessor.
 */
export function planMails(
  last: MailLook | null,
  { due, now, since }: { readonly due: number; readonly now: number; readonly since: number },
): { readonly messages: number; readonly look: MailLook } {
  const send = (mails: number, before: Pick<MailLook, "messages" | "left" | "isSmall">, times: number) => {
    const wanted = before.left + Math.ceil(mails / MAILS_PER_MESSAGE);
    const messages = Math.min(wanted, Math.max(0, AT_ONCE - before.messages));
    const isSmall = before.isSmall && due <= FEW_MAILS;
    const look = { due, messages: before.messages + messages, left: wanted - messages, sentAt: now, times, isSmall };
    return { messages, look };
  };
  const none = { messages: 0, left: 0, isSmall: true };
  if (!last || last.sentAt < since || last.due === 0) return send(due, none, 1);
  // Of more than before, the messages for the others are on their way, or will be.
  if (due > last.due) return send(due - last.due, last, 1);
  if (due < last.due) return send(0, last, 1);
  const patience = Math.min(MOST_PATIENCE_MS, PATIENCE_MS * 2 ** (last.times - 1));
  if (now - last.sentAt < patience) return { messages: 0, look: last };
  // What is left of many does not become few: all of many would end at once, and stand before the few of others.
  return send(due, { ...none, isSmall: last.isSmall }, last.times + 1);
}

/**
 * Notes at a time that one message was answered; tells how many are sent in its place, and what is remembered: null when it
 * was the last that was waited for.
 */
export function noteAnswer(last: MailLook, now: number): { readonly messages: number; readonly look: MailLook | null } {
  if (last.left > 0) return { messages: 1, look: { ...last, left: last.left - 1, sentAt: now } };
  return { messages: 0, look: last.messages > 1 ? { ...last, messages: last.messages - 1 } : null };
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
