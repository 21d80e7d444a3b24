import { DurableObject } from "cloudflare:workers";
import { addCost, type ChunkRange, type Cost, noCost, planChunks } from "../domain/import.ts";
import { CHUNK_ROWS } from "../domain/limits.ts";
import { rowFailure } from "../domain/problems/row.ts";
import { newRun, noteSent, planWatch, type Run } from "../domain/run.ts";
import { log, reasonOf } from "../log.ts";
import { Database } from "../store/database.ts";
import { findImport, saveCost } from "../store/imports.ts";
import { failRows, finishRun, listPendingRows, type Starter, type StartOutcome, startRun } from "../store/run.ts";
import { MailDesk } from "./mail-desk.ts";

/** How often the watchdog looks while an import is active, and while only mails are pending (milliseconds). */
const WATCH_IMPORT_MS = 5_000;
const WATCH_MAILS_MS = 15_000;

/** What came of an attempt to start. */
export type Started = "started" | "in_progress" | "not_ready";

/**
 * Takes an account's imports on, one at a time, keeps one chunk in flight, ends them, and watches that nothing hangs.
 *
 * start:   place taken here (synchronously) → alarm set → D1 running → first range sent → noted here
 * settled: next range sent → noted here; after the last one, D1 completed
 * stop:    D1 stopping (by the asker, from then on no chunk can be written) → D1 stopped
 * A crash anywhere leaves the alarm, which reads D1 and sends, ends or clears what it finds. Sending twice is harmless:
 * a chunk settles only rows that are still pending.
 */
export class ImportCoordinator extends DurableObject<Env> {
  /** Sets a ready import running, unless the account's place is taken (I1). `spent` is what the check has cost. */
  async start(importId: string, starter: Starter, spent: Cost): Promise<Started> {
    const held = this.#run;
    if (held && (held.importId === importId || (await this.#isActive(held.importId)))) return "in_progress";
    // Awaiting D1 let other calls in: only a place that is still as it was may be taken.
    if (this.#run?.importId !== held?.importId) return "in_progress";
    this.#run = newRun(importId, spent);
    await this.ctx.storage.setAlarm(Date.now() + WATCH_IMPORT_MS);
    const db = this.#database();
    const outcome = await this.#startRun(db, importId, starter);
    if (outcome.kind !== "started") {
      this.#run = null;
      return outcome.kind === "not_ready" ? "not_ready" : "in_progress";
    }
    this.#run = { ...newRun(importId, addCost(spent, db.cost)), rest: planChunks(outcome.rows, CHUNK_ROWS) };
    await this.#sendNext(importId);
    return "started";
  }

  /** Hears that every row of a range has an outcome, and what that has cost. */
  async settled(importId: string, range: ChunkRange, cost: Cost): Promise<void> {
    const run = this.#run;
    if (run?.importId !== importId) return;
    this.#run = { ...run, cost: addCost(run.cost, cost) };
    if (run.sent?.range.to === range.to) await this.#sendNext(importId);
  }

  /** Ends an import that was marked as stopping in D1. */
  async stop(importId: string): Promise<void> {
    await this.#finish(importId);
  }

  /** Looks after the account at once: takes up an active import that this object has forgotten, and pending mails. */
  async watch(importId: string | null): Promise<void> {
    if (importId !== null && this.#run === null) this.#run = newRun(importId, noCost);
    await this.#rearm(await this.#watch());
  }

  /** Hears what sending mails of an import has cost; `drained` when nothing was left to send. */
  async mailsSent(importId: string | null, cost: Cost, drained: boolean): Promise<void> {
    if (importId !== null) this.#mails.addCost(importId, cost);
    if (drained) await this.#mails.saveCosts();
  }

  /** The watchdog. Re-arms first and never throws: the platform gives up on an alarm that fails several times. */
  override async alarm(): Promise<void> {
    await this.#rearm(WATCH_IMPORT_MS);
    let again: number | null = WATCH_IMPORT_MS;
    try {
      again = await this.#watch();
    } catch (error) {
      log("watchdog_failed", { account: this.#account, reason: reasonOf(error) });
    } finally {
      await this.#rearm(again);
    }
  }

  /** Looks after import and mails; gives the milliseconds until the next look, null when nothing is left to watch. */
  async #watch(): Promise<number | null> {
    const run = this.#run;
    if (run) await this.#watchRun(run);
    if (this.#run) return WATCH_IMPORT_MS;
    await this.#mails.saveCosts();
    return (await this.#mails.sendDue()) ? WATCH_MAILS_MS : null;
  }

  async #watchRun(run: Run): Promise<void> {
    const db = this.#database();
    const found = await findImport(db, this.#account, run.importId);
    const pending = found?.state === "running" ? await listPendingRows(db, this.#account, run.importId) : [];
    const step = planWatch(run, found && { state: found.state, pending }, Date.now());
    switch (step.kind) {
      case "wait":
        return;
      case "finish":
        return this.#finish(run.importId);
      case "forget":
        if (this.#run?.importId === run.importId) this.#run = null;
        return;
      case "give_up":
        return this.#giveUp(db, run.importId, step.range);
      case "send":
        return this.#send(run.importId, step);
      default:
        return step satisfies never;
    }
  }

  /** The next look of the watchdog finds the rows behind the range. */
  async #giveUp(db: Database, importId: string, range: ChunkRange): Promise<void> {
    log("range_given_up", { account: this.#account, import: importId, from: range.from, to: range.to });
    await failRows(db, { account: this.#account, importId, ...range }, rowFailure("internal_error", {}), now());
  }

  async #sendNext(importId: string): Promise<void> {
    const [range, ...rest] = this.#run?.rest ?? [];
    if (range) await this.#send(importId, { range, rest, times: 1 });
    else await this.#finish(importId);
  }

  /** Sent before it is noted: a crash in between sends the range again, and a settled row is never settled twice. */
  async #send(
    importId: string,
    next: { range: ChunkRange; rest: readonly ChunkRange[]; times: number },
  ): Promise<void> {
    await this.env.ROWS.send({ account: this.#account, importId, ...next.range });
    const run = this.#run;
    const sent = { range: next.range, at: Date.now(), times: next.times };
    if (run?.importId === importId) this.#run = noteSent(run, sent, next.rest);
  }

  /** After a fault it is not known whether the import runs: the watchdog looks at once, and gives the place back if not. */
  async #startRun(db: Database, importId: string, starter: Starter): Promise<StartOutcome> {
    try {
      return await startRun(db, this.#account, importId, starter);
    } catch (error) {
      await this.#rearm(0);
      throw error;
    }
  }

  async #finish(importId: string): Promise<void> {
    const db = this.#database();
    const spent = this.#run?.importId === importId ? this.#run.cost : null;
    const ended = await finishRun(db, this.#account, importId, { now: now(), cost: spent });
    if (!ended) return;
    if (this.#run?.importId === importId) this.#run = null;
    // What ending it has cost is known only now.
    if (spent) await saveCost(this.#database(), this.#account, importId, addCost(spent, db.cost));
    if (await this.#mails.sendDue()) await this.#rearm(WATCH_MAILS_MS);
  }

  async #isActive(importId: string): Promise<boolean> {
    const found = await findImport(this.#database(), this.#account, importId);
    return found?.state === "running" || found?.state === "stopping";
  }

  async #rearm(milliseconds: number | null): Promise<void> {
    if (milliseconds === null) await this.ctx.storage.deleteAlarm();
    else await this.ctx.storage.setAlarm(Date.now() + milliseconds);
  }

  get #run(): Run | null {
    return this.ctx.storage.kv.get<Run>("run") ?? null;
  }

  set #run(run: Run | null) {
    if (run) this.ctx.storage.kv.put("run", run);
    else this.ctx.storage.kv.delete("run");
  }

  get #account(): string {
    return this.ctx.id.name ?? "";
  }

  get #mails(): MailDesk {
    return new MailDesk(this.ctx.storage.kv, this.env, this.#account);
  }

  #database(): Database {
    return new Database(this.env.DB);
  }
}

function now(): string {
  return new Date().toISOString();
}
