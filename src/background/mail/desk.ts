import { addCost, type Cost } from "../../domain/import/import.ts";
import { CALL_TIMEOUT_MS } from "../../domain/limits.ts";
import { type MailLane, mailLanes } from "../../domain/mail/lane.ts";
import { type MailPause, pauseLeft } from "../../domain/mail/pause.ts";
import { LEAST_WAIT_MS, type MailLook, nextLook, noteAnswer, planMails, WATCH_MS } from "../../domain/mail/watch.ts";
import { within } from "../../platform/within.ts";
import { addMailCostStatement } from "../../store/imports/imports.ts";
import { openAccount } from "../../store/places/open.ts";
import { toSend } from "../messages.ts";
import { countLeft } from "./count-left.ts";
import { mailLimits } from "./limits.ts";

/** The most messages of one sendBatch. */
const BATCH = 100;
/** Kept while a message is under way that tries one mail in a pause. */
const TRYING = "mailTried";

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
   * Sends as many messages as the due mails of each lane need, unless the last ones are still at it; gives the milliseconds
   * until the next look, null when no mail is pending. In a pause it sends none, or one to try a mail (M11).
   */
  async sendDue(): Promise<number | null> {
    const now = Date.now();
    const { first, bulk, isHeld, next, pause } = await countLeft(await openAccount(this.#env, this.#account), {
      account: this.#account,
      isolateSince: this.#isolateSince,
      now,
    });
    const due = { first, bulk };
    const again = nextLook(
      { due: first + bulk, isHeld, next },
      { now, firstRetryMs: mailLimits(this.#env).firstRetryMs },
    );
    if (pause && first + bulk > 0) return this.#tryOne(pause, { now, isAwaited: first > 0, isHeld });
    for (const lane of mailLanes) await this.#sendLane(lane, due[lane], now);
    return again;
  }

  /** In a pause messages are not waited for: what they were sent for waits for its end. */
  async #tryOne(
    pause: MailPause,
    { now, isAwaited, isHeld }: { readonly now: number; readonly isAwaited: boolean; readonly isHeld: boolean },
  ): Promise<number> {
    this.forgetSent();
    const wait = pauseLeft(pause, { now, first: isAwaited });
    this.#kv.put(TRYING, wait === 0);
    if (wait === 0) await this.#send(isAwaited ? "first" : "bulk", 1, false);
    return wait === 0 || isHeld ? WATCH_MS : Math.max(LEAST_WAIT_MS, wait);
  }

  async #sendLane(lane: MailLane, due: number, now: number): Promise<void> {
    const { messages, look } = planMails(this.#lastLook(lane), { due, now, since: this.#since });
    await this.#send(lane, messages, look.isSmall);
    this.#kv.put(lookOf(lane), look);
  }

  /**
   * Hears that a message was answered, and sends the next in its place; tells whether it was the last that was waited for,
   * so that it is time to look again.
   */
  async answered(lane: MailLane): Promise<boolean> {
    if (this.#kv.get<boolean>(TRYING)) return this.#kv.delete(TRYING);
    const last = this.#lastLook(lane);
    if (!last) return false;
    const { messages, look } = noteAnswer(last, Date.now());
    if (look) this.#kv.put(lookOf(lane), look);
    else this.#kv.delete(lookOf(lane));
    await this.#send(lane, messages, last.isSmall);
    return look === null;
  }

  /** Messages that were sent are not waited for any more: whoever fetched them could do nothing. */
  forgetSent(): void {
    for (const lane of mailLanes) this.#kv.delete(lookOf(lane));
  }

  /** A version before sent all messages at once, so that none was left, and knew of no few. */
  #lastLook(lane: MailLane): MailLook | null {
    const last = this.#kv.get<Omit<MailLook, "left" | "isSmall"> & Partial<MailLook>>(lookOf(lane));
    return last ? { left: 0, isSmall: false, ...last } : null;
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
    if (this.#spent().size === 0) return;
    const db = await openAccount(this.#env, this.#account);
    const spent = this.#spent();
    this.#kv.delete("mailCosts");
    try {
      await db.batch([...spent].map(([importId, cost]) => addMailCostStatement(db, this.#account, importId, cost)));
    } catch (error) {
      for (const [importId, cost] of spent) this.addCost(importId, cost);
      throw error;
    }
  }

  async #send(lane: MailLane, count: number, isSmall: boolean): Promise<void> {
    const bulk = isSmall ? this.#env.MAILS_SMALL : this.#env.MAILS;
    const queue = lane === "first" ? this.#env.MAILS_FIRST : bulk;
    const messages = Array.from({ length: count }, () => ({ body: toSend({ account: this.#account, lane }) }));
    for (let start = 0; start < messages.length; start += BATCH)
      await within(CALL_TIMEOUT_MS, "the mails queue", queue.sendBatch(messages.slice(start, start + BATCH)));
  }

  #spent(): Map<string, Cost> {
    return new Map(this.#kv.get<[string, Cost][]>("mailCosts") ?? []);
  }
}

/** Where the last look at a lane is kept; in the name of the version before, which knows one. */
function lookOf(lane: MailLane): string {
  return lane === "bulk" ? "mailLook" : "mailLookFirst";
}
