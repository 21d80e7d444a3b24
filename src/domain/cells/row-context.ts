import { type AccountFacts, MAIN_LOCATION_ALIAS } from "../account/account.ts";
import type { ColumnKey } from "../columns.ts";
import { foldCase, type Service } from "../user/user.ts";
import { findableNames, type Names } from "./names.ts";

/** What the cells of a row are read against; made once for a check. */
export type RowContext = {
  /** Whether CONNECT is selected (V2). */
  readonly voice: boolean;
  readonly licenseTypes: readonly string[];
  readonly types: Names;
  readonly locations: Names;
  /** ISO 3166-1 alpha-2, of the main location (V1). */
  readonly country: string | null;
  readonly extensionLength: number;
  readonly reserved: ReadonlySet<string>;
  readonly isOnAccount: (e164: string) => boolean;
  /** Columns whose texts a user has already and keeps: what would be refused today is not refused there. */
  readonly kept: ReadonlySet<ColumnKey>;
};

/** No column: all texts are new, as those of a file are. */
export const nothingKept: RowContext["kept"] = new Set();

/** Makes what rows are read against from what is known of the account. */
export function rowContext(
  facts: AccountFacts,
  services: readonly Service[],
  isOnAccount: (e164: string) => boolean,
  kept = nothingKept,
): RowContext {
  const licenseTypes = facts.subscriptions.map(({ type }) => type);
  return {
    voice: services.includes("connect"),
    licenseTypes,
    types: findableNames(licenseTypes),
    locations: findableNames(facts.locations.map(({ name }) => name)),
    country: facts.locations.find(({ main }) => main)?.country ?? null,
    extensionLength: facts.account.extension_length,
    reserved: new Set(facts.account.reserved_extensions),
    isOnAccount,
    kept,
  };
}

/** Tells whether a text means the main location, whatever that one is called (spec 1). */
export function meansMainLocation(text: string): boolean {
  return foldCase(text.trim()) === foldCase(MAIN_LOCATION_ALIAS);
}
