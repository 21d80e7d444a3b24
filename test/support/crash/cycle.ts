import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { samples } from "../../../scripts/lib/paths.mjs";
import { MAILS_PER_MESSAGE } from "../../../src/domain/limits.ts";
import { violations } from "../checker/checker.ts";
import { countRepeats } from "../checker/mails.ts";
import { readAccount, serverSystem } from "../checker/node.ts";
import type { Observation, Sample, System } from "../checker/observation.ts";
import { observe } from "../checker/observe.ts";
import { Watcher } from "../checker/watch.ts";
import type { TestServer } from "../product/server.ts";
import { MovingDemo } from "./moving-demo.ts";
import { Outside } from "./outside.ts";

/** A machine that can be killed and started again on the same state. */
export type Machine = Pick<TestServer, "origin" | "stateDir" | "token" | "log" | "ended" | "kill" | "stop"> & {
  readonly again: () => Promise<Machine>;
};

/**
 * A kill, so many milliseconds after its stage has begun on a machine that is up: the upload with its POST, the run with
 * the answer, the move when the account is to be moved to another database (O6), the pause when the mail system takes none from there on until the next start (M11), the mails with the
 * import's end, the bounce when it is told that some have come back, the undo with its POST after that. A cycle with a kill
 * in its undo ends undone (I11).
 */
export type Kill = {
  readonly stage: "upload" | "run" | "move" | "pause" | "mails" | "bounce" | "undo";
  readonly after: number;
};

export type CrashCycle = {
  /** What D1 held right after each kill, and how long the restart took. */
  readonly kills: readonly (Kill & {
    readonly state: string;
    readonly rows: number;
    /** Mails that are recorded as waiting, and how many of those were out already. */
    readonly waiting: number;
    readonly unrecorded: number;
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

/** The latest moment of a kill in its stage; a move begins with a second in which nothing is copied. */
const LATEST_MS = 600;
const LATEST_OF_MOVE_MS = 4_000;
/** So long is waited for an end before the cycle is given up; what is promised is less. */
const PATIENCE_MS = 150_000;
const LOOK_MS = 40;
/** As a patient client repeats: uploads are limited to 60 in 10 minutes (S6), and a refusal counts. */
const REPEAT_MS = 1_000;

/**
 * Draws the moments of several kills: in the upload, in the run, perhaps in a move, in a pause, among the mails, as some come back,
 * mostly in an undo.
 */
export function planKills(
  { whole }: { readonly whole: (from: number, to: number) => number },
  isSpread = false,
): readonly Kill[] {
  const times = (count: number, stage: Kill["stage"]) =>
    Array.from({ length: count }, () => ({ stage, after: whole(0, stage === "move" ? LATEST_OF_MOVE_MS : LATEST_MS) }));
  return [
    ...times(1, "upload"),
    ...times(whole(1, 3), "run"),
    // Without a second database nothing is drawn for it, so that a seed means what it did.
    ...(isSpread ? times(whole(1, 2), "move") : []),
    ...times(whole(0, 1), "pause"),
    ...times(whole(0, 2), "mails"),
    ...times(whole(0, 1), "bounce"),
    ...times(whole(0, 2), "undo"),
  ];
}

/**
 * Imports the first users of users-1000.csv, or all, into the demo account of a machine that is killed again and again,
 * posts them with an Idempotency-Key until it is answered, waits for all ends, and has the checker look at what came of it.
 * Some of the mails come back in the end, unless told otherwise; a receiver hears the events if told so.
 */
export async function crashCycle(
  machine: Machine,
  kills: readonly Kill[],
  {
    users = 1_000,
    isHeard = false,
    comesBack = true,
  }: { readonly users?: number; readonly isHeard?: boolean; readonly comesBack?: boolean } = {},
): Promise<CrashCycle> {
  const outside = new Outside(comesBack);
  if (isHeard) await outside.hear(machine);
  try {
    const cycle = new Cycle(machine, users, outside);
    const killed: CrashCycle["kills"][number][] = [];
    for (const kill of kills) killed.push(await cycle.kill(kill));
    return { kills: killed, ...(await cycle.end(kills.length)) };
  } finally {
    await outside.close();
  }
}

/** From one start of the machine to its kill. */
type Life = {
  readonly machine: Machine;
  readonly system: System;
  readonly watcher: Watcher;
  readonly looking: Promise<void>;
  /** Aborted right before the machine is killed: from then on a connection may be cut off. */
  readonly end: AbortController;
};

type Answer = { readonly status: number; readonly id: string | null; readonly code?: string };

class Cycle {
  #started = Date.now();
  #logged = "";
  #life: Life;
  /** The import, once its POST has been answered. */
  #importId: string | null = null;
  /** Whether it is to be undone, and whether that was answered. */
  #undo: "no" | "asked" | "answered" = "no";
  readonly #move = new MovingDemo();

  readonly #users: number;
  readonly #outside: Outside;

  constructor(machine: Machine, users: number, outside: Outside) {
    this.#users = users;
    this.#outside = outside;
    this.#life = this.#live(machine, []);
  }

  /** Kills the machine at its moment and starts it again; tells how far the import was. */
  async kill({ stage, after }: Kill): Promise<CrashCycle["kills"][number]> {
    const { machine, watcher, looking, end } = this.#life;
    if (stage === "run" || stage === "pause") await this.#post();
    if (stage === "pause") await this.#outside.takeMails(machine, false);
    if (stage === "mails" || stage === "bounce" || stage === "undo") await this.#ended();
    if (stage === "bounce") await this.#outside.sendBack(machine);
    if (stage === "undo" && this.#undo === "no") this.#undo = "asked";
    if (stage === "move") {
      await this.#post();
      await this.#move.begin(machine);
    }
    const posting = this.#undo === "no" ? this.#post() : this.#postUndo();
    await sleep(after);
    end.abort();
    await machine.kill();
    await Promise.all([posting, looking]);
    this.#logged += readFileSync(machine.log, "utf8");
    await watcher.lookInto("D1");
    const found = this.#progress();
    this.#started = Date.now();
    this.#life = this.#live(await machine.again(), watcher.samples);
    if (stage === "pause") await this.#outside.takeMails(this.#life.machine, true);
    return { stage, after, restart: seconds(this.#started), ...found };
  }

  /** Waits for the end of the import and of its mails, and has everything checked. */
  async end(kills: number): Promise<Omit<CrashCycle, "kills">> {
    const { machine, system, watcher, looking, end } = this.#life;
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
    const told = seconds(this.#started);
    end.abort();
    await looking;
    const again = await this.#ask();
    const accepted = this.#importId === null ? [] : [this.#importId];
    const repeats = kills * MAILS_PER_MESSAGE;
    const undone = this.#undo === "no" ? [] : accepted;
    const known = { accepted, undone, ended: "mails", repeats, samples: watcher.samples } as const;
    const observation = await observe(system, ACCOUNT, known);
    const wrong = [
      ...violations(observation),
      ...checkOutcome(observation, again, { users: this.#users, undone: undone.length > 0 }),
      ...(await this.#outside.flaws(machine)),
      ...(await this.#move.flaws(machine)),
    ];
    return { imported, mailed, told, moved, repeats: countRepeats(observation.outbox), violations: wrong, machine };
  }

  /** Begins to look at a machine that is up; `seen` is what was seen of the one before. */
  #live(machine: Machine, seen: readonly Sample[]): Life {
    const system = serverSystem(machine, () => this.#logged + readFileSync(machine.log, "utf8"));
    const watcher = new Watcher(system, ACCOUNT, seen);
    const end = new AbortController();
    return { machine, system, watcher, looking: look(end.signal, watcher), end };
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
    const body = lines.slice(0, 1 + this.#users).join("");
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

  /** How far D1 says that it is; asked between two lives of the machine. */
  #progress() {
    type Found = Record<"created" | "failed" | "undone" | "waiting" | "unrecorded", number> & { state: string };
    const [found] = readAccount<Found>(
      this.#life.machine.stateDir,
      ACCOUNT,
      `SELECT state, created, failed, undone,
              (SELECT count(*) FROM mails WHERE account = '${ACCOUNT}' AND state = 'pending') AS waiting,
              (SELECT count(*) FROM mails WHERE account = '${ACCOUNT}' AND state = 'pending'
                 AND id IN (SELECT mail_id FROM dev_outbox)) AS unrecorded
       FROM imports WHERE account = '${ACCOUNT}' AND file_name = '${FILE}' ORDER BY id DESC LIMIT 1`,
    );
    if (!found) return { state: "none", rows: 0, waiting: 0, unrecorded: 0 };
    const { state, created, failed, undone, waiting, unrecorded } = found;
    return { state, rows: state.startsWith("undo") ? undone : created + failed, waiting, unrecorded };
  }
}

/** What this import must have come to, besides all that the checker knows. */
function checkOutcome(
  { stored }: Observation,
  again: Answer,
  { users, undone }: { readonly users: number; readonly undone: boolean },
): readonly string[] {
  const ours = stored.imports.filter(({ counts }) => counts.rows === users);
  const [one] = ours;
  return [
    ...(ours.length === 1 ? [] : [`one import per key: the POST has come to ${ours.length} imports`]),
    ...(again.status === 202 && again.id === one?.id
      ? []
      : [`one import per key: repeated, it gives ${again.status} ${again.id}`]),
    ...(one?.counts[undone ? "undone" : "created"] === users
      ? []
      : [`all rows: of ${users} users ${one?.counts.created} were created, and ${one?.counts.undone} undone`]),
  ];
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
