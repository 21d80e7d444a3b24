import { CALL_TIMEOUT_MS, MAIL_TIMEOUT_MS } from "../limits.ts";

/**
 * Whose a claimed mail is, and for how long (M4). A consumer holds its mails by a lease, and nobody else may send them
 * while it runs. A consumer that lives but is late, by a minute at any moment, must not lose them while a sending of its
 * may be under way. All times are milliseconds.
 */

/** A consumer may be late by so much, once in a lease. */
const LATE_MS = 60_000;
/** The longest sending: the mail system has so long to answer, and after it the outbox of development. */
const SENDING_MS = MAIL_TIMEOUT_MS + CALL_TIMEOUT_MS;
/** One try to record endings is given up after so long. */
export const RECORD_TRY_MS = 5_000;
/** What has ended is recorded together with what ends within so long; a try that failed is repeated after so long. */
export const RECORD_EVERY_MS = 2_000;
/** Where so many have ended nothing more is sent before they are recorded: what dies sends these once more, and what was under way. */
export const RECORD_MOST = 50;
/** An ending may have to wait for a try that is under way, and then has two of its own. */
const RECORD_TRIES = 3;
/** What of a lease must be left for a sending to begin: the time in which even a late consumer has sent and recorded. */
const COVER_MS = LATE_MS + SENDING_MS + RECORD_TRIES * (RECORD_EVERY_MS + RECORD_TRY_MS);
/** So long after the claim sendings may begin. */
const BEGIN_MS = 11_000;
/** How long a lease is. */
export const LEASE_MS = BEGIN_MS + COVER_MS;

/** A mail that must arrive after another to the same user goes so long after that one was recorded. */
export const FOLLOW_MS = 20_000;

/** After the coordinator's isolate has come up, consumers from before have so long to record, if they live elsewhere. */
const DEAD_AFTER_MS = 20_000;

/** Tells when a lease that is taken now ends. */
export function leaseEnd(now: number): number {
  return now + LEASE_MS;
}

/** Tells whether the lease covers a sending that begins now. One that it does not cover must be left to somebody else. */
export function coversSending(leasedUntil: number, now: number): boolean {
  return now + COVER_MS <= leasedUntil;
}

/**
 * Tells which leases belong to the dead, and from when on: those that end before a time, because they were taken before
 * the coordinator's isolate came up. That the object came up anew says nothing: the platform takes an idle one down, and
 * its consumers go on.
 */
export function deadLeases(isolateSince: number): { readonly endBefore: number; readonly from: number } {
  return { endBefore: leaseEnd(isolateSince), from: isolateSince + DEAD_AFTER_MS };
}
