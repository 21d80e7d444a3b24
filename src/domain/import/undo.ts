import type { AccountFacts } from "../account/account.ts";
import { foldCase, type Service, type Settings } from "../user/user.ts";
import type { RowKept } from "./import.ts";
import { numbersOf } from "./numbers.ts";

/** What an import gives a user and somebody may change: resets of secrets and mails do not count. */
export type GivenValues = {
  readonly email: string;
  readonly display_name: string;
  readonly services: readonly Service[];
  readonly license_key: string | null;
  readonly primary_phone: string | null;
  readonly additional_phones: readonly string[];
  readonly extension: string | null;
  readonly location_id: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly job_title: string | null;
  readonly department: string | null;
  readonly external_id: string | null;
  readonly settings: Settings;
};

/** A user whom a row created, as they are now. */
export type CreatedUser = {
  readonly has: GivenValues;
  /** What the import gave them, where any of it was ever changed; nothing in it where that is not known. */
  readonly got: Partial<GivenValues> | null;
  /** Whether the platform has ever ended a temporary password of theirs. */
  readonly signed_in: boolean;
};

/** A row that created a user, and the name that it gave; `now` is null where they are gone. */
export type CreatedRow = {
  readonly row: number;
  readonly user: string;
  readonly name: string;
  readonly now: CreatedUser | null;
};

/** Whom an undo removes, and what they give back. */
export type RemovedUser = {
  readonly row: number;
  readonly id: string;
  readonly numbers: readonly string[];
  readonly license_key: string | null;
};

/** A row whose user an undo leaves, and why. */
export type KeptRow = {
  readonly row: number;
  readonly user: string;
  readonly name: string;
  readonly reason: RowKept;
};

/** What an undo does about rows that created users. */
export type UndoPlan = { readonly removed: readonly RemovedUser[]; readonly kept: readonly KeptRow[] };

/** Decides who is removed by an undo and who stays, with the first reason that holds (I11). */
export function planUndo(rows: readonly CreatedRow[]): UndoPlan {
  const removed: RemovedUser[] = [];
  const kept: KeptRow[] = [];
  for (const { row, user, name, now } of rows) {
    const reason = whyKept(now);
    if (reason !== null) kept.push({ row, user, name, reason });
    else if (now) removed.push({ row, id: user, numbers: numbersOf(now.has), license_key: now.has.license_key });
  }
  return { removed, kept };
}

/** What those who are removed give back: numbers, and licences by their types as the account writes them. */
export type GivenBack = {
  readonly numbers: number;
  readonly licences: readonly { readonly type: string; readonly many: number }[];
};

/** Counts what users give back who are removed. */
export function givenBack(
  removed: readonly RemovedUser[],
  { subscriptions }: Pick<AccountFacts, "subscriptions">,
): GivenBack {
  const byKey = Map.groupBy(removed, ({ license_key }) => license_key);
  return {
    numbers: removed.reduce((sum, { numbers }) => sum + numbers.length, 0),
    licences: subscriptions.flatMap(({ type }) => {
      const many = byKey.get(foldCase(type))?.length ?? 0;
      return many > 0 ? [{ type, many }] : [];
    }),
  };
}

function whyKept(user: CreatedUser | null): RowKept | null {
  if (user === null) return { code: "gone", params: {} };
  if (user.signed_in) return { code: "signed_in", params: {} };
  return user.got !== null && !isSame(user.has, user.got) ? { code: "changed", params: {} } : null;
}

/** Whoever was changed and changed back has what the import gave. */
function isSame(has: GivenValues, got: Partial<GivenValues>): boolean {
  return comparable(has) === comparable(got);
}

function comparable({ services, settings, ...values }: Partial<GivenValues>): string {
  const entries = Object.entries({ ...values, ...settings, services: services?.toSorted() });
  return JSON.stringify(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
