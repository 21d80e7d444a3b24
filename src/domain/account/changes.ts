import { done, type Result, refuse } from "../problems/result.ts";
import type { Account, AccountFacts, Location } from "./account.ts";
import { decideChange } from "./locations.ts";

/** What the operator may say of an account; absent members stay as they are. */
export type AccountWish = Partial<Omit<Account, "id">> & {
  readonly main_location?: Pick<Location, "name" | "country" | "address">;
};

/** An account as it is to be written, with its main location where that is new or changes. */
export type AccountPlan = { readonly account: Account; readonly mainLocation: Location | null };

const defaults = {
  services: ["connect", "meet", "share"],
  silent_mode: false,
  extension_length: 4,
  reserved_extensions: [],
  retention_days: 30,
  time_zone: "UTC",
  require_factor: false,
  self_service: ["services", "subscriptions", "numbers", "locations"],
} as const satisfies Partial<Account>;

/** Decides on a new account, which needs a name and a main location (api.md, PUT accounts). */
export function decideNewAccount(id: string, wish: AccountWish, locationId: string): Result<AccountPlan> {
  const { name, main_location, ...rest } = wish;
  if (name === undefined || main_location === undefined) {
    return refuse("invalid_option", { about: "account_incomplete" });
  }
  const account = { ...defaults, ...rest, id, name };
  return done({ account, mainLocation: { ...main_location, id: locationId, main: true } });
}

/** Who depends on the extension length: how many users there are, and whether an import makes more. */
export type Extended = { readonly users: number; readonly isImporting: boolean };

/** Tells whether a wish changes the account's extension length. */
export function changesLength({ account }: AccountFacts, { extension_length: length }: AccountWish): boolean {
  return length !== undefined && length !== account.extension_length;
}

/** Decides on a change: the extension length only while nobody depends on it; the main location is changed in place. */
export function decideAccountChange(
  facts: AccountFacts,
  wish: AccountWish,
  { users, isImporting }: Extended,
): Result<AccountPlan> {
  const { main_location, ...rest } = wish;
  const account = { ...facts.account, ...rest };
  if (changesLength(facts, wish) && (users > 0 || isImporting)) return refuse("extension_length_in_use", {});
  const main = facts.locations.find((location) => location.main);
  if (!main_location || !main) return done({ account, mainLocation: null });
  const changed = decideChange(facts.locations, main.id, main_location);
  return changed.ok ? done({ account, mainLocation: changed.value.location }) : changed;
}
