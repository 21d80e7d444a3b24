import type { User } from "../../../src/domain/user/user.ts";
import type { Shown } from "../site/http.ts";

/** An event as the API shows it. */
export type ShownEvent = {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly account: string;
  readonly data: {
    readonly import?: Shown | string | null;
    readonly users?: readonly User[];
    readonly parked?: readonly string[];
    readonly assigned?: readonly string[];
    readonly removed?: readonly string[];
  };
};

export type EventsAnswer = { readonly items: readonly ShownEvent[]; readonly next: string };

const importsTold = ["started", "completed", "stopped", "undone"] as const;
type ImportTold = (typeof importsTold)[number] | "nothing";

const leadsTo: Readonly<Record<ImportTold, readonly ImportTold[]>> = {
  nothing: ["started"],
  started: ["completed", "stopped"],
  completed: ["undone"],
  stopped: ["undone"],
  undone: [],
};

/** What a program would keep that follows an account's events: its users, and who has which number. */
export class Copy {
  readonly users = new Map<string, User>();
  readonly numbers = new Map<string, "parked" | "assigned">();
  /** What was told last of each import. */
  readonly imports = new Map<string, ImportTold>();
  readonly seen = new Set<string>();

  /** Takes one event over; one that was taken before, or tells of what cannot be, is a fault. */
  take({ id, type, data }: ShownEvent): void {
    if (this.seen.has(id)) throw new Error(`${id} (${type}) came twice`);
    this.seen.add(id);
    if (typeof data.import === "object" && data.import !== null) this.#takeImport(type, data.import);
    if (typeof data.import === "string") this.#expectUnderWay(type, data.import);
    for (const user of data.users ?? []) this.#takeUser(type, user);
    for (const e164 of data.parked ?? []) this.numbers.set(e164, "parked");
    for (const e164 of data.assigned ?? []) {
      if (this.numbers.get(e164) !== "parked") throw new Error(`${e164} is assigned, and was not parked`);
      this.numbers.set(e164, "assigned");
    }
    for (const e164 of data.removed ?? []) {
      if (this.numbers.get(e164) !== "parked") throw new Error(`${e164} is removed, and was not parked`);
      this.numbers.delete(e164);
    }
  }

  #takeImport(type: string, { id, state }: Shown): void {
    const before = this.imports.get(id) ?? "nothing";
    const told = importsTold.find((one) => type === `import.${one}`) ?? "nothing";
    if (!leadsTo[before].includes(told)) throw new Error(`${type} of ${id}, of which was told last: ${before}`);
    if (state !== (told === "started" ? "running" : told)) throw new Error(`${type} of ${id}, which is ${state}`);
    this.imports.set(id, told);
  }

  /** Users come of an import that was started and has not ended, and go with the undo of one that has. */
  #expectUnderWay(type: string, importId: string): void {
    const told = this.imports.get(importId) ?? "nothing";
    const right = type === "users.created" ? told === "started" : told === "completed" || told === "stopped";
    if (!right) throw new Error(`${type} by ${importId}, of which was told last: ${told}`);
  }

  #takeUser(type: string, user: User): void {
    const isThere = this.users.has(user.id);
    if (isThere === (type === "users.created"))
      throw new Error(`${type} of ${user.id}, who is ${isThere ? "" : "not "}there`);
    if (type === "users.removed") this.users.delete(user.id);
    else this.users.set(user.id, user);
  }
}

/** Users in an order in which two lists can be compared. */
export function inOrder(users: Iterable<User>): readonly User[] {
  return [...users].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
