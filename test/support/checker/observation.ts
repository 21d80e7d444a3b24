import type { ImportCounts, ImportState, Outcome } from "../../../src/domain/import/import.ts";
import type { User } from "../../../src/domain/user/user.ts";
import type { ShownEvent } from "../events/copy.ts";
import type { StoredCopy } from "./place.ts";

/** What the checker needs of a running system. */
export type System = {
  /** Asks the API as the operator, for a path at the root; a body is CSV. */
  readonly call: (
    method: "GET" | "POST" | "DELETE",
    path: string,
    csv?: string,
  ) => Promise<{ readonly status: number; readonly text: string }>;
  /** The rows of one SQL statement, read behind the Worker's back. */
  readonly query: <Row>(sql: string) => Promise<readonly Row[]>;
  /** The same of the database in which an account lies, though another one may have a copy of it (O6). */
  readonly queryOf: <Row>(account: string, sql: string) => Promise<readonly Row[]>;
  /** Whether D1 may be read while the Worker works on it. */
  readonly shared: boolean;
  /** All that is stored outside D1, as Latin-1 texts. */
  readonly objects: () => Promise<readonly string[]>;
  /** All that was logged so far. */
  readonly logs: () => string;
};

/** What only those know who made things happen. */
export type Known = {
  /** Imports whose start was answered with 202. Their users must have all their mails. */
  readonly accepted?: readonly string[];
  /** Imports whose stop was answered, with the users that each had created when the answer was out. */
  readonly stops?: readonly { readonly importId: string; readonly created: number }[];
  /** Imports whose undo was answered with 202: they are undone, and at the end completely. */
  readonly undone?: readonly string[];
  /** Users whom somebody has deleted. */
  readonly deleted?: readonly string[];
  /** What must have ended by now: all imports, or all imports and all mails. */
  readonly ended?: "imports" | "mails";
  /** The most sendings that may have been repeated: those that were out and not recorded when a kill came; none unless given. */
  readonly repeats?: number;
  /** What was seen on the way. */
  readonly samples?: readonly Sample[];
};

export type SeenImport = { readonly id: string; readonly state: ImportState; readonly counts: ImportCounts };

/** One look at all imports of an account, by one request or one statement. */
export type Sample = { readonly at: number; readonly by: "API" | "D1"; readonly imports: readonly SeenImport[] };

export type StoredImport = SeenImport & {
  readonly passwords: "users" | "recipient" | "none";
  readonly notify: boolean;
  /** Its mails wait for somebody who has not released them (M9). */
  readonly holds: boolean;
  readonly purged: boolean;
  /** Questions of its file that nobody has answered. */
  readonly openQuestions: number;
};
export type StoredRow = {
  readonly importId: string;
  readonly row: number;
  readonly outcome: Outcome;
  readonly user: string | null;
  readonly code: string | null;
};
/** A created row that asked for any number (I14), and what it got. */
export type StoredChoice = {
  readonly importId: string;
  readonly row: number;
  readonly beginning: string;
  readonly number: string | null;
  /** Whether a row of the file asks for this very number. */
  readonly asked: boolean;
  readonly tollFree: boolean;
};
export type StoredUser = {
  readonly id: string;
  readonly email: string;
  readonly license: string | null;
  readonly extension: string | null;
  readonly numbers: readonly string[];
  readonly connect: boolean;
  readonly importId: string | null;
};
export type StoredMail = {
  readonly id: string;
  readonly kind: string;
  readonly user: string | null;
  readonly importId: string | null;
  readonly version: number;
  readonly state: "pending" | "held" | "sent" | "failed" | "bounced" | "cancelled";
  /** Whether it is recorded as sent, whatever was heard of it since. */
  readonly went: boolean;
  /** What the mail system last said of it. */
  readonly error: string | null;
};

/** An account in D1, as one statement read it: true for one instant. */
export type Stored = {
  readonly silent: boolean;
  readonly imports: readonly StoredImport[];
  readonly rows: readonly StoredRow[];
  readonly chosen: readonly StoredChoice[];
  readonly users: readonly StoredUser[];
  readonly numbers: readonly { readonly e164: string; readonly user: string | null }[];
  readonly licenses: readonly { readonly type: string; readonly total: number; readonly used: number }[];
  /** What the account says it has, without counting. */
  readonly counted: { readonly users: number; readonly parked: number; readonly assigned: number };
  /** From where on an extension may be free, as it is kept; null where that is not known. */
  readonly free: { readonly from: number | null; readonly length: number; readonly reserved: readonly string[] };
  readonly mails: readonly StoredMail[];
};

/** What the simulated mail binding was given. */
export type Sent = {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
};

/** The account as the API shows it. */
export type Shown = {
  readonly imports: readonly SeenImport[];
  readonly rows: readonly StoredRow[];
  readonly users: readonly Omit<StoredUser, "license" | "connect">[];
  readonly numbers: Stored["numbers"];
  readonly licenses: Stored["licenses"];
  readonly mails: readonly Pick<StoredMail, "id" | "kind" | "user" | "state">[];
};

/** What the events of an account tell, and what they must come to: read after them. */
export type Told = {
  readonly events: readonly ShownEvent[];
  readonly users: readonly User[];
  readonly numbers: readonly { readonly e164: string; readonly status: string }[];
  readonly imports: readonly Pick<SeenImport, "id" | "state">[];
};

/** The values of the rows that an import did not create, and of what came of reading their export again. */
export type Reimport = {
  readonly importId: string;
  readonly kept: readonly string[];
  readonly read: readonly string[];
};

export type Observation = {
  readonly account: string;
  readonly known: Known;
  /** D1 before everything else was read, and after it: at rest both are the same. */
  readonly stored: Stored;
  readonly later: Stored;
  /** What each database has of it. */
  readonly copies: readonly StoredCopy[];
  /** All that was sent, but for mails that other accounts have recorded; in order. */
  readonly outbox: readonly Sent[];
  readonly shown: Shown;
  readonly told: Told;
  readonly reimports: readonly Reimport[];
  /** Every text in D1 but for the outbox, all other storage, and the logs. */
  readonly kept: readonly { readonly where: string; readonly text: string }[];
};

/** Tells whether nothing moved while the account was observed. */
export function atRest({ stored, later }: Observation): boolean {
  return JSON.stringify(stored) === JSON.stringify(later);
}

/** Groups by a key. */
export function groupBy<Value>(values: readonly Value[], key: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group) group.push(value);
    else groups.set(key(value), [value]);
  }
  return groups;
}

/** The keys that more than one value has. */
export function repeated<Value>(values: readonly Value[], key: (value: Value) => string): readonly string[] {
  return [...groupBy(values, key)].filter(([, group]) => group.length > 1).map(([name]) => name);
}
