import { count } from "./cell.ts";

/** Sentences for why a row cannot be created: the same before the run (warnings) and after it (I4). */
type Params = {
  user_exists: { email: string };
  number_not_parked: { e164: string };
  number_in_use: { e164: string; user: string };
  extension_in_use: { extension: string; user: string };
  no_extension_available: { length: number };
  unknown_location: { location: string };
  no_license_available: { type: string };
  service_not_installed: { service: string };
  internal_error: Record<never, never>;
};

export type RowFailureCode = keyof Params;

const sentences: { readonly [C in RowFailureCode]: (p: Params[C]) => string } = {
  user_exists: (p) => `A user with the address ${p.email} exists. Remove the row, or give another address.`,
  number_not_parked: (p) => `${p.e164} is not among your numbers. Park it under Numbers, or choose another.`,
  number_in_use: (p) => `${p.e164} belongs to ${p.user}. Choose another number.`,
  extension_in_use: (p) =>
    `${p.extension} belongs to ${p.user}. Choose another, or leave it blank to get the next free one.`,
  no_extension_available: (p) =>
    `Every extension of ${p.length} digits is taken. Free some, or ask your provider for longer extensions.`,
  unknown_location: (p) => `The location “${p.location}” no longer exists. Create it again, or choose another.`,
  no_license_available: (p) =>
    `No ${p.type} licence was left. Increase them under Subscriptions and import this row again.`,
  service_not_installed: (p) =>
    `${p.service.toUpperCase()} is no longer installed on the account. Install it, or import without it.`,
  internal_error: () => "Something went wrong on our side, and this user was not created. Import the row again.",
};

/** Says why a row is not created and what to do. */
export function sayRowFailure<C extends RowFailureCode>(code: C, params: Params[C]): string {
  return sentences[code](params);
}

/** Why a row ended as failed (I4). */
export type RowFailure = { readonly code: RowFailureCode; readonly message: string };

/** Makes the reason why a row is not created. */
export function rowFailure<C extends RowFailureCode>(code: C, params: Params[C]): RowFailure {
  return { code, message: sayRowFailure(code, params) };
}

export const rowFailureCodes: readonly string[] = Object.keys(sentences);

/** Sentences for warnings that do not keep a row from being created. */
type HarmlessParams = {
  number_unusual: { e164: string };
  operator_unknown: { extension: string };
  email_typo: { suggestion: string };
  weak_pin: { reason: "repeated" | "run" | "extension" };
  caller_id_not_on_account: { e164: string };
  fmfm_incomplete: { column: string };
};

export type HarmlessCode = keyof HarmlessParams;
export type WarningCode =
  | Exclude<RowFailureCode, "unknown_location" | "no_license_available" | "service_not_installed" | "internal_error">
  | HarmlessCode;

const weakness = { repeated: "one digit repeated", run: "digits in a row", extension: "the user’s own extension" };

const harmless: { readonly [C in HarmlessCode]: (p: HarmlessParams[C]) => string } = {
  number_unusual: (p) => `${p.e164} is not a number that its country gives out. Check that it is right.`,
  operator_unknown: (p) => `Nobody has the extension ${p.extension}. Callers who press 0 will reach no one.`,
  email_typo: (p) => `This looks like a slip of the keyboard. Did you mean ${p.suggestion}?`,
  weak_pin: (p) => `This PIN is easy to guess: it is ${weakness[p.reason]}. Choose another.`,
  caller_id_not_on_account: (p) => `${p.e164} is none of your account’s numbers. Calls may be shown without it.`,
  fmfm_incomplete: (p) => `${p.column} has no effect without Find Me, Follow Me numbers. Add numbers, or clear it.`,
};

/** Says what to look at in a row that will be created all the same. */
export function sayWarning<C extends HarmlessCode>(code: C, params: HarmlessParams[C]): string {
  return harmless[code](params);
}

export const harmlessCodes: readonly string[] = Object.keys(harmless);

/** Says that a file needs more licences than there are (B1). */
export function sayShortfall(shortfall: { type: string; needed: number; available: number; missing: number }): string {
  const { type, needed, available, missing } = shortfall;
  const licenses = `${count(needed)} ${type} ${needed === 1 ? "licence is" : "licences are"} needed`;
  return `${licenses} and ${count(available)} ${available === 1 ? "is" : "are"} available: ${count(missing)} missing.`;
}
