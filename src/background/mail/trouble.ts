import type { SendOutcome } from "../../domain/mail/ending.ts";
import { countSlow, type MailPause, type PauseReason, pauseReasonOf } from "../../domain/mail/pause.ts";
import { log } from "../../log.ts";
import type { AccountDatabase } from "../../store/database.ts";
import type { Lease } from "../../store/mails/claim.ts";
import { beginPause, endPause, giveProbeBack, prolongPause } from "../../store/mails/pause.ts";

/** How many sendings of this isolate in a row were slow: a message may carry fewer mails than it takes to tell. */
let slow = 0;

type Trouble = {
  readonly reason: PauseReason;
  /** The code of the answer that tells of it. */
  readonly said: string;
};

/** Watches sendings for signs that the mail system takes nothing at all (M11). */
export class TroubleWatch {
  /** The pause in which one mail is tried; null when all are sent. */
  readonly pause: MailPause | null;
  #trouble: Trouble | null = null;
  #sendings = 0;

  constructor(pause: MailPause | null) {
    this.pause = pause;
  }

  /** What has been noticed; null when nothing was. */
  get trouble(): Trouble | null {
    return this.#trouble;
  }

  /** Whether the mail system was asked at all. */
  get hasAnswer(): boolean {
    return this.#sendings > 0;
  }

  /** Notes how a sending ended, and how long it took (milliseconds); tells whether no other mail would go either. */
  note(outcome: SendOutcome, tookMs: number): boolean {
    this.#sendings += 1;
    slow = countSlow(slow, tookMs);
    const reason = pauseReasonOf(outcome, { slow, isProbe: this.pause !== null });
    if (reason === null) return false;
    this.#trouble ??= { reason, said: outcome.kind === "passing" ? outcome.reason : "E_POSTPONED" };
    return true;
  }
}

/**
 * Keeps what was noticed, for everybody: a pause begins, goes on because the mail that was tried did not go, or ends
 * because it did. What cannot be kept is found out again with the next mail.
 */
export async function keepPause(
  db: AccountDatabase,
  account: string,
  lease: Lease,
  watch: TroubleWatch,
): Promise<void> {
  const { trouble, pause } = watch;
  const now = Date.now();
  try {
    if (trouble) log("mails_paused", { reason: trouble.reason, said: trouble.said, probe: pause !== null });
    if (pause === null) {
      if (trouble) await beginPause(db, account, { reason: trouble.reason, now });
    } else if (trouble) {
      await prolongPause(db, lease.id, { reason: trouble.reason, now, probes: pause.probes });
    } else if (watch.hasAnswer) {
      slow = 0;
      await endPause(db, lease.id);
      log("mails_resumed", { reason: pause.reason, since: pause.since, probes: pause.probes });
    } else await giveProbeBack(db, { id: lease.id, now: new Date(now).toISOString() });
  } catch (error) {
    log("mail_pause_not_kept", {}, error);
  }
}
