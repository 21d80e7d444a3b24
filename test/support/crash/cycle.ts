import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { samples } from "../../../scripts/lib/paths.mjs";
import { violations } from "../checker/checker.ts";
import { countRepeats } from "../checker/mails.ts";
import { serverSystem } from "../checker/node.ts";
import type { Sample, System } from "../checker/observation.ts";
import { observe } from "../checker/observe.ts";
import { Watcher } from "../checker/watch.ts";
import type { Kill } from "./kills.ts";
import type { Machine } from "./machine.ts";
import { MovingDemo } from "./moving-demo.ts";
import { type Answer, checkOutcome } from "./outcome.ts";
import { Outside } from "./outside.ts";
import { type Progress, progressOf } from "./progress.ts";
import { Rotation } from "./rotation.ts";
import { MOST_UNRECORDED, Unrecorded } from "./unrecorded.ts";

export type CrashCycle = {
  /** What D1 held right after each kill, and how long the restart took. */
  readonly kills: readonly (Kill &
    Progress & {
      /** How many mails this kill has left that were out and not recorded. */
      readonly unrecorded: number;
      /** How many things are sealed with the secret before; null where it was not changed by then. */
      readonly left: number | null;
      readonly restart: number;
    })[];
  /** Seconds from the last restart's beginning to the end of the import, or of its undo, and of its mails. */
  readonly imported: number;
  readonly mailed: number;
  /** The same until every event had arrived where a receiver hears them. */
  readonly told: number;
  /** The same until the account was not on its way to another database any more. */
  readonly moved: number;
  /** Mails that were sent more than once. */
  readonly repeats: number;
  readonly violations: readonly string[];
  /** The one that runs now. */
  readonly machine: Machine;
};

const ACCOUNT = "demo";
const KEY = "crash-cycle";
const FILE = "users-1000.csv";
const PATH = `/api/v1/accounts/${ACCOUNT}/imports?filename=${FILE}&passwords=users`;
const lines = readFileSync(join(samples, FILE), "utf8").split(/(?<=\n)/);

/** So long is waited for an end before the cycle is given up; what is promised is less. */
const PATIENCE_MS = 150_000;
const LOOK_MS = 40;
/** As a patient client repeats: uploads are limited to 60 in 10 minutes (S6), and a refusal counts. */
const REPEAT_MS = 1_000;

type Given = {
  readonly users?: number;
  readonly isHeard?: boolean;
  readonly comesBack?: boolean;
  /** So many mails may be out and not recorded when one kill comes; another version may have another bound. */
  readonly mostUnrecorded?: number;
};

/**
 * Imports the first users of users-1000.csv, or all, into the demo account of a machine that is killed again and again,
 * posts them with an Idempotency-Key until it is answered, waits for all ends, and has the checker look at what came of it.
 * Some of the mails come back in the end, unless told otherwise; a receiver hears the events if told so.
 */
export async function crashCycle(
  machine: Machine,
  kills: readonly Kill[],
  { users = 1_000, isHeard = false, comesBack = true, mostUnrecorded = MOST_UNRECORDED }: Given = {},
): Promise<CrashCycle> {
  const outside = new Outside(comesBack);
  if (isHeard) await outside.hear(machine);
  try {
    const cycle = new Cycle(machine, { users, mostUnrecorded }, outside);
    const killed: CrashCycle["kills"][number][] = [];
    for (const kill of kills) killed.push(await cycle.kill(kill));
    return { kills: killed, ...(await cycle.end()) };
  } finally {
    await outside.close();
  }
}

/** From one start of the machine to its kill. */
type Life = {
  readonly machine: Machine;
  readonly system: System;
  readonly watcher: Watcher;
  readonly looking: Promise<unknown>;
  /** Aborted right before the machine is killed: from then on a connection may be cut off. */
  readonly end: AbortController;
};

class Cycle {
  #started = Date.now();
  #logged = "";
  #life: Life;
  /** The import, once its POST has been answered. */
  #importId: string | null = null;
  /** Whether it is to be undone, and whether that was answered. */
  #undo: "no" | "asked" | "answered" = "no";
  readonly #move = new MovingDemo();
  readonly #unrecorded = new Unrecorded(ACCOUNT);
  readonly #rotation = new Rotation();
  readonly #flaws: string[] = [];
  readonly #given: Pick<Required<Given>, "users" | "mostUnrecorded">;
  readonly #outside: Outside;

  constructor(machine: Machine, given: Pick<Required<Given>, "users" | "mostUnrecorded">, outside: Outside) {
    this.#given = given;
    this.#outside = outside;
    this.#life = this.#live(machine, []);
  }

  /** Kills the machine at its moment and starts it again; tells how far the import was. */
  async kill({ stage, after }: Kill): Promise<CrashCycle["kills"][number]> {
    const { machine, watcher, looking, end } = this.#life;
    await this.#enter(stage);
    const secrets = stage === "rotate" ? await this.#rotation.begin(machine) : undefined;
    const posting = this.#undo === "no" ? this.#post() : this.#postUndo();
    await sleep(after);
    end.abort();
    await machine.kill();
    await Promise.all([posting, looking]);
    this.#logged += readFileSync(machine.log, "utf8");
    await watcher.lookInto("D1");
    const found = await this.#found();
    this.#started = Date.now();
    this.#life = this.#live(await machine.again(secrets), watcher.samples);
    if (stage === "pause") await this.#outside.takeMails(this.#life.machine, true);
    return { stage, after, restart: seconds(this.#started), ...found };
  }

  /** Waits until a stage has begun, and does what belongs to it. */
  async #enter(stage: Kill["stage"]): Promise<void> {
    const { machine } = this.#life;
    if (stage === "run" || stage === "pause" || stage === "move") await this.#post();
    if (stage === "pause") await this.#outside.takeMails(machine, false);
    if (stage === "mails" || stage === "bounce" || stage === "undo") await this.#ended();
    if (stage === "bounce") await this.#outside.sendBack(machine);
    if (stage === "undo" && this.#undo === "no") this.#undo = "asked";
    if (stage === "move") await this.#move.begin(machine);
  }

  /** What a kill has left; looked for between two lives of the machine. */
  async #found() {
    const { stateDir } = this.#life.machine;
    const unrecorded = this.#unrecorded.look(stateDir);
    const most = this.#given.mostUnrecorded;
    if (unrecorded > most)
      this.#flaws.push(
        `few repetitions: a kill left ${unrecorded} mails unrecorded that were out, at most ${most} may be`,
      );
    return { ...progressOf(stateDir, ACCOUNT, FILE), unrecorded, left: await this.#rotation.left(stateDir) };
  }

  /** Waits for the end of the import and of its mails, and has everything checked. */
  async end(): Promise<Omit<CrashCycle, "kills">> {
    const times = await this.#times();
    if (this.#rotation.isBegun) await this.#leaveOldSecrets();
    const { machine, system, watcher } = await this.#rest();
    const again = await this.#ask();
    const accepted = this.#importId === null ? [] : [this.#importId];
    // Whatever was recorded never goes again, so that no more is allowed than the kills have left unrecorded (M4).
    const repeats = this.#unrecorded.count;
    const undone = this.#undo === "no" ? [] : accepted;
    const known = { accepted, undone, ended: "mails", repeats, samples: watcher.samples } as const;
    const observation = await observe(system, ACCOUNT, known);
    const wrong = [
      ...this.#flaws,
      ...violations(observation),
      ...checkOutcome(observation, again, { users: this.#given.users, undone: undone.length > 0 }),
      ...(await this.#rotation.flaws(machine)),
      ...(await this.#outside.flaws(machine)),
      ...(await this.#move.flaws(machine)),
    ];
    return { ...times, repeats: countRepeats(observation.outbox), violations: wrong, machine };
  }

  /** Waits for one end after the other, and tells how long each took. */
  async #times(): Promise<Pick<CrashCycle, "imported" | "mailed" | "moved" | "told">> {
    const { machine } = this.#life;
    await this.#ended();
    if (this.#undo !== "no") await this.#undone();
    const imported = seconds(this.#started);
    await this.#until<{ items: unknown[] }>("/mails?state=pending&limit=1", ({ items }) => items.length === 0);
    const mailed = seconds(this.#started);
    await this.#until("", () => this.#move.isOver(machine));
    const moved = seconds(this.#started);
    await this.#outside.sendBack(machine);
    // The version before has no such filter, and was told of none.
    if (this.#outside.bounced.size > 0)
      await this.#until<{ items: { id: string }[] }>("/mails?state=bounced&limit=200", ({ items }) => {
        const back = new Set(items.map(({ id }) => id));
        return [...this.#outside.bounced].every((id) => back.has(id));
      });
    await this.#until("/webhooks", () => this.#outside.isTold(machine));
    return { imported, mailed, moved, told: seconds(this.#started) };
  }

  /** The machine goes on with the new secrets alone, once the old ones may go. */
  async #leaveOldSecrets(): Promise<void> {
    const { machine, watcher } = await this.#rest();
    await this.#rotation.finish(machine);
    await machine.kill();
    this.#logged += readFileSync(machine.log, "utf8");
    this.#life = this.#live(await this.#rotation.leaveOld(machine), watcher.samples);
  }

  /** Looks no more. */
  async #rest(): Promise<Life> {
    this.#life.end.abort();
    await this.#life.looking;
    return this.#life;
  }

  /** Begins to look at a machine that is up; `seen` is what was seen of the one before. */
  #live(machine: Machine, seen: readonly Sample[]): Life {
    const system = serverSystem(machine, () => this.#logged + readFileSync(machine.log, "utf8"));
    const watcher = new Watcher(system, ACCOUNT, seen);
    const end = new AbortController();
    const looking = Promise.all([look(end.signal, watcher), this.#rotation.sealAnew(machine, end.signal)]);
    return { machine, system, watcher, looking, end };
  }

  /** Posts the file until it is answered, or until the machine dies; what was answered is not asked again. */
  async #post(): Promise<void> {
    const { signal } = this.#life.end;
    while (!signal.aborted && this.#importId === null) {
      try {
        const { status, id, code } = await this.#ask();
        if (status === 202) this.#importId = id;
        else if (status < 500 && code !== "idempotency_in_progress") throw new Error(`POST: ${status} ${code}`);
        else await sleep(REPEAT_MS, undefined, { signal });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  }

  /** Asks for the undo until that is answered, or until the machine dies; what was answered is not asked again. */
  async #postUndo(): Promise<void> {
    const { signal } = this.#life.end;
    while (!signal.aborted && this.#undo === "asked") {
      try {
        const path = `/api/v1/accounts/${ACCOUNT}/imports/${this.#importId}/undo`;
        const { status, text } = await this.#life.system.call("POST", path, "");
        if (status === 202 || status === 200) this.#undo = "answered";
        else if (status < 500 && !text.includes("import_in_progress")) throw new Error(`undo: ${status} ${text}`);
        else await sleep(REPEAT_MS, undefined, { signal });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  }

  async #undone(): Promise<void> {
    await this.#postUndo();
    return this.#until<{ state: string }>(`/imports/${this.#importId}`, ({ state }) => state === "undone");
  }

  async #ask(): Promise<Answer> {
    const { machine } = this.#life;
    const headers = {
      Authorization: `Bearer ${machine.token}`,
      "Content-Type": "text/csv",
      "Idempotency-Key": KEY,
    };
    const body = lines.slice(0, 1 + this.#given.users).join("");
    const response = await fetch(`${machine.origin}${PATH}`, { method: "POST", headers, body });
    return { status: response.status, ...JSON.parse(await response.text()) };
  }

  /** Waits until the import has ended. It is posted meanwhile if its POST was never answered. */
  async #ended(): Promise<void> {
    await this.#post();
    const isOver = ({ state }: { state: string }) => ["completed", "stopped", "undoing", "undone"].includes(state);
    return this.#until(`/imports/${this.#importId}`, isOver);
  }

  /** Asks for a path of the account until the answer is as it should be. */
  async #until<Found>(path: string, isReached: (found: Found) => boolean | Promise<boolean>): Promise<void> {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(LOOK_MS)) {
      const { status, text } = await this.#life.system.call("GET", `/api/v1/accounts/${ACCOUNT}${path}`);
      if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
      if (await isReached(JSON.parse(text))) return;
    }
    throw new Error(`GET ${path}: nothing came of it within ${PATIENCE_MS / 1_000} s`);
  }
}

/**
 * Looks again and again for as long as the machine lives. Nobody waits for an answer before a kill: workerd answers
 * nobody while a message is consumed, so that the kill would always come between two messages.
 */
async function look(signal: AbortSignal, watcher: Watcher): Promise<void> {
  while (!signal.aborted) {
    try {
      await watcher.lookInto("API");
      await sleep(LOOK_MS, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

function seconds(since: number): number {
  return (Date.now() - since) / 1_000;
}
