import { DurableObject } from "cloudflare:workers";
import type { ChunkRange, Cost } from "../../domain/import/import.ts";
import { noteCost, type Starter, type Undoer } from "../../domain/import/run.ts";
import { CALL_TIMEOUT_MS, MAILS_PER_MESSAGE } from "../../domain/limits.ts";
import type { MailLane } from "../../domain/mail/lane.ts";
import { log, reasonOf } from "../../log.ts";
import { isolateSince } from "../../platform/isolate.ts";
import { within } from "../../platform/within.ts";
import { Newest } from "../events/newest.ts";
import { MailDesk } from "../mail/desk.ts";
import { WebhookDesk } from "../webhooks/desk.ts";
import { accountOf } from "./account-of.ts";
import { BeginDesk, isUncertain, type Started, type Undone } from "./begin-desk.ts";
import { RunDesk, WATCH_IMPORT_MS } from "./run-desk.ts";

/**
 * Takes an account's imports on, one at a time, keeps one chunk in flight, ends them, and watches that nothing hangs.
 *
 *   step      who          writes, in this order                              a crash after it leaves         repaired by
 *   upload    http         file to R2 → draft, rows, key to D1 in one batch   a file without a draft          orphan sweep
 *   start     this object  place → alarm → D1 running → range to the queue    a place without a running       alarm: gives it
 *                          → range noted here                                 import, or an import of which   back, or sends
 *                                                                             nothing was sent
 *   settle    consumer     D1: users, claims, mails, outcomes, counts in      rows settled, nobody told       alarm: sends what
 *                          one batch → settled() here → message acknowledged                                  is pending, or ends
 *   settled   this object  next range to the queue → noted here; after the    as above                        as above
 *                          last one D1 completed with the mail of the end
 *   stop      http         D1 stopping (I6 holds from here) → stop() here     an import that is stopping      alarm, cron
 *                          → D1 stopped
 *   undo      this object  place → alarm → D1 undoing, in a new epoch →       as start                        as start
 *                          range to the queue → range noted here
 *   remove    consumer     D1: users gone, numbers, licences, mails,          as settle                       as settle
 *                          outcomes, counts in one batch → settled() here;
 *                          after the last range D1 undone
 *   mails     consumer     D1 lease → each mail sent → D1 endings, in groups  mails that may be out already   alarm, 20 s after the
 *                                                                                                             process is up, or the
 *                                                                                                             lease ends: sent once
 *                                                                                                             more, the same
 *
 * States move only as spec 5 draws them, each by one UPDATE whose WHERE names the state that it leaves. D1 is the truth;
 * this object holds the place (I1), the range in flight and the alarm, and rebuilds all of it from D1. A message is a
 * hint: it carries its import and epoch, and settles only rows that are pending, while the import runs in that epoch and
 * the account is at the revision that was read; otherwise it does nothing and is acknowledged. A range that stays away
 * is sent again in its epoch, for the queue may only be late; an object that has come up anew takes its import on in a
 * new epoch, and so does giving a range up as internal_error, so that a consumer that was taken for dead cannot write any more. The
 * alarm is behind every step here, the cron behind the alarm.
 */
export class ImportCoordinator extends DurableObject<Env> {
  /** What was sent before this object came up may have died with its predecessor. */
  readonly #since = Date.now();
  readonly #isolateSince = isolateSince();
  readonly #newest = new Newest();
  /** Undos that are begun at this moment. */
  readonly #undoing = new Map<string, Promise<Undone>>();

  /** Sets a ready import running, unless the account's place is taken (I1). `spent` is what the check has cost. */
  async start(importId: string, starter: Starter, spent: Cost): Promise<Started> {
    const started = await this.#begins.start(importId, starter, spent);
    await this.#webhooks.deliver();
    return started;
  }

  /**
   * Has an import that has ended undone, unless the account's place is taken (I1, I11). `spent` is what it has cost so
   * far. Whoever asks while the same is begun waits for what comes of that.
   */
  async undo(importId: string, undoer: Undoer, spent: Cost): Promise<Undone> {
    const begun = this.#undoing.get(importId);
    if (begun) return (await begun) === "started" ? "already" : begun;
    const beginning = this.#begins.undo(importId, undoer, spent).finally(() => this.#undoing.delete(importId));
    this.#undoing.set(importId, beginning);
    return beginning;
  }

  /** Hears that every row of a range has an outcome, and what that has cost. What is said of an older epoch is not news. */
  async settled(importId: string, chunk: ChunkRange & { readonly epoch: number }, cost: Cost): Promise<void> {
    const run = this.#runs.run;
    if (run?.importId !== importId) return;
    this.#runs.keep(noteCost(run, cost));
    if (run.epoch !== chunk.epoch || run.sent?.range.to !== chunk.to) return;
    await this.#runs.sendNext(noteCost(run, cost));
    if (!this.#runs.run) await this.#sendMails();
    await this.#webhooks.deliver();
  }

  /** Ends an import that was marked as stopping in D1. */
  async stop(importId: string): Promise<void> {
    await this.#runs.finish(importId);
    await this.#sendMails();
    await this.#webhooks.deliver();
  }

  /** Names the import that has the account's place; what it remembers is enough, and nobody who waits costs D1 anything. */
  async active(): Promise<string | null> {
    return this.#runs.run?.importId ?? null;
  }

  /** Looks after the account at once, from what D1 says: takes up an active import that this object has forgotten. */
  async watch(): Promise<void> {
    await this.#runs.takeUp();
    this.#webhooks.note();
    await this.#rearm(await this.#watch());
  }

  /** Gives the place of the account's newest event, for those who wait for the next one (W2). */
  async newestEvent(): Promise<number> {
    return this.#newest.find(this.env, this.#account);
  }

  /** Has events sent to webhooks, now that some were recorded for them (W3). */
  async deliveriesRecorded(): Promise<void> {
    await this.#webhooks.recorded();
  }

  /** Hears that a message has sent what was due to webhooks, and looks at once for what is due since. */
  async delivered(): Promise<void> {
    await this.#webhooks.answered();
  }

  /** Has pending mails sent, now that some were recorded. */
  async mailsRecorded(): Promise<void> {
    await this.#sendMails();
  }

  /**
   * Hears how many mails a message found due, and what that has cost the import whose mails they are. When all messages
   * of a lane are answered it looks at once for what has become due meanwhile; one that found nothing is no reason to look
   * again. The version before knows one lane only.
   */
  async mailsSent(importId: string | null, cost: Cost, mails: number, lane: MailLane = "bulk"): Promise<void> {
    if (importId !== null) this.#mails.addCost(importId, cost);
    const last = mails > 0 && (await this.#mails.answered(lane));
    if (last || mails < MAILS_PER_MESSAGE) await this.#mails.saveCosts();
    if (last) await this.#sendMails();
  }

  /**
   * The watchdog. Re-arms first, and again at the end: the platform gives up on an alarm that fails several times, so
   * nothing but the last re-arming may be thrown here.
   */
  override async alarm(): Promise<void> {
    let again: number | null = WATCH_IMPORT_MS;
    try {
      await this.#rearm(again);
      again = await this.#watch();
    } catch (error) {
      log("watchdog_failed", { account: this.#account, reason: reasonOf(error) });
    }
    await this.#rearm(again);
  }

  /** Looks after import and mails; gives the milliseconds until the next look, null when nothing is left to watch. */
  async #watch(): Promise<number | null> {
    if (isUncertain(this.ctx.storage.kv)) await this.#runs.takeUp();
    const run = this.#runs.run;
    if (run) await this.#runs.watch(run, this.#since);
    await this.#webhooks.sendDue();
    if (this.#runs.run) return WATCH_IMPORT_MS;
    await this.#mails.saveCosts();
    return this.#mails.sendDue();
  }

  async #sendMails(): Promise<void> {
    const again = await this.#mails.sendDue();
    if (!this.#runs.run) await this.#rearm(again);
  }

  /** Sets the alarm; never later than an import needs that has taken the place meanwhile, however this was called for. */
  async #rearm(wish: number | null): Promise<void> {
    const { storage } = this.ctx;
    const most = this.#runs.run || isUncertain(this.ctx.storage.kv) ? WATCH_IMPORT_MS : Number.POSITIVE_INFINITY;
    const look = (this.#webhooks.nextLook ?? Number.POSITIVE_INFINITY) - Date.now();
    const wait = Math.max(0, Math.min(wish ?? Number.POSITIVE_INFINITY, most, look));
    const armed = Number.isFinite(wait) ? storage.setAlarm(Date.now() + wait) : storage.deleteAlarm();
    await within(CALL_TIMEOUT_MS, "the alarm", armed);
  }

  get #begins(): BeginDesk {
    const arm = (wish: number) => this.#rearm(wish);
    return new BeginDesk(this.ctx.storage.kv, this.env, { account: this.#account, runs: this.#runs, arm });
  }

  get #runs(): RunDesk {
    return new RunDesk(this.ctx.storage.kv, this.env, this.#account);
  }

  get #mails(): MailDesk {
    const given = { account: this.#account, since: this.#since, isolateSince: this.#isolateSince };
    return new MailDesk(this.ctx.storage.kv, this.env, given);
  }

  get #webhooks(): WebhookDesk {
    return new WebhookDesk(this.ctx.storage, this.env, { account: this.#account, arm: (wish) => this.#rearm(wish) });
  }

  get #account(): string {
    return accountOf(this.ctx);
  }
}
