import { addCost, type Cost } from "../domain/import.ts";
import { CALL_TIMEOUT_MS, MAILS_PER_MESSAGE } from "../domain/limits.ts";
import { Database } from "../store/database.ts";
import { addMailCostStatement } from "../store/imports.ts";
import { countDueMails } from "../store/mail-leases.ts";
import { within } from "../within.ts";
import type { MailMessage } from "./messages.ts";

/** The most messages of one sendBatch. */
const BATCH = 100;
/** When to look again after messages were sent, and the bounds of waiting for the next mail that becomes due (milliseconds). */
const AFTER_SENDING_MS = 15_000;
const LEAST_WAIT_MS = 1_000;
const MOST_WAIT_MS = 900_000;

/** The coordinator's mails: which are still to be sent, and what sending them has cost. */
export class MailDesk {
  readonly #kv: SyncKvStorage;
  readonly #env: Env;
  readonly #account: string;

  constructor(kv: SyncKvStorage, env: Env, account: string) {
    this.#kv = kv;
    this.#env = env;
    this.#account = account;
  }

  /** Sends as many messages as the due mails need; gives the milliseconds until the next look, null when none is pending. */
  async sendDue(): Promise<number | null> {
    const now = Date.now();
    const { due, next } = await countDueMails(new Database(this.#env.DB), this.#account, new Date(now).toISOString());
    await sendMessages(this.#env.MAILS, this.#account, Math.ceil(due / MAILS_PER_MESSAGE));
    if (next === null) return null;
    return due > 0 ? AFTER_SENDING_MS : Math.min(MOST_WAIT_MS, Math.max(LEAST_WAIT_MS, Date.parse(next) - now));
  }

  /** Notes what a message has cost, for the import whose mails it sent. */
  addCost(importId: string, cost: Cost): void {
    const spent = this.#spent();
    const before = spent.get(importId);
    spent.set(importId, before ? addCost(before, cost) : cost);
    this.#kv.put("mailCosts", [...spent]);
  }

  /** Writes the noted costs to their imports. */
  async saveCosts(): Promise<void> {
    const spent = this.#spent();
    if (spent.size === 0) return;
    this.#kv.delete("mailCosts");
    const db = new Database(this.#env.DB);
    await db.batch([...spent].map(([importId, cost]) => addMailCostStatement(db, this.#account, importId, cost)));
  }

  #spent(): Map<string, Cost> {
    return new Map(this.#kv.get<[string, Cost][]>("mailCosts") ?? []);
  }
}

async function sendMessages(queue: Queue<MailMessage>, account: string, count: number): Promise<void> {
  const messages = Array.from({ length: count }, () => ({ body: { account } }));
  for (let start = 0; start < messages.length; start += BATCH)
    await within(CALL_TIMEOUT_MS, "the mails queue", queue.sendBatch(messages.slice(start, start + BATCH)));
}
