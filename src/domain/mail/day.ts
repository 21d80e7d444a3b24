import { MAILS_PER_DAY } from "../limits.ts";
import type { MailEnding } from "./ending.ts";
import type { MailKind } from "./mail.ts";

const DAY_MS = 86_400_000;

/** The day of UTC that a mail counts to, and what may go on it (S6). */
export type MailDay = {
  /** Such as `2026-11-23`. */
  readonly day: string;
  /** When the next one begins; what finds no room waits until then. */
  readonly tomorrow: string;
  /** So many of an account. */
  readonly most: number;
  /** These go all the same: whoever waits for a link to sign in with is locked out. */
  readonly pastLimit: readonly MailKind[];
};

/** So many mails of an account go out on one day: what a deployment has configured, else Muster's own (S6). */
export function mailsPerDay(configured: string | undefined): number {
  return configured !== undefined && /^[1-9][0-9]{0,8}$/.test(configured) ? Number(configured) : MAILS_PER_DAY;
}

/** Tells of the day at a time in milliseconds. */
export function mailDay(time: number, most: number): MailDay {
  const begin = time - (time % DAY_MS);
  return {
    day: new Date(begin).toISOString().slice(0, 10),
    tomorrow: new Date(begin + DAY_MS).toISOString(),
    most,
    pastLimit: ["admin_reset", "invitation"],
  };
}

/** Decides how many mails may be claimed when so many were handed over on the day, and one consumer takes at most `each`. */
export function roomOnDay(sent: number, { most }: Pick<MailDay, "most">, each: number): number {
  return Math.max(0, Math.min(each, most - sent));
}

/** Decides whether a due mail that found no room waits for the next day. */
export function waitsForTomorrow(kind: MailKind, sent: number, { most, pastLimit }: MailDay): boolean {
  return sent >= most && !pastLimit.includes(kind);
}

/** Lists the endings whose mails do not count as the day's after all: they did not go out. */
export function notOfTheDay(endings: readonly MailEnding[]): readonly MailEnding[] {
  return endings.filter(({ state }) => state !== "sent");
}
