import type { ChunkRange, Cost } from "../../domain/import/import.ts";
import { noteCost, type Starter, type Undoer } from "../../domain/import/run.ts";
import { MAILS_PER_MESSAGE } from "../../domain/limits.ts";
import type { MailLane } from "../../domain/mail/lane.ts";
import { log } from "../../log.ts";
import { isolateSince } from "../../platform/isolate.ts";
import { Newest } from "../events/newest.ts";
import type { Started, Undone } from "./begin-desk.ts";
import { Desks, type Up } from "./desks.ts";
import { openNotes } from "./notes.ts";
import { WATCH_IMPORT_MS } from "./run-desk.ts";
import { WorkingObject } from "./working-object.ts";

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
export class ImportCoordinator extends WorkingObject {
  /** What was sent before this object came up may have died with its predecessor. */
  readonly #up: Up = { since: openNotes(this.ctx.storage), isolateSince: isolateSince(), moving: { step: null } };
  readonly #newest = new Newest();
  /** Undos that are begun at this moment. */
  readonly #undoing = new Map<string, Promise<Undone>>();

  /** Sets a ready import running, unless the account's place is taken (I1). `spent` is what the check has cost. */
  async start(importId: string, starter: Starter, spent: Cost): Promise<Started> {
    return this.during("start", async () => {
      const started = await this.#desks.begins.start(importId, starter, spent);
      await this.#desks.webhooks.deliver();
      return started;
    });
  }

  /**
   * Has an import that has ended undone, unless the account's place is taken (I1, I11). `spent` is what it has cost so
   * far. Whoever asks while the same is begun waits for what comes of that.
   */
  async undo(importId: string, undoer: Undoer, spent: Cost): Promise<Undone> {
    return this.during("undo", async () => {
      const begun = this.#undoing.get(importId);
      if (begun) return (await begun) === "started" ? "already" : begun;
      const beginning = this.#desks.begins.undo(importId, undoer, spent).finally(() => this.#undoing.delete(importId));
      this.#undoing.set(importId, beginning);
      return beginning;
    });
  }

  /** Hears that every row of a range has an outcome, and what that has cost. What is said of an older epoch is not news. */
  async settled(importId: string, chunk: ChunkRange & { readonly epoch: number }, cost: Cost): Promise<void> {
    return this.during("settled", async () => {
      const run = this.#desks.runs.run;
      if (run?.importId !== importId) return;
      this.#desks.runs.keep(noteCost(run, cost));
      if (run.epoch !== chunk.epoch || run.sent?.range.to !== chunk.to) return;
      await this.#desks.runs.sendNext(noteCost(run, cost));
      if (!this.#desks.runs.run) await this.#sendMails();
      await this.#desks.webhooks.deliver();
    });
  }

  /** Ends an import that was marked as stopping in D1. */
  async stop(importId: string): Promise<void> {
    return this.during("stop", async () => {
      await this.#desks.runs.finish(importId);
      await this.#sendMails();
      await this.#desks.webhooks.deliver();
    });
  }

  /** Names the import that has the account's place; what it remembers is enough, and nobody who waits costs D1 anything. */
  async active(): Promise<string | null> {
    return this.#desks.runs.run?.importId ?? null;
  }

  /** Looks after the account at once, from what D1 says: takes up an active import that this object has forgotten. */
  async watch(): Promise<void> {
    return this.during("watch", async () => {
      await this.#desks.runs.takeUp();
      this.#desks.webhooks.note();
      await this.#desks.rearm(await this.#watch());
    });
  }

  /** Hears that the account is to be moved to another database, or that its move goes on; tells nobody how far it comes (O6). */
  async move(): Promise<void> {
    return this.during("move", async () => {
      this.#desks.moves.note();
      await this.#desks.rearm(0);
    });
  }

  /** Gives the place of the account's newest event, for those who wait for the next one (W2). */
  async newestEvent(): Promise<number> {
    return this.during("newestEvent", () => this.#newest.find(this.env, this.#desks.account));
  }

  /** Has events sent to webhooks, now that some were recorded for them (W3). */
  async deliveriesRecorded(): Promise<void> {
    return this.during("deliveriesRecorded", () => this.#desks.webhooks.recorded());
  }

  /** Hears that a message has sent what was due to webhooks, and looks at once for what is due since. */
  async delivered(): Promise<void> {
    return this.during("delivered", () => this.#desks.webhooks.answered());
  }

  /** Has pending mails sent, now that some were recorded. */
  async mailsRecorded(): Promise<void> {
    return this.during("mailsRecorded", () => this.#sendMails());
  }

  /**
   * Hears how many mails a message found due, and what that has cost the import whose mails they are. When all of a lane
   * are answered it looks for what has become due meanwhile, unless the last found nothing. A version before has one lane.
   */
  async mailsSent(importId: string | null, cost: Cost, mails: number, lane: MailLane = "bulk"): Promise<void> {
    return this.during("mailsSent", async () => {
      if (importId !== null) this.#desks.mails.addCost(importId, cost);
      const last = mails > 0 && (await this.#desks.mails.answered(lane));
      const isSaved = (last || mails < MAILS_PER_MESSAGE) && !this.#desks.moves.isHeld;
      if (isSaved) await this.#desks.mails.saveCosts();
      if (last) await this.#sendMails();
    });
  }

  /**
   * The watchdog. Re-arms first, and again at the end: the platform gives up on an alarm that fails several times, so
   * nothing but the last re-arming may be thrown here.
   */
  override async alarm(): Promise<void> {
    return this.during("alarm", async () => {
      let again: number | null = WATCH_IMPORT_MS;
      try {
        await this.#desks.rearm(again);
        again = await this.#watch();
      } catch (error) {
        log("watchdog_failed", { account: this.#desks.account }, error);
      }
      await this.#desks.rearm(again);
    });
  }

  /** Looks after import and mails; gives the milliseconds until the next look, null when nothing is left to watch. */
  async #watch(): Promise<number | null> {
    if (this.#desks.isUncertain) await this.#desks.runs.takeUp();
    const run = this.#desks.runs.run;
    if (run) await this.#desks.runs.watch(run, this.#up.since);
    const wasHeld = this.#desks.moves.isHeld;
    const moving = await this.#desks.moves.step();
    if (this.#desks.moves.isHeld) return moving;
    if (wasHeld) this.#desks.resume();
    await this.#desks.webhooks.sendDue();
    if (this.#desks.runs.run) return WATCH_IMPORT_MS;
    await this.#desks.mails.saveCosts();
    const mails = await this.#desks.mails.sendDue();
    return moving === null || mails === null ? (moving ?? mails) : Math.min(moving, mails);
  }

  async #sendMails(): Promise<void> {
    if (this.#desks.moves.isHeld) return;
    const again = await this.#desks.mails.sendDue();
    if (!this.#desks.runs.run) await this.#desks.rearm(again);
  }

  get #desks(): Desks {
    return new Desks(this.ctx, this.env, this.#up);
  }
}
