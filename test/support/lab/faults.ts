import { databasesOf } from "../../../src/store/places/databases.ts";
import { layDown } from "./platform.ts";

/**
 * The fault switch. Every call of an account to D1, R2, a queue, the object, its alarm and mail has a name and an
 * ordinal, and one of them is struck:
 *
 * before      it fails and has done nothing
 * after       it fails and has been done
 * hang        it is never done and never answers
 * hang_after  it has been done and never answers
 *
 * It stands in the bindings that the lab hands to the Worker, so nothing of it is in the deployed bundle.
 */
export const faultModes = ["before", "after", "hang", "hang_after"] as const;
export type FaultMode = (typeof faultModes)[number];
export type FaultPlan = { readonly ordinal: number; readonly mode: FaultMode };

type Kind = "d1" | "r2" | "queue" | "object" | "alarm" | "mail";

/** What the platform says when a call to it is lost; whether it was done cannot be told from it. */
const troubles = {
  d1: () => new Error("D1_ERROR: Network connection lost."),
  r2: () => new Error("put: We encountered an internal error. Please try again. (10001)"),
  queue: () => new Error("Queue send failed: Internal Server Error"),
  object: () => new Error("Network connection lost."),
  alarm: () => new Error("internal error; reference = 0123456789abcdefghijklmnop"),
  mail: () => Object.assign(new Error("internal error"), { code: "E_INTERNAL_SERVER_ERROR" }),
} as const satisfies Record<Kind, () => Error>;

/** A message on its way; the account's own queue in the lab delivers it (`deliveries.ts`). */
export type Sent = { readonly queue: string; readonly body: unknown; readonly attempts: number };

/** A mail as the binding was given it, with its X-Muster-Mail id. */
export type Mailed = { readonly id: string; readonly words: string };

/** Lays the switch down for an account. It strikes nothing before `begin`. */
export function faults(account: string): FaultSwitch {
  const laid = new FaultSwitch();
  layDown(account, { env: (real) => laid.env(real), state: (real) => laid.state(real) });
  return laid;
}

export class FaultSwitch {
  /** The names of all operations so far, in order. */
  readonly trace: string[] = [];
  /** The operation that was struck. */
  struck: string | null = null;
  /** What was sent to queues and nobody has fetched yet. */
  readonly sent: Sent[] = [];
  /** What the mail binding was really given, repetitions included. */
  readonly mailed: Mailed[] = [];
  /** The code with which the mail system takes none now, and how often it has said so (M11). */
  refuses: string | null = null;
  refused = 0;
  /** Where the pause of this account alone is kept, if it is not everybody's. */
  pauses = "mail_pause";
  #plan: FaultPlan | null = null;
  #before = 0;
  #end: number | null = null;
  readonly #statements = new WeakMap<object, { readonly real: D1PreparedStatement; readonly name: string }>();

  /** Ordinals count from here, and the planned one is struck; without a plan none is. */
  begin(plan: FaultPlan | null): void {
    this.#before = this.trace.length;
    this.#plan = plan;
  }

  /** From here on none counts, and none is struck. */
  end(): void {
    this.#end = this.trace.length;
  }

  /** The ordinal of the last operation. */
  get count(): number {
    return (this.#end ?? this.trace.length) - this.#before;
  }

  env(real: Env): Env {
    return {
      ...real,
      ...Object.fromEntries(databasesOf(real).map(({ name, d1 }) => [name, this.#database(d1)])),
      DIRECTORY: this.#database(real.DIRECTORY),
      UPLOADS: over(real.UPLOADS, this.#named("r2", "R2", real.UPLOADS, ["put", "get", "delete", "list", "head"])),
      ROWS: this.#queue("ROWS", real.ROWS, "muster-rows"),
      ROWS_SMALL: this.#queue("ROWS_SMALL", real.ROWS_SMALL, "muster-rows-small"),
      MAILS: this.#queue("MAILS", real.MAILS, "muster-mails"),
      MAILS_FIRST: this.#queue("MAILS_FIRST", real.MAILS_FIRST, "muster-mails-first"),
      MAILS_SMALL: this.#queue("MAILS_SMALL", real.MAILS_SMALL, "muster-mails-small"),
      WEBHOOKS: this.#queue("WEBHOOKS", real.WEBHOOKS, "muster-webhooks"),
      MAIL: this.#mail(real.MAIL),
      COORDINATORS: over(real.COORDINATORS, {
        getByName: (...given: Parameters<Env["COORDINATORS"]["getByName"]>) =>
          this.#object(real.COORDINATORS.getByName(...given)),
      }),
    };
  }

  state(real: DurableObjectState): DurableObjectState {
    const { storage } = real;
    const alarms = this.#named("alarm", "alarm", storage, ["setAlarm", "deleteAlarm", "getAlarm"]);
    return over(real, { storage: over(storage, alarms) });
  }

  #database(real: D1Database): D1Database {
    return over(real, {
      prepare: (sql: string) =>
        this.#statement(real.prepare(sql.replace(/\bmail_pause\b/g, this.pauses)), describe(sql)),
      batch: (statements: D1PreparedStatement[]) => {
        const known = statements.map((statement) => this.#statements.get(statement));
        const name = [...new Set(known.map((one) => one?.name))].join(", ");
        return this.#call("d1", `D1 batch ${name}`, () =>
          real.batch(statements.map((statement, at) => known[at]?.real ?? statement)),
        );
      },
    });
  }

  #mail(real: SendEmail): SendEmail {
    const witnessed = {
      send: async (mail: Readonly<{ headers: Record<string, string> }>) => {
        if (this.refuses !== null) {
          this.refused += 1;
          throw Object.assign(new Error("the mail system takes none"), { code: this.refuses });
        }
        const sent = await ask(real, "send", [mail]);
        this.mailed.push({ id: mail.headers["X-Muster-Mail"] ?? "", words: JSON.stringify(mail) });
        return sent;
      },
    };
    return over(real, this.#named("mail", "MAIL", witnessed, ["send"]));
  }

  #queue<Body>(place: string, real: Queue<Body>, queue: string): Queue<Body> {
    const box = {
      send: async (body: Body) => this.sent.push({ queue, body: structuredClone(body), attempts: 1 }),
      sendBatch: async (messages: Iterable<{ body: Body }>) => {
        for (const { body } of messages) await box.send(body);
      },
    };
    return over(real, this.#named("queue", place, box, ["send", "sendBatch"]));
  }

  #statement(real: D1PreparedStatement, name: string): D1PreparedStatement {
    // The outbox of development is in no deployment: it cannot be struck.
    const calls = name.endsWith("dev_outbox")
      ? {}
      : this.#named("d1", "D1", real, ["all", "run", "first", "raw"], name);
    const bind = (...values: unknown[]) => this.#statement(real.bind(...values), name);
    const statement = over(real, { ...calls, bind });
    this.#statements.set(statement, { real, name });
    return statement;
  }

  #object<Stub extends object>(real: Stub): Stub {
    return new Proxy(real, {
      get: (target, name) => {
        if (typeof name !== "string" || ["id", "name", "then"].includes(name)) return Reflect.get(target, name);
        return (...given: unknown[]) => this.#call("object", `object ${name}`, () => ask(target, name, given));
      },
    });
  }

  /** Stand-ins for some methods of a binding. */
  #named(kind: Kind, place: string, real: object, methods: readonly string[], more = ""): Record<string, unknown> {
    return Object.fromEntries(
      methods.map((method) => [
        method,
        (...given: unknown[]) =>
          this.#call(kind, `${place} ${method} ${more}`.trimEnd(), () => ask(real, method, given)),
      ]),
    );
  }

  #call<Value>(kind: Kind, name: string, really: () => Promise<Value>): Promise<Value> {
    this.trace.push(name);
    if (this.#end !== null || this.count !== this.#plan?.ordinal) return really();
    this.struck = name;
    return strike(this.#plan.mode, troubles[kind], really);
  }
}

async function strike<Value>(mode: FaultMode, trouble: () => Error, really: () => Promise<Value>): Promise<Value> {
  if (mode === "after" || mode === "hang_after") await really();
  if (mode === "before" || mode === "after") throw trouble();
  return new Promise<never>(() => undefined);
}

/** Calls a method where it stands: a stub's method has no `apply` of its own, it would be asked of the other side. */
function ask(thing: object, method: string, given: readonly unknown[]): Promise<unknown> {
  return (thing as Record<string, (...given: readonly unknown[]) => Promise<unknown>>)[method]!(...given);
}

/** The thing as it is, but for some of its members. */
function over<Thing extends object>(real: Thing, members: Readonly<Record<string, unknown>>): Thing {
  return new Proxy(real, {
    get(target, name) {
      if (typeof name === "string" && name in members) return members[name];
      const member = Reflect.get(target, name, target);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

/** What a statement does, in two words. */
function describe(sql: string): string {
  const [, verb = "sql", table = ""] =
    /^\s*(INSERT|UPDATE|DELETE|SELECT)\b[\s\S]*?(?:INTO|UPDATE|FROM)?\s+([a-z_]+)/.exec(
      sql.replace(/^\s*(SELECT)[\s\S]*?\bFROM\b/, "$1"),
    ) ?? [];
  return `${verb} ${table}`;
}
