import type { Import } from "../import/import.ts";
import type { MailCount } from "../mail/waiting.ts";
import type { User } from "../user/user.ts";

/** What an account tells of (W1). */
export const eventTypes = [
  "import.started",
  "import.completed",
  "import.stopped",
  "import.undone",
  "users.created",
  "users.changed",
  "users.removed",
  "numbers.changed",
] as const;
export type EventType = (typeof eventTypes)[number];

/** Tells whether a text names a type of events. */
export function isEventType(name: string): name is EventType {
  return eventTypes.some((type) => type === name);
}

/** Numbers that have changed hands, E.164. */
export type NumbersTold = {
  readonly parked: readonly string[];
  readonly assigned: readonly string[];
  readonly removed: readonly string[];
};

/** What one event tells: whole things, as they were at that moment. */
export type Told =
  | { readonly about: "import"; readonly import: Import; readonly mails: readonly MailCount[] }
  | { readonly about: "users"; readonly users: readonly User[]; readonly import: string | null }
  | {
      readonly about: "removed";
      readonly users: readonly Pick<User, "id" | "email">[];
      readonly import: string | null;
    }
  | { readonly about: "numbers"; readonly numbers: NumbersTold };

/** Something that has happened; `seq` is its place in the order of commit. */
export type AccountEvent = {
  readonly seq: number;
  readonly id: string;
  readonly account: string;
  readonly type: EventType;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly told: Told;
};
