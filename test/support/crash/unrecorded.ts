import { RECORD_MOST } from "../../../src/domain/mail/lease.ts";
import { readAccount, readDatabase } from "../checker/node.ts";

/** Five are asked of the mail system at once; its outbox in development is written beside that, and may be given as many. */
const UNDER_WAY = 10;

/**
 * So many mails may be out and not recorded when one kill comes (M4): 50 that have ended, behind which no more are sent, and those under
 * way. On one machine no two messages with mails of imports are worked on at once.
 */
export const MOST_UNRECORDED = RECORD_MOST + UNDER_WAY;

/** Mails of an account that had gone when the machine was killed, and were not recorded: what may go once more, and nothing else (M4). */
export class Unrecorded {
  readonly #account: string;
  readonly #sendings = new Set<string>();

  constructor(account: string) {
    this.#account = account;
  }

  /** How many sendings were left so, by all kills. */
  get count(): number {
    return this.#sendings.size;
  }

  /** Looks into the state of a machine that was killed; gives how many sendings that kill has left so. */
  look(stateDir: string): number {
    const sql = `SELECT id FROM mails WHERE account = '${this.#account}' AND state = 'pending'`;
    const pending = new Set(readAccount<{ id: string }>(stateDir, this.#account, sql).map(({ id }) => id));
    const before = this.count;
    const sent = readDatabase<{ id: string; mail_id: string }>(stateDir, "SELECT id, mail_id FROM dev_outbox");
    for (const { id, mail_id } of sent) if (pending.has(mail_id)) this.#sendings.add(id);
    return this.count - before;
  }
}
