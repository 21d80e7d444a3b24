import { addCost, type Cost, planChunks } from "../../domain/import/import.ts";
import { whyNotStarted } from "../../domain/import/moves.ts";
import { newRun, type Run, type Starter, type Undoer } from "../../domain/import/run.ts";
import { CHUNK_ROWS, FEW_ROWS } from "../../domain/limits.ts";
import { log } from "../../log.ts";
import type { AccountDatabase } from "../../store/database.ts";
import { type StartOutcome, startRun } from "../../store/imports/run.ts";
import { startUndo, type UndoOutcome } from "../../store/imports/undo.ts";
import { openAccount } from "../../store/places/open.ts";
import { noteHeard } from "../webhooks/desk.ts";
import { type RunDesk, WATCH_IMPORT_MS } from "./run-desk.ts";

/** After a beginning whose end nobody knows, its write may still arrive for so long (milliseconds). */
const UNCERTAIN_MS = 60_000;

/** What came of an attempt to start. */
export type Started = "started" | "in_progress" | "not_ready" | "changed";
/** What came of an attempt to undo; `already`: somebody else asks for the same at this moment. */
export type Undone = "started" | "already" | "in_progress" | "not_undoable";

/** Tells whether the write of a beginning may still arrive though nobody waits for it any more. */
export function isUncertain(kv: SyncKvStorage): boolean {
  return (kv.get<number>("uncertainUntil") ?? 0) > Date.now();
}

type Given = {
  readonly account: string;
  readonly runs: RunDesk;
  /** Sets the alarm that looks after the import. */
  readonly arm: (milliseconds: number) => Promise<void>;
};

/** How the coordinator takes the account's place for an import that starts or is undone. */
export class BeginDesk {
  readonly #kv: SyncKvStorage;
  readonly #env: Env;
  readonly #given: Given;

  constructor(kv: SyncKvStorage, env: Env, given: Given) {
    this.#kv = kv;
    this.#env = env;
    this.#given = given;
  }

  /** Sets a ready import running, unless the account's place is taken (I1). */
  async start(importId: string, starter: Starter, spent: Cost): Promise<Started> {
    const run = newRun(importId, spent);
    if (this.#given.runs.run?.importId === importId || !(await this.#take(run))) return "in_progress";
    const outcome = await this.#begin(run, (db) => startRun(db, this.#given.account, importId, starter));
    if (outcome.kind === "not_started") return whyNotStarted(outcome.state);
    return outcome.kind === "started" ? "started" : "in_progress";
  }

  /** Has an import that has ended undone, unless the account's place is taken (I1, I11). */
  async undo(importId: string, undoer: Undoer, spent: Cost): Promise<Undone> {
    const run = newRun(importId, spent, true);
    if (!(await this.#take(run))) return "in_progress";
    const outcome = await this.#begin(run, (db) => startUndo(db, this.#given.account, importId, undoer));
    return outcome.kind === "another_is_active" ? "in_progress" : outcome.kind;
  }

  /** Takes the place if it is free, which D1 is asked about; tells whether it did. */
  async #take(run: Run): Promise<boolean> {
    const { runs } = this.#given;
    const held = runs.run;
    if (held && (await runs.isActive(held.importId))) return false;
    // Awaiting D1 let other calls in: only a place that is still as it was may be taken, and nothing is awaited in between.
    if (runs.run?.importId !== held?.importId || runs.run?.undo !== held?.undo) return false;
    runs.keep(run);
    return true;
  }

  /** Writes what begins in the place that was taken, and sends its first range; where nothing begins it is given back. */
  async #begin<Outcome extends StartOutcome | UndoOutcome>(
    run: Run,
    write: (db: AccountDatabase) => Promise<Outcome>,
  ): Promise<Outcome> {
    const { runs } = this.#given;
    const { db, outcome } = await this.#watched(async () => {
      const db = await openAccount(this.#env, this.#given.account);
      return { db, outcome: await write(db) };
    });
    noteHeard(this.#kv, db);
    if (outcome.kind === "started") {
      const rest = planChunks(outcome.rows, CHUNK_ROWS);
      runs.keep({ ...run, cost: addCost(run.cost, db.cost), epoch: outcome.epoch, rest });
      await this.#sendFirst(run.importId, outcome.rows.length);
    } else runs.forget(run);
    return outcome;
  }

  /** The alarm is set before D1 is asked, so that no crash leaves an import that nobody watches. */
  async #watched<Outcome>(write: () => Promise<Outcome>): Promise<Outcome> {
    try {
      await this.#given.arm(WATCH_IMPORT_MS);
      return await write();
    } catch (error) {
      // It is not known whether it has begun, or will: the watchdog looks at once, gives the place back if not, and goes
      // on looking.
      this.#kv.put("uncertainUntil", Date.now() + UNCERTAIN_MS);
      await this.#given.arm(0);
      throw error;
    }
  }

  /**
   * It has begun by now, whatever becomes of its first message: the watchdog sends another, and always by the queue that
   * every version consumes.
   */
  async #sendFirst(importId: string, rows: number): Promise<void> {
    const { account, runs } = this.#given;
    try {
      const { run } = runs;
      const queue = rows <= FEW_ROWS ? this.#env.ROWS_SMALL : this.#env.ROWS;
      if (run?.importId === importId) await runs.sendNext(run, queue);
    } catch (error) {
      log("first_range_not_sent", { account, import: importId }, error);
    }
  }
}
