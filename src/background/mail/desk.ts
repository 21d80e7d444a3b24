import { addCost, type Cost } from "../../domain/import/import.ts";
import { CALL_TIMEOUT_MS } from "../../domain/limits.ts";
import { deadLeases } from "../../domain/mail/lease.ts";
import { type MailLook, type MailsLeft, nextLook, noteAnswer, planMails } from "../../domain/mail/watch.ts";
import { log } from "../../log.ts";
import { within } from "../../platform/within.ts";
import { AccountDatabase } from "../../store/database.ts";
import { addMailCostStatement } from "../../store/imports/imports.ts";
import { countDueMails, endLeases } from "../../store/mails/leases.ts";
import type { MailMessage } from "../messages.ts";
import { mailLimits } from "./limits.ts";

/** The most messages of one sendBatch. */
const BATCH = 100;

export type DeskGiven = { readonly account: string; readonly since: number; readonly isolateSince: number };

/** The coordinator's mails: which are still to be sent, and what sending them has cost. */
export class MailDesk {
  readonly #kv: SyncKvStorage;
  readonly #env: Env;
  readonly #account: string;
  readonly #since: number;
  readonly #isolateSince: number;

  /**
   * `since` is when the coordinator came up: messages that were sent before may have died with its predecessor. Leases
   * that were taken before `isolateSince` belong to the dead.
   */
  constructor(kv: SyncKvStorage, env: Env, up: DeskGiven) {
    this.#kv = kv;
    this.#env = env;
    this.#account = up.account;
    this.#since = up.since;
    this.#isolateSince = up.isolateSince;
  }

  /**
   * Sends as many messages as the due mails need, unless the last ones are still at it; gives the milliseconds until the
   * next look, null when no mail is pending.
   */
  async sendDue(): Promise<number | null> {
    const now = Date.now();
    const { due, isHeld, next } = await this.#count(now);
    const last = this.#kv.get<MailLook>("mailLook") ?? null;
    const { messages, look } = planMails(last, { due, now, since: this.#since });
    await sendMessages(this.#env.MAILS, this.#account, messages);
    this.#kv.put("mailLook", look);
    return nextLook({ due, isHeld, next }, { now, firstRetryMs: mailLimits(this.#env).firstRetryMs });
  }

  /** Counts the mails; what the dead held is let go of and counts as due. */
  async #count(now: number): Promise<MailsLeft> {
    const db = new AccountDatabase(this.#env.DB);
    const { due, heldUntil, next: first } = await countDueMails(db, this.#account, iso(now));
    const next = first === null ? null : Date.parse(first);
    const dead = deadLeases(this.#isolateSince);
    if (next === null || heldUntil === null || heldUntil >= iso(dead.endBefore))
      return { due, isHeld: heldUntil !== null, next };
    if (now < dead.from) return { due, isHeld: true, next: Math.min(dead.from, next) };
    const freed = await endLeases(db, this.#account, { before: iso(dead.endBefore), now: iso(now) });
    log("mail_leases_ended", { account: this.#account, mails: freed });
    return { due: due + freed, isHeld: false, next: now };
  }

  /** Hears that a message was answered; tells whether it was the last that was waited for, so that it is time to look again. */
  answered(): boolean {
    const last = this.#kv.get<MailLook>("mailLook");
    if (!last) return false;
    const look = noteAnswer(last);
    if (look) this.#kv.put("mailLook", look);
    else this.#kv.delete("mailLook");
    return look === null;
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
    const db = new AccountDatabase(this.#env.DB);
    try {
      await db.batch([...spent].map(([importId, cost]) => addMailCostStatement(db, this.#account, importId, cost)));
    } catch (error) {
      for (const [importId, cost] of spent) this.addCost(importId, cost);
      throw error;
    }
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

function iso(time: number): string {
  return new Date(time).toISOString();
}
