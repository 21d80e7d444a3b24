import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { samples } from "../../../scripts/lib/paths.mjs";
import { MAILS_PER_MESSAGE } from "../../../src/domain/limits.ts";
import { violations } from "../checker/checker.ts";
import { countRepeats } from "../checker/mails.ts";
import { readDatabase, serverSystem } from "../checker/node.ts";
import { observe } from "../checker/observe.ts";
import { Watcher } from "../checker/watch.ts";

const ACCOUNT = "demo";
const PATH = `/api/v1/accounts/${ACCOUNT}/imports?filename=users-1000.csv&passwords=users`;
const KEY = "crash-cycle";
const file = readFileSync(join(samples, "users-1000.csv"));

/** The latest moment of a kill in its stage. */
const LATEST_MS = 600;
/** So long is waited for an end before the cycle is given up; what is promised is less. */
const PATIENCE_MS = 150_000;
const LOOK_MS = 40;
/** As a patient client repeats: uploads are limited to 60 in 10 minutes (S6), and a refusal counts. */
const REPEAT_MS = 1_000;

/** See crash-cycle.d.mts. */
export function planKills({ whole }) {
  const times = (count, stage) => Array.from({ length: count }, () => ({ stage, after: whole(0, LATEST_MS) }));
  return [...times(1, "upload"), ...times(whole(1, 3), "run"), ...times(whole(0, 2), "mails")];
}

/** See crash-cycle.d.mts. */
export async function crashCycle(machine, kills) {
  const cycle = new Cycle(machine);
  const killed = [];
  for (const kill of kills) killed.push(await cycle.kill(kill));
  return { kills: killed, ...(await cycle.end(kills.length)) };
}

class Cycle {
  #machine;
  #started = Date.now();
  #logged = "";
  #system;
  #watcher;
  #looking;
  /** Aborted right before the machine is killed: from then on a connection may be cut off. */
  #life;
  /** The import, once its POST has been answered. */
  #importId = null;

  constructor(machine) {
    this.#use(machine);
  }

  /** Kills the machine at its moment and starts it again; tells how far the import was. */
  async kill({ stage, after }) {
    if (stage === "run") await this.#post();
    if (stage === "mails") await this.#ended();
    const posting = this.#post();
    await sleep(after);
    this.#life.abort();
    await this.#machine.kill();
    await Promise.all([posting, this.#looking]);
    this.#logged += readFileSync(this.#machine.log, "utf8");
    await this.#watcher.lookInto("D1");
    const found = this.#progress();
    this.#started = Date.now();
    this.#use(await this.#machine.again());
    return { stage, after, restart: seconds(this.#started), ...found };
  }

  /** Waits for the end of the import and of its mails, and has everything checked. */
  async end(kills) {
    await this.#ended();
    const imported = seconds(this.#started);
    await this.#until("/mails?state=pending&limit=1", ({ items }) => items.length === 0);
    const mailed = seconds(this.#started);
    this.#life.abort();
    await this.#looking;
    const again = await this.#ask();
    const known = {
      accepted: [this.#importId],
      ended: "mails",
      repeats: kills * MAILS_PER_MESSAGE,
      samples: this.#watcher.samples,
    };
    const observation = await observe(this.#system, ACCOUNT, known);
    const wrong = [...violations(observation), ...checkOutcome(observation, again)];
    return { imported, mailed, repeats: countRepeats(observation.outbox), violations: wrong, machine: this.#machine };
  }

  #use(machine) {
    this.#machine = machine;
    const logs = () => this.#logged + readFileSync(machine.log, "utf8");
    this.#system = serverSystem(machine, logs);
    const seen = this.#watcher?.samples ?? [];
    this.#watcher = new Watcher(this.#system, ACCOUNT, seen);
    this.#life = new AbortController();
    this.#looking = this.#look(this.#life.signal, this.#watcher);
  }

  /** Posts the file until it is answered, or until the machine dies; what was answered is not asked again. */
  async #post() {
    const { signal } = this.#life;
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

  async #ask() {
    const headers = {
      Authorization: `Bearer ${this.#machine.token}`,
      "Content-Type": "text/csv",
      "Idempotency-Key": KEY,
    };
    const response = await fetch(`${this.#machine.origin}${PATH}`, { method: "POST", headers, body: file });
    return { status: response.status, ...JSON.parse(await response.text()) };
  }

  /**
   * Looks again and again for as long as the machine lives. Nobody waits for an answer before a kill: workerd answers
   * nobody while a message is consumed, so that the kill would always come between two messages.
   */
  async #look(signal, watcher) {
    while (!signal.aborted) {
      try {
        await watcher.lookInto("API");
        await sleep(LOOK_MS, undefined, { signal });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  }

  /** Waits until the import has ended. It is posted meanwhile if its POST was never answered. */
  async #ended() {
    await this.#post();
    return this.#until(`/imports/${this.#importId}`, ({ state }) => state === "completed" || state === "stopped");
  }

  /** Asks for a path of the account until the answer is as it should be. */
  async #until(path, isReached) {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(LOOK_MS)) {
      const { status, text } = await this.#system.call("GET", `/api/v1/accounts/${ACCOUNT}${path}`);
      if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
      if (isReached(JSON.parse(text))) return;
    }
    throw new Error(`GET ${path}: nothing came of it within ${PATIENCE_MS / 1_000} s`);
  }

  /** How far D1 says that it is; asked between two lives of the machine. */
  #progress() {
    const [found] = readDatabase(
      this.#machine.stateDir,
      `SELECT state, created, failed, pending,
              (SELECT count(*) FROM mails WHERE account = '${ACCOUNT}' AND state = 'pending') AS waiting,
              (SELECT count(*) FROM mails WHERE account = '${ACCOUNT}' AND state = 'pending'
                 AND id IN (SELECT mail_id FROM dev_outbox)) AS unrecorded
       FROM imports WHERE account = '${ACCOUNT}' AND file_name = 'users-1000.csv' ORDER BY id DESC LIMIT 1`,
    );
    if (!found) return { state: "none", rows: 0, waiting: 0, unrecorded: 0 };
    const { state, created, failed, waiting, unrecorded } = found;
    return { state, rows: created + failed, waiting, unrecorded };
  }
}

/** What this import must have come to, besides all that the checker knows. */
function checkOutcome({ stored }, again) {
  const ours = stored.imports.filter(({ counts }) => counts.rows === 1_000);
  const [one] = ours;
  return [
    ...(ours.length === 1 ? [] : [`one import per key: the POST has come to ${ours.length} imports`]),
    ...(again.status === 202 && again.id === one?.id
      ? []
      : [`one import per key: repeated, it gives ${again.status} ${again.id}`]),
    ...(one?.counts.created === 1_000 ? [] : [`all rows: of 1,000 users ${one?.counts.created} were created`]),
  ];
}

function seconds(since) {
  return (Date.now() - since) / 1_000;
}
