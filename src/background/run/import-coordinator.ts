import { DurableObject } from "cloudflare:workers";
import { addCost, type ChunkRange, type Cost, planChunks } from "../../domain/import/import.ts";
import { whyNotStarted } from "../../domain/import/moves.ts";
import { FIRST_EPOCH, newRun, noteCost, type Starter } from "../../domain/import/run.ts";
import { CALL_TIMEOUT_MS, CHUNK_ROWS, MAILS_PER_MESSAGE } from "../../domain/limits.ts";
import { log, reasonOf } from "../../log.ts";
import { isolateSince } from "../../platform/isolate.ts";
import { within } from "../../platform/within.ts";
import { AccountDatabase } from "../../store/database.ts";
import { type StartOutcome, startRun } from "../../store/imports/run.ts";
import { MailDesk } from "../mail/desk.ts";
import { RunDesk } from "./run-desk.ts";

/** How often the watchdog looks while an import is active (milliseconds). */
const WATCH_IMPORT_MS = 5_000;

/** After a start whose end nobody knows, its write may still arrive for so long (milliseconds). */
const UNCERTAIN_MS = 60_000;

/** What came of an attempt to start. */
export type Started = "started" | "in_progress" | "not_ready" | "changed";

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

  /** Sets a ready import running, unless the account's place is taken (I1). `spent` is what the check has cost. */
  async start(importId: string, starter: Starter, spent: Cost): Promise<Started> {
    const held = this.#runs.run;
    if (held && (held.importId === importId || (await this.#runs.isActive(held.importId)))) return "in_progress";
    // Awaiting D1 let other calls in: only a place that is still as it was may be taken.
    if (this.#runs.run?.importId !== held?.importId) return "in_progress";
    this.#runs.keep(newRun(importId, spent));
    const db = new AccountDatabase(this.env.DB);
    const outcome = await this.#startRun(db, importId, starter);
    if (outcome.kind !== "started") {
      this.#runs.forget(importId);
      return outcome.kind === "another_is_active" ? "in_progress" : whyNotStarted(outcome.state);
    }
    const rest = planChunks(outcome.rows, CHUNK_ROWS);
    this.#runs.keep({ ...newRun(importId, addCost(spent, db.cost)), epoch: FIRST_EPOCH, rest });
    await this.#sendFirst(importId);
    return "started";
  }

  /** Hears that every row of a range has an outcome, and what that has cost. What is said of an older epoch is not news. */
  async settled(importId: string, chunk: ChunkRange & { readonly epoch: number }, cost: Cost): Promise<void> {
    const run = this.#runs.run;
    if (run?.importId !== importId) return;
    this.#runs.keep(noteCost(run, cost));
    if (run.epoch !== chunk.epoch || run.sent?.range.to !== chunk.to) return;
    await this.#runs.sendNext(noteCost(run, cost));
    if (!this.#runs.run) await this.#sendMails();
  }

  /** Ends an import that was marked as stopping in D1. */
  async stop(importId: string): Promise<void> {
    await this.#runs.finish(importId);
    await this.#sendMails();
  }

  /** Looks after the account at once, from what D1 says: takes up an active import that this object has forgotten. */
  async watch(): Promise<void> {
    await this.#runs.takeUp();
    await this.#rearm(await this.#watch());
  }

  /** Has pending mails sent, now that some were recorded. */
  async mailsRecorded(): Promise<void> {
    await this.#sendMails();
  }

  /**
   * Hears how many mails a message found due, and what that has cost the import whose mails they are. When all messages
   * are answered it looks at once for what has become due meanwhile; one that found nothing is no reason to look again.
   */
  async mailsSent(importId: string | null, cost: Cost, mails: number): Promise<void> {
    if (importId !== null) this.#mails.addCost(importId, cost);
    const last = mails > 0 && this.#mails.answered();
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
    if (this.#isUncertain) await this.#runs.takeUp();
    const run = this.#runs.run;
    if (run) await this.#runs.watch(run, this.#since);
    if (this.#runs.run) return WATCH_IMPORT_MS;
    await this.#mails.saveCosts();
    return this.#mails.sendDue();
  }

  /** The alarm is set before D1 is asked, so that no crash leaves an import that nobody watches. */
  async #startRun(db: AccountDatabase, importId: string, starter: Starter): Promise<StartOutcome> {
    try {
      await this.#rearm(WATCH_IMPORT_MS);
      return await startRun(db, this.#account, importId, starter);
    } catch (error) {
      // It is not known whether the import runs, or will: the watchdog looks at once, gives the place back if not, and
      // goes on looking.
      this.ctx.storage.kv.put("uncertainUntil", Date.now() + UNCERTAIN_MS);
      await this.#rearm(0);
      throw error;
    }
  }

  /** The import runs by now, whatever becomes of its first message: the watchdog sends another. */
  async #sendFirst(importId: string): Promise<void> {
    try {
      const run = this.#runs.run;
      if (run?.importId === importId) await this.#runs.sendNext(run);
    } catch (error) {
      log("first_range_not_sent", { account: this.#account, import: importId, reason: reasonOf(error) });
    }
  }

  async #sendMails(): Promise<void> {
    const again = await this.#mails.sendDue();
    if (!this.#runs.run) await this.#rearm(again);
  }

  /** Sets the alarm; never later than an import needs that has taken the place meanwhile, however this was called for. */
  async #rearm(wish: number | null): Promise<void> {
    const { storage } = this.ctx;
    const most = this.#runs.run || this.#isUncertain ? WATCH_IMPORT_MS : Number.POSITIVE_INFINITY;
    const wait = Math.min(wish ?? Number.POSITIVE_INFINITY, most);
    const armed = Number.isFinite(wait) ? storage.setAlarm(Date.now() + wait) : storage.deleteAlarm();
    await within(CALL_TIMEOUT_MS, "the alarm", armed);
  }

  get #isUncertain(): boolean {
    return (this.ctx.storage.kv.get<number>("uncertainUntil") ?? 0) > Date.now();
  }

  get #runs(): RunDesk {
    return new RunDesk(this.ctx.storage.kv, this.env, this.#account);
  }

  get #mails(): MailDesk {
    const given = { account: this.#account, since: this.#since, isolateSince: this.#isolateSince };
    return new MailDesk(this.ctx.storage.kv, this.env, given);
  }

  /** The object's name; kept as well, because not every runtime tells it to an alarm. */
  get #account(): string {
    const { kv } = this.ctx.storage;
    const kept = kv.get<string>("account");
    if (kept !== undefined) return kept;
    const { name } = this.ctx.id;
    if (name === undefined) throw new Error("this object does not know its account");
    kv.put("account", name);
    return name;
  }
}
