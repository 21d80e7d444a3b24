import { addCost, type Cost } from "../domain/import.ts";
import { MAILS_PER_MESSAGE } from "../domain/limits.ts";
import { Database } from "../store/database.ts";
import { addMailCostStatement } from "../store/imports.ts";
import { countDueMails } from "../store/mail-leases.ts";
import type { MailMessage } from "./messages.ts";

/** The most messages of one sendBatch. */
const BATCH = 100;

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

  /** Sends as many messages as the due mails need; tells whether any mail of the account is still pending. */
  async sendDue(): Promise<boolean> {
    const { due, pending } = await countDueMails(new Database(this.#env.DB), this.#account, new Date().toISOString());
    await sendMessages(this.#env.MAILS, this.#account, Math.ceil(due / MAILS_PER_MESSAGE));
    return pending > 0;
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
    await queue.sendBatch(messages.slice(start, start + BATCH));
}
