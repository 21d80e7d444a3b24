import type { MailEnding } from "../../domain/mail/ending.ts";
import { FOLLOW_MS, RECORD_EVERY_MS, RECORD_MOST, RECORD_TRY_MS } from "../../domain/mail/lease.ts";
import { log } from "../../log.ts";
import { within } from "../../platform/within.ts";
import type { AccountDatabase } from "../../store/database.ts";
import type { Lease } from "../../store/mails/claim.ts";
import { saveMailEndings } from "../../store/mails/endings.ts";

/** Records how the mails of a lease end, in groups, as they end: all at once where that takes no time (M4). */
export class MailRecord {
  readonly #db: AccountDatabase;
  readonly #account: string;
  readonly #lease: Lease;
  #endings: MailEnding[] = [];
  /** The group that is to be recorded next. It stays as it is until that has worked: then it is safe to repeat. */
  #group: readonly MailEnding[] = [];
  #tries = 0;
  #triedAt = Date.now();
  #saving: Promise<boolean> | null = null;
  #isLost = false;
  /** Whether what has ended is to be recorded without a wait. */
  #isDue = false;
  #wake = () => {};

  constructor(db: AccountDatabase, account: string, lease: Lease) {
    this.#db = db;
    this.#account = account;
    this.#lease = lease;
  }

  /** Whether somebody else has taken mails of this lease. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Notes endings, to be recorded soon. */
  add(...endings: readonly MailEnding[]): void {
    this.#endings.push(...endings);
    if (this.#endings.length >= RECORD_MOST) this.#hurry();
  }

  /** Notes mails that others may send now, to be recorded at once. */
  giveBack(mails: readonly MailEnding[]): void {
    this.add(...mails);
    this.#hurry();
  }

  #hurry(): void {
    this.#isDue = true;
    this.#wake();
  }

  /** Records what ends while mails are sent, beside it, so that no sending waits for D1. A try that fails is repeated later. */
  async saveDuring(sending: Promise<unknown>): Promise<void> {
    let isOver = false;
    const over = sending.finally(() => {
      isOver = true;
      this.#wake();
    });
    while (!isOver) {
      await this.#next();
      if (!isOver && !(await this.save())) await scheduler.wait(RECORD_EVERY_MS);
    }
    await over;
  }

  /** Waits until enough has ended, or the last time is long enough ago. */
  async #next(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    if (this.#isDue) return;
    const timer = setTimeout(resolve, RECORD_EVERY_MS);
    await promise;
    clearTimeout(timer);
  }

  /**
   * Waits for the record where it has much to record, so that what dies sends little once more, and where it is overdue: whoever was
   * held up must hear first whether the mails are still theirs, and a mail system that is slow has time for it.
   */
  async catchUp(): Promise<void> {
    const isMuch = this.#group.length + this.#endings.length >= RECORD_MOST;
    if (isMuch || Date.now() - this.#triedAt >= RECORD_EVERY_MS) await this.save();
  }

  /** Records what has ended, once at a time; tells whether that has worked. */
  save(): Promise<boolean> {
    this.#saving ??= this.#save().finally(() => {
      this.#saving = null;
    });
    return this.#saving;
  }

  async #save(): Promise<boolean> {
    if (this.#group.length === 0) [this.#group, this.#isDue] = [this.#endings.splice(0), false];
    if (this.#group.length === 0) return true;
    try {
      this.#tries += 1;
      this.#note(await within(RECORD_TRY_MS, "D1", saveMailEndings(this.#db, this.#claim, this.#group)));
      [this.#group, this.#tries] = [[], 0];
      return true;
    } catch (error) {
      log("mail_record_repeated", { account: this.#account }, error);
      return false;
    } finally {
      this.#triedAt = Date.now();
    }
  }

  /** Records all that is left. The mails are out: as long as the lease runs, nothing is cheaper than another try. */
  async saveAll(): Promise<void> {
    while (this.#group.length + this.#endings.length > 0) {
      if (await this.save()) continue;
      if (Date.now() > Date.parse(this.#lease.until)) throw new Error("how the mails ended could not be recorded");
      await scheduler.wait(RECORD_EVERY_MS);
    }
  }

  get #claim() {
    const now = Date.now();
    const { id: lease, day, until } = this.#lease;
    const times = {
      now: iso(now),
      follow: iso(now + FOLLOW_MS),
    };
    return { account: this.#account, lease, day: day.day, until, ...times };
  }

  /** What a try before has recorded after all is not missing. */
  #note(saved: number): void {
    const missing = this.#group.length - saved;
    if (missing === 0 || this.#tries > 1) return;
    this.#isLost = true;
    log("mail_lease_lost", { account: this.#account, lease: this.#lease.id, mails: missing });
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
