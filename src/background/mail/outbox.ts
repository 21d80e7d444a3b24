import { Timeout } from "../../platform/within.ts";
import { type OutboxMail, saveOutboxMails } from "../../store/mails/outbox.ts";
import { openFirst } from "../../store/places/open.ts";
import type { OutgoingMail } from "./transport.ts";

/** What the simulated mail system of development was given: what comes while some of it is being kept is kept together. */
export class Outbox {
  readonly #env: Env;
  #mails: OutboxMail[] = [];
  /** The call that is to keep those. */
  #next: Promise<void> | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(env: Env) {
    this.#env = env;
  }

  /** Keeps a mail; throws where it could not be. One that only is slow keeps it after all. */
  async keep(mail: OutgoingMail): Promise<void> {
    this.#mails.push({ ...mail, from: this.#env.MAIL_FROM, at: new Date().toISOString() });
    this.#next ??= this.#keepAfter(this.#last);
    await this.#next;
  }

  async #keepAfter(last: Promise<void>): Promise<void> {
    await last;
    const mails = this.#mails.splice(0);
    const kept = saveOutboxMails(openFirst(this.#env), mails).catch((error: unknown) => {
      if (!(error instanceof Timeout)) throw error;
    });
    this.#next = null;
    this.#last = kept.catch(() => {});
    return kept;
  }
}
