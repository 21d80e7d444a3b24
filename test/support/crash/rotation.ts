import { setTimeout as sleep } from "node:timers/promises";
import { devVars } from "../../../scripts/lib/prepare.mjs";
import type { KeysPicture } from "../../../src/acts/people/keys.ts";
import { openedBy } from "../sealed/sealed-things.ts";
import { type Asked, ask, call } from "./asking.ts";
import type { Machine, Secrets } from "./machine.ts";
import { OldThings } from "./old-things.ts";
import { sealedIn } from "./sealed-state.ts";

const MASTER_SECRET = "the second secret of a deployment, made at random";
const OPERATOR_TOKEN = "operator-two-of-at-least-32-characters";

/** The cron comes again so long after it has ended, then after twice as long each time; in truth every five minutes. */
const CRON_MS = 250;
/** By so much the time is ahead that it is told in the end, more at each round: what is sealed anew is over after ten minutes. */
const ROUND_MS = 660_000;
const MOST_ROUNDS = 5;

/** What must have been sealed before, so that something is shown. */
const kinds = ["pin", "seed", "check", "row", "change", "upload", "hash"];

/**
 * Both secrets of a machine are changed at one of its kills (S11): it goes on with the new ones and those before, while the cron seals
 * anew what the secret before has sealed, and in the end with the new ones alone.
 */
export class Rotation {
  readonly #old = new OldThings();
  readonly #before: Secrets;
  #isBegun = false;
  #flaws: readonly string[] = [];

  constructor({ MASTER_SECRET: secret = "", OPERATOR_TOKEN: token = "" }: Secrets = devVars()) {
    this.#before = { MASTER_SECRET: secret, OPERATOR_TOKEN: token };
  }

  get isBegun(): boolean {
    return this.#isBegun;
  }

  /** Has something of each kind sealed with the secret that is to go; gives the secrets of the next start. */
  async begin(machine: Machine): Promise<Secrets> {
    await this.#old.prepare(machine);
    this.#isBegun = true;
    const { MASTER_SECRET: secret = "", OPERATOR_TOKEN: token = "" } = this.#before;
    return { MASTER_SECRET, MASTER_SECRET_PREVIOUS: secret, OPERATOR_TOKEN, OPERATOR_TOKEN_PREVIOUS: token };
  }

  /** From the change on has the cron come again and again, until the signal. */
  async sealAnew({ origin }: Machine, signal: AbortSignal): Promise<void> {
    for (let wait = CRON_MS; this.#isBegun && !signal.aborted; wait *= 2) {
      try {
        await cron(origin, Date.now());
        await sleep(wait, undefined, { signal });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  }

  /** How many things of a machine at rest the secret before opens; null before the change. */
  async left(stateDir: string): Promise<number | null> {
    return this.#isBegun ? (await this.#openedBefore(stateDir)).length : null;
  }

  /** Waits until the secret before may go; both are taken until then. */
  async finish(machine: Machine): Promise<void> {
    const before = await tokenStatus({ ...machine, token: this.#before.OPERATOR_TOKEN ?? "" });
    if (before !== 200) this.#note(`both tokens: the one before is answered with ${before} before it has gone`);
    for (let round = 1; ; round += 1) {
      await cron(machine.origin, Date.now() + round * ROUND_MS);
      const { finished, resealing } = await ask<KeysPicture>(machine, "GET", "/api/v1/operator/keys");
      if (!finished && round < MOST_ROUNDS) continue;
      if (!finished) this.#note(`sealing anew ends: it has not in ${round} rounds: ${JSON.stringify(resealing)}`);
      const unopened = resealing.filter((one) => one.unopened > 0).map(({ thing }) => thing);
      if (unopened.length > 0) this.#note(`nothing is lost: no secret opens some of ${unopened.join(", ")}`);
      return;
    }
  }

  /** Looks into a machine at rest, then starts it with the new secrets alone. */
  async leaveOld(machine: Machine): Promise<Machine> {
    const things = await sealedIn(machine.stateDir);
    const opened = new Set(await openedBy(MASTER_SECRET, things));
    const shut = things.filter(({ name }) => !opened.has(name)).map(({ name }) => name);
    if (shut.length > 0) this.#note(`nothing is lost: the new secret does not open ${some(shut)}`);
    const open = await this.#openedBefore(machine.stateDir);
    if (open.length > 0) this.#note(`the secret before opens nothing: it opens ${some(open)}`);
    const missing = kinds.filter((kind) => !things.some((thing) => thing.kind === kind));
    if (missing.length > 0) this.#note(`something of each kind is sealed: there is no ${missing.join(", no ")}`);
    return machine.again({ MASTER_SECRET, OPERATOR_TOKEN });
  }

  /** S11: with the new secrets alone all goes on, and the token before is refused. Things are changed by this. */
  async flaws(machine: Machine): Promise<readonly string[]> {
    if (!this.#isBegun) return [];
    const before = await tokenStatus({ ...machine, token: this.#before.OPERATOR_TOKEN ?? "" });
    if (before !== 401) this.#note(`the token before opens nothing: it is answered with ${before}`);
    const { previous } = await ask<KeysPicture>(machine, "GET", "/api/v1/operator/keys");
    if (previous !== null) this.#note("the secret before has gone: it is named still");
    return [...this.#flaws, ...(await this.#old.flaws(machine))];
  }

  async #openedBefore(stateDir: string): Promise<readonly string[]> {
    return openedBy(this.#before.MASTER_SECRET ?? "", await sealedIn(stateDir));
  }

  #note(flaw: string): void {
    this.#flaws = [...this.#flaws, flaw];
  }
}

/** The cron comes, at the time that it is told. */
async function cron(origin: string, time: number): Promise<void> {
  const { ok, status } = await fetch(`${origin}/cdn-cgi/local/scheduled?time=${time}`);
  if (!ok) throw new Error(`the cron was answered with ${status}`);
}

async function tokenStatus(asked: Asked): Promise<number> {
  return (await call(asked, "GET", "/api/v1/operator/keys")).status;
}

/** The first of them, and how many there are. */
function some(names: readonly string[]): string {
  return `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
}
