import { emailKey } from "../cells/email.ts";
import type { ColumnKey } from "../columns.ts";
import type { Params, WarningCode } from "../problems/codes.ts";
import type { Held } from "./check-input.ts";
import type { RowToCheck, WarningFinding } from "./findings.ts";

/** Finds what the run would refuse if the account stayed as it is (I4): one warning for each conflict. */
export function findConflicts(rows: readonly RowToCheck[], held: Held): readonly WarningFinding[] {
  return rows.flatMap((row, at) => [
    ...userConflicts(row, at, held),
    ...externalIdConflicts(row, at, held),
    ...numberConflicts(row, at, held),
    ...extensionConflicts(row, at, held),
  ]);
}

/** Makes the warning that a row will fail. */
export function willFail<C extends WarningCode>(
  at: number,
  field: ColumnKey,
  code: C,
  params: Params[C],
): WarningFinding<C> {
  return { code, params, at, field, suggestion: null, parts: null, will_fail: true };
}

/** Tells whether a user has a row's address already. */
export function existsAlready({ read: { wanted } }: RowToCheck, held: Held): boolean {
  return wanted.email !== "" && held.emails.has(emailKey(wanted.email));
}

function userConflicts(row: RowToCheck, at: number, held: Held): readonly WarningFinding[] {
  if (!existsAlready(row, held)) return [];
  return [willFail(at, "email", "user_exists", { email: row.read.wanted.email, alone: false })];
}

function externalIdConflicts({ read: { wanted } }: RowToCheck, at: number, held: Held): readonly WarningFinding[] {
  const { external_id } = wanted;
  const user = external_id === null ? undefined : held.externalIds.get(external_id);
  if (external_id === null || user === undefined) return [];
  return [willFail(at, "external_id", "external_id_in_use", { external_id, user })];
}

function numberConflicts({ read: { wanted } }: RowToCheck, at: number, held: Held): readonly WarningFinding[] {
  const primary = wanted.primary_phone === null ? [] : numberConflict(at, "primary_phone", wanted.primary_phone, held);
  const additional = new Set(wanted.additional_phones);
  return [...primary, ...[...additional].flatMap((e164) => numberConflict(at, "additional_phones", e164, held))];
}

function numberConflict(at: number, field: ColumnKey, e164: string, held: Held): readonly WarningFinding[] {
  const number = held.numbers.get(e164);
  if (!number) return [willFail(at, field, "number_not_parked", { e164 })];
  const { user } = number;
  return user === null ? [] : [willFail(at, field, "number_in_use", { e164, user })];
}

function extensionConflicts({ read: { wanted } }: RowToCheck, at: number, held: Held): readonly WarningFinding[] {
  const { extension } = wanted;
  const user = extension === null ? undefined : held.extensions.get(extension);
  if (extension === null || user === undefined) return [];
  return [willFail(at, "extension", "extension_in_use", { extension, user })];
}
