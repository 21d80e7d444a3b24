import { env } from "cloudflare:workers";
import { ulid } from "ulid";
import { MoveDesk } from "../../../src/background/moves/desk.ts";
import { DirectoryDatabase } from "../../../src/store/database.ts";
import { beginMove } from "../../../src/store/moves/moves.ts";
import { databasesOf } from "../../../src/store/places/databases.ts";

/** A move in the hands of a test, without the account's object: step by step, and killed at any call of D1. */

/** The bindings of a process that dies at its n-th call of a database, before it or right after it was done. */
export function mortal(n: number, when: "before" | "after"): { readonly env: Env; readonly isDead: () => boolean } {
  let [calls, dead] = [0, false];
  const call = async <Value>(doing: () => Promise<Value>): Promise<Value> => {
    calls += 1;
    const isLast = calls === n;
    if (dead || (isLast && when === "before")) dead = true;
    if (dead) throw new Error("killed");
    const value = await doing();
    if (!isLast) return value;
    dead = true;
    throw new Error("killed");
  };
  const over = (d1: D1Database) =>
    new Proxy(d1, {
      get(target, name) {
        if (name === "batch") return (given: D1PreparedStatement[]) => call(() => target.batch(given));
        if (name === "prepare") return (sql: string) => prepared(target.prepare(sql));
        const member = Reflect.get(target, name);
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
  const prepared = (statement: D1PreparedStatement): D1PreparedStatement => {
    const [bind, all, run] = [statement.bind, statement.all, statement.run].map((member) => member.bind(statement));
    return Object.assign(statement, {
      bind: (...values: unknown[]) => prepared(bind?.(...values) as unknown as D1PreparedStatement),
      all: () => call(all as never),
      run: () => call(run as never),
    });
  };
  const databases = databasesOf(env).map(({ name, d1 }) => [name, over(d1)] as const);
  const bindings = { ...env, ...Object.fromEntries(databases), DIRECTORY: over(env.DIRECTORY) };
  return { env: bindings as unknown as Env, isDead: () => dead };
}

/** What an object remembers, without an object. */
function memory(): SyncKvStorage {
  const kept = new Map<string, unknown>();
  return {
    get: (key: string) => structuredClone(kept.get(key)),
    put: (key: string, value: unknown) => void kept.set(key, structuredClone(value)),
    delete: (key: string) => kept.delete(key),
  } as unknown as SyncKvStorage;
}

/** An account's move as its object does it, but that each step is asked for. */
export class SteppedMove {
  readonly account: string;
  #memory = memory();

  constructor(account: string) {
    this.account = account;
  }

  /** Begins a move as the operator does. */
  async begin(to: string): Promise<void> {
    const now = new Date().toISOString();
    const audit = {
      account: this.account,
      at: now,
      who: "operator",
      address: null,
      action: "account.move",
      subject: null,
    };
    await beginMove(new DirectoryDatabase(env.DIRECTORY), { id: ulid(), target: to, now }, audit);
  }

  /** Another process takes over, which remembers nothing. */
  forget(): void {
    this.#memory = memory();
  }

  /** Does one step; tells whether anything is left to do. */
  async step(bindings: Env = env): Promise<boolean> {
    const desk = new MoveDesk(this.#memory, bindings, { account: this.account, underWay: { step: null } });
    desk.note();
    return (await desk.step()) !== null;
  }

  /** Does all steps until the move has ended, the process is dead, or the account is what a test waits for. */
  async run(bindings: Env = env, until: () => boolean | Promise<boolean> = () => false): Promise<void> {
    for (let steps = 0; steps < 300 && !(await until()); steps += 1) if (!(await this.step(bindings))) return;
  }
}

/** What an account is to a database while it is moved. */
export async function roleIn(account: string, d1: D1Database): Promise<string | null> {
  return d1.prepare("SELECT role FROM moving_accounts WHERE account = ?1").bind(account).first<string>("role");
}
