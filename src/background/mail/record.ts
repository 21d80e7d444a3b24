import type { MailEnding } from "../../domain/mail/ending.ts";
import { FOLLOW_MS, RECORD_EVERY_MS, RECORD_TRY_MS } from "../../domain/mail/lease.ts";
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
  #isLost = false;

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
  }

  /** Records what has ended, unless that was done a moment ago. A try that fails is repeated later. */
  async saveSometimes(): Promise<void> {
    if (Date.now() - this.#triedAt >= RECORD_EVERY_MS) await this.save();
  }

  /** Records what has ended; tells whether that has worked. */
  async save(): Promise<boolean> {
    if (this.#group.length === 0) this.#group = this.#endings.splice(0);
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
