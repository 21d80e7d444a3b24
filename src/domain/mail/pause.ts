import type { SendOutcome } from "./ending.ts";

/** Why the mail system takes nothing at all, whosever mail it is. What only a person can end comes first. */
export const pauseReasons = ["not_set_up", "quota", "slow"] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** Sending stands still for everybody (M11). Times are RFC 3339 in UTC. */
export type MailPause = {
  readonly reason: PauseReason;
  readonly since: string;
  /** When one mail is tried, to see whether it goes again. While that is done, so long its answer is waited for. */
  readonly until: string;
  /** So many were tried in vain. */
  readonly probes: number;
  /** The lease of the mail that is tried at this moment; null when none is. */
  readonly probe: string | null;
};

/** The answers that say so: of the binding, and of an SMTP server. */
const says: Readonly<Record<string, PauseReason>> = {
  E_DAILY_LIMIT_EXCEEDED: "quota",
  E_RATE_LIMIT_EXCEEDED: "slow",
  E_SENDER_NOT_VERIFIED: "not_set_up",
  E_SMTP_NOT_CONFIGURED: "not_set_up",
  E_SMTP_UNREACHABLE: "slow",
  E_SMTP_EAUTH: "not_set_up",
  E_SMTP_ETLS: "not_set_up",
};

const SLOW_MS = 5_000;
/** So many slow sendings in a row say that the mail system is slow; one that is tried in a pause says it alone. */
const SLOW_IN_A_ROW = 3;

/** How many sendings in a row were slow when this one had ended, which took so long (milliseconds). */
export function countSlow(before: number, tookMs: number): number {
  return tookMs > SLOW_MS ? before + 1 : 0;
}

/** Tells for which reason sending has to pause after such an ending; null when that is the one mail's affair. */
export function pauseReasonOf(
  outcome: SendOutcome,
  { slow, isProbe }: { readonly slow: number; readonly isProbe: boolean },
): PauseReason | null {
  const said = outcome.kind === "accepted" ? undefined : says[outcome.reason];
  if (said !== undefined) return said;
  return slow >= (isProbe ? 1 : SLOW_IN_A_ROW) ? "slow" : null;
}

const FIRST_PROBE_MS = 10_000;
const MOST_PROBE_MS = 900_000;

/** Tells when the next mail is tried, after so many that were tried in vain: the wait doubles up to 15 minutes. */
export function nextProbe(now: number, probes: number): number {
  return now + Math.min(MOST_PROBE_MS, FIRST_PROBE_MS * 2 ** Math.min(probes, 10));
}

/** Whoever tries a mail has so long to tell what came of it, before somebody else may try one (milliseconds). */
const PROBE_MS = 30_000;

/** Tells until when the answer to a mail that is tried now is waited for. */
export function probeEnd(now: number): number {
  return now + PROBE_MS;
}

const WATCH_MS = 2_000;

/**
 * Tells in how many milliseconds an account looks again whose due mails wait for the end of the pause; 0 when one of them
 * may be tried now. Mails that somebody waits for are tried first, so those of imports look a little later (M10).
 */
export function pauseLeft(pause: MailPause, { now, first }: { readonly now: number; readonly first: boolean }): number {
  const left = Date.parse(pause.until) - now;
  if (pause.probe !== null && left > 0) return Math.min(WATCH_MS, left);
  return Math.max(0, first ? left : left + WATCH_MS);
}
