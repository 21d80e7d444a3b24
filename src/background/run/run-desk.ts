import { addCost, type ChunkRange, type Cost, type Import, isActive } from "../../domain/import/import.ts";
import { isSettling } from "../../domain/import/moves.ts";
import {
  newRun,
  noteCost,
  noteSent,
  planWatch,
  type RangeSending,
  type Run,
  type WatchStep,
} from "../../domain/import/run.ts";
import { CALL_TIMEOUT_MS } from "../../domain/limits.ts";
import { log } from "../../log.ts";
import { within } from "../../platform/within.ts";
import type { AccountDatabase } from "../../store/database.ts";
import { finishRun } from "../../store/imports/finish-run.ts";
import { findActiveImport, findImport, saveCost } from "../../store/imports/imports.ts";
import { findLeft } from "../../store/imports/left-rows.ts";
import { raiseEpoch } from "../../store/imports/run.ts";
import { openAccount } from "../../store/places/open.ts";
import { observe } from "../../telemetry/meters.ts";
import { type ChunkMessage, toSend } from "../messages.ts";
import { noteHeard } from "../webhooks/desk.ts";
import { giveUp } from "./give-up.ts";

/** How often the watchdog looks while an import is active (milliseconds). */
export const WATCH_IMPORT_MS = 5_000;

/** The coordinator's import: what it remembers of it, and the steps that take it on. */
export class RunDesk {
  readonly #kv: SyncKvStorage;
  readonly #env: Env;
  readonly #account: string;

  constructor(kv: SyncKvStorage, env: Env, account: string) {
    this.#kv = kv;
    this.#env = env;
    this.#account = account;
  }

  get run(): Run | null {
    return this.#kv.get<Run>("run") ?? null;
  }

  /** Gives the account's place to an import. */
  keep(run: Run): void {
    this.#kv.put("run", run);
  }

  /** Gives the place back, unless another import, or the undo of the same, has it by now. */
  forget({ importId, undo }: Pick<Run, "importId" | "undo">): void {
    const { run } = this;
    if (run?.importId === importId && (run.undo === true) === (undo === true)) this.#kv.delete("run");
  }

  /** Tells whether an import holds the account's place in D1 too. */
  async isActive(importId: string): Promise<boolean> {
    const found = await findImport(await this.#database(), this.#account, importId);
    return found !== null && isActive(found.state);
  }

  /** Takes up the import that D1 says is active, if this object knows of none. */
  async takeUp(): Promise<void> {
    if (this.run) return;
    const db = await this.#database();
    const active = await findActiveImport(db, this.#account);
    if (active && !this.run) this.keep(runOf(active, db.cost));
  }

  /** Does what the watchdog must: sends again, gives up, ends, or forgets what D1 says is no longer active. */
  async watch(kept: Run, since: number): Promise<void> {
    const db = await this.#database();
    const found = await findImport(db, this.#account, kept.importId);
    const run = { ...kept, undo: found?.state === "undoing" };
    if (run.undo !== (kept.undo === true) && this.run?.importId === run.importId) this.keep(run);
    const isGoing = found !== null && isSettling(found.state);
    const { rows: left, epoch } = isGoing ? await findLeft(db, this.#account, run.importId) : { rows: [], epoch: null };
    const step = planWatch(run, found && { state: found.state, left, epoch }, { now: Date.now(), since });
    this.note(run.importId, db.cost);
    switch (step.kind) {
      case "wait":
        return;
      case "finish":
        return this.finish(run.importId);
      case "forget":
        this.forget(run);
        return this.takeUp();
      case "give_up":
        return this.#giveUp(run.importId, step.range);
      case "send":
        return this.#sendAgain(run, step);
      default:
        return step satisfies never;
    }
  }

  /** Sends the next range of a run in its own epoch; after the last one, ends it. `queue` is what it leaves by. */
  async sendNext({ importId, epoch, rest: [range, ...rest] }: Run, queue = this.#env.ROWS): Promise<void> {
    if (range) await this.#send(importId, { epoch, range, rest, times: 1, deaths: 0 }, queue);
    else await this.finish(importId);
  }

  /** Ends an import whose rows all have an outcome, or that is being stopped, with what it has cost until then. */
  async finish(importId: string): Promise<void> {
    const db = await this.#database();
    const run = this.run?.importId === importId ? this.run : null;
    const spent = run?.cost ?? null;
    const ended = await finishRun(db, this.#account, importId, { now: now(), cost: spent });
    noteHeard(this.#kv, db);
    if (!ended) return;
    observe("muster_import_seconds", { end: ended.state }, ended.seconds);
    this.forget(run ?? { importId });
    // What ending it has cost is known only now.
    if (spent)
      await saveCost(await this.#database(), this.#account, importId, noteCost(newRun(importId, spent), db.cost).cost);
  }

  /** Notes what has been spent on an import, if it still has the place. */
  note(importId: string, cost: Cost): void {
    const run = this.run;
    if (run?.importId === importId) this.keep(noteCost(run, cost));
  }

  /** In a new epoch whatever is still on its way from an older one does nothing any more. */
  async #sendAgain({ importId, epoch: own }: Run, step: Extract<WatchStep, { kind: "send" }>): Promise<void> {
    const { range, times } = step;
    const epoch = step.anew ? await this.#newEpoch(importId) : own;
    if (epoch === null) return;
    log("range_sent_again", { account: this.#account, import: importId, from: range.from, to: range.to, times, epoch });
    await this.#send(importId, { ...step, epoch });
  }

  /** The next look of the watchdog finds the rows behind the range. */
  async #giveUp(importId: string, range: ChunkRange): Promise<void> {
    const epoch = await this.#newEpoch(importId);
    if (epoch === null) return;
    log("range_given_up", { account: this.#account, import: importId, from: range.from, to: range.to, epoch });
    const unsettled = { account: this.#account, importId, epoch, undo: this.#isUndo(importId), ...range };
    await giveUp(await this.#database(), unsettled, now());
  }

  async #newEpoch(importId: string): Promise<number | null> {
    const db = await this.#database();
    const epoch = await raiseEpoch(db, this.#account, importId);
    this.note(importId, db.cost);
    // What is sent from now on, by whichever step, is sent in it.
    const run = this.run;
    if (epoch !== null && run?.importId === importId) this.keep({ ...run, epoch });
    return epoch;
  }

  /** Sent before it is noted: a crash in between sends the range again, and a settled row is never settled twice. */
  async #send(importId: string, sending: RangeSending, queue = this.#env.ROWS): Promise<void> {
    const { epoch, range } = sending;
    const message: ChunkMessage = { account: this.#account, importId, epoch, undo: this.#isUndo(importId), ...range };
    await within(CALL_TIMEOUT_MS, "the rows queue", queue.send(toSend(message)));
    const run = this.run;
    if (run?.importId === importId) this.keep(noteSent(run, sending, Date.now()));
  }

  #isUndo(importId: string): boolean {
    return this.run?.importId === importId && this.run.undo === true;
  }

  #database(): Promise<AccountDatabase> {
    return openAccount(this.#env, this.#account);
  }
}

/** An import that is being undone has cost something before. */
function runOf({ id, state, cost }: Import, spent: Cost): Run {
  return newRun(id, addCost(cost, spent), state === "undoing");
}

function now(): string {
  return new Date().toISOString();
}
