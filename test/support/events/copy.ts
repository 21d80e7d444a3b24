import type { User } from "../../../src/domain/user/user.ts";
import type { Shown } from "../site/http.ts";
import type { Account } from "../site/site.ts";

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

/** What a program would keep that follows an account's events: its users, and who has which number. */
export class Copy {
  readonly users = new Map<string, User>();
  readonly numbers = new Map<string, "parked" | "assigned">();
  readonly imports: string[] = [];
  readonly seen = new Set<string>();

  /** Takes one event over; one that was taken before, or tells of what cannot be, is a fault. */
  take({ id, type, data }: ShownEvent): void {
    if (this.seen.has(id)) throw new Error(`${id} (${type}) came twice`);
    this.seen.add(id);
    if (type.startsWith("import.") && typeof data.import === "object") {
      this.imports.push(`${data.import?.id} ${type.slice("import.".length)}`);
    }
    for (const user of data.users ?? []) this.#takeUser(type, user);
    for (const e164 of data.parked ?? []) this.numbers.set(e164, "parked");
    for (const e164 of data.assigned ?? []) {
      if (this.numbers.get(e164) === "assigned") throw new Error(`${e164} is assigned twice`);
      this.numbers.set(e164, "assigned");
    }
    for (const e164 of data.removed ?? []) {
      if (this.numbers.get(e164) !== "parked") throw new Error(`${e164} is removed, and was not parked`);
      this.numbers.delete(e164);
    }
  }

  #takeUser(type: string, user: User): void {
    const isThere = this.users.has(user.id);
    if (isThere === (type === "users.created"))
      throw new Error(`${type} of ${user.id}, who is ${isThere ? "" : "not "}there`);
    if (type === "users.removed") this.users.delete(user.id);
    else this.users.set(user.id, user);
  }
}

/** Every event of an account that a position has before it, in pages of so many; and the position after them. */
export async function eventsOf(
  account: Account,
  { after = "", limit = 50, types = "" } = {},
): Promise<{ readonly events: readonly ShownEvent[]; readonly next: string }> {
  const events: ShownEvent[] = [];
  for (let next = after; ; ) {
    const query = new URLSearchParams({ limit: String(limit), ...(next && { after: next }), ...(types && { types }) });
    const page = await account.ask<EventsAnswer>("GET", `/events?${query}`);
    events.push(...page.items);
    next = page.next;
    if (page.items.length === 0) return { events, next };
  }
}

/** The copy that somebody has who has followed an account from its beginning. */
export async function copyOf(account: Account): Promise<Copy> {
  const copy = new Copy();
  for (const event of (await eventsOf(account)).events) copy.take(event);
  return copy;
}

/** Users in an order in which two lists can be compared. */
export function inOrder(users: Iterable<User>): readonly User[] {
  return [...users].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
