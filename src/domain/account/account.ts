import { foldCase, type Service } from "../user/user.ts";

/** What an account may change of itself, unless the operator keeps it (A5). */
export const selfServices = ["services", "subscriptions", "numbers", "locations"] as const;
export type SelfService = (typeof selfServices)[number];

export type Account = {
  readonly id: string;
  readonly name: string;
  readonly services: readonly Service[];
  readonly silent_mode: boolean;
  /** 3 to 6. */
  readonly extension_length: number;
  readonly reserved_extensions: readonly string[];
  readonly retention_days: number;
  /** The IANA name of the zone in which times are told where no script knows the person's (E14). */
  readonly time_zone: string;
  /** Whether whoever administers it must have a second factor (S1). */
  readonly require_factor: boolean;
  readonly self_service: readonly SelfService[];
};

export type Location = {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly address: string;
  readonly main: boolean;
};

export type Subscription = {
  readonly type: string;
  readonly total: number;
  readonly used: number;
  readonly available: number;
};

/** A number of the account; `user` is the one who has it, null while it is parked. */
export type HeldNumber = { readonly e164: string; readonly user: string | null };

/** In a file, this always means the main location, whatever that one is called. */
export const MAIN_LOCATION_ALIAS = "Main Company Address";

/** What a check or a settling needs to know of the account itself. */
export type AccountFacts = {
  readonly account: Account;
  readonly subscriptions: readonly Subscription[];
  readonly locations: readonly Location[];
};

/** Finds the location that a user is wished at: by its name, ignoring case, or the main one where there is none. */
export function locationNamed(locations: readonly Location[], name: string | null): Location | undefined {
  if (name === null) return locations.find(({ main }) => main);
  const known = byName.get(locations) ?? new Map(locations.map((location) => [foldCase(location.name), location]));
  byName.set(locations, known);
  return known.get(foldCase(name));
}

// Asked for each of a thousand rows: an account may have as many locations. They never change, so remembering changes nothing.
const byName = new WeakMap<readonly Location[], ReadonlyMap<string, Location>>();
