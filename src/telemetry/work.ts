import { AsyncLocalStorage } from "node:async_hooks";
import { type LogLevel, logLevelOf } from "../domain/operation/log-events.ts";

/** What is done at one go: a request, a batch of a queue, a call of an object, a round of the cron. */
export type Work = {
  /** What it is, with no value in it: `GET /api/v1/accounts/:account/users`, `queue rows`, `object settled`, `cron`. */
  route: string;
  /** The reference of the request, which its answer shows; null where nobody asked. */
  reference: string | null;
  account: string | null;
  /** The version of the Worker. */
  readonly version: string;
  /** From which level on lines are logged. */
  readonly level: LogLevel;
  /** How often D1 was asked, and how long it took together (milliseconds). */
  readonly d1: { calls: number; milliseconds: number };
};

const storage = new AsyncLocalStorage<Work>();

/** Begins a piece of work; nothing is done in it yet. */
export function newWork(env: Env, of: Pick<Work, "route"> & Partial<Pick<Work, "reference" | "account">>): Work {
  return {
    reference: null,
    account: null,
    version: env.VERSION?.id ?? "",
    level: logLevelOf(env.LOG_LEVEL),
    d1: { calls: 0, milliseconds: 0 },
    ...of,
  };
}

/** Does something as a part of a piece of work, which whoever is called from there can ask for. */
export function inWork<Value>(work: Work, doing: () => Value): Value {
  return storage.run(work, doing);
}

/** Notes which account is asked about in the work that is done now. */
export function noteAccount(account: string): void {
  const work = storage.getStore();
  if (work && account !== "") work.account = account;
}

/** Does something for one account within the work that is done now: several accounts may have messages in a batch. */
export function forAccount<Value>(account: string, doing: () => Value): Value {
  const work = storage.getStore();
  return work ? storage.run({ ...work, account }, doing) : doing();
}

/** Gives the work that is done now; null outside of any, as in a test. */
export function workNow(): Work | null {
  return storage.getStore() ?? null;
}
