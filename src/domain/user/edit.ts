import { type Cells, type ColumnKey, columnKeys } from "../columns.ts";
import { numbersOf, numbersOfSettled } from "../import/numbers.ts";
import type { SettledUser } from "../import/settle.ts";
import { cellsOfUser, filled } from "./cells-of-user.ts";
import { foldCase, type Service, type User } from "./user.ts";
import type { UserWish } from "./wish.ts";

/** What can be changed of a user: all but the address that they sign in with, and the PIN, which is only ever made anew. */
export const editableKeys: readonly ColumnKey[] = columnKeys.filter(
  (key) => key !== "email" && key !== "voicemail_pin",
);

/** What a user is to become: texts by column, blank ones to clear; what is absent stays, and so do null services. */
export type UserEdit = { readonly cells: Cells; readonly services: readonly Service[] | null };

/** Names the fields that are to be other than they are; an edit without any changes nothing. */
export function changedFields(user: User, { cells, services }: UserEdit): readonly string[] {
  const own = cellsOfUser(user);
  const keys = editableKeys.filter((key) => cells[key] !== undefined && cells[key] !== (own[key] ?? ""));
  const isSame = services === null || services.toSorted().join() === user.services.toSorted().join();
  return isSame ? keys : [...keys, "services"];
}

/** Gives all that a user is to be: what they are, with the edit put over it; what they keep is not judged again. */
export function wishAfter(user: User, edit: UserEdit): UserWish {
  const changed = changedFields(user, edit);
  const kept = new Set(columnKeys.filter((key) => !changed.includes(key)));
  const cells = filled({ ...cellsOfUser(user), ...edit.cells });
  return { cells, services: edit.services ?? user.services, kept };
}

/** What a user gives up and what they take when they are changed; E.164, comparison keys of licence types. */
export type Exchange = {
  readonly parked: readonly string[];
  readonly assigned: readonly string[];
  readonly license_freed: string | null;
  readonly license_taken: string | null;
  /** Whether the user keeps their voice mailbox, or still has none. */
  readonly mailbox: "kept" | "gone" | "new";
};

/** Tells what a user gives up and takes by becoming what was settled (A1); without CONNECT they have none of it (V2). */
export function exchangeOf(user: User, settled: SettledUser): Exchange {
  const [had, has] = [user, settled].map(({ services }) => services.includes("connect"));
  const before = numbersOf(user);
  const after = has ? numbersOfSettled(settled) : [];
  const freed = user.license_type === null ? null : foldCase(user.license_type);
  const taken = settled.license_key;
  return {
    parked: before.filter((e164) => !after.includes(e164)),
    assigned: after.filter((e164) => !before.includes(e164)),
    license_freed: freed === taken ? null : freed,
    license_taken: freed === taken ? null : taken,
    mailbox: had === has ? "kept" : has ? "new" : "gone",
  };
}
