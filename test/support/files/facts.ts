import type { AccountFacts } from "../../../src/domain/account/account.ts";
import type { Held } from "../../../src/domain/check/check-input.ts";
import type { Service } from "../../../src/domain/user/user.ts";

type Given = {
  readonly services?: readonly Service[];
  readonly country?: string;
  readonly extensionLength?: number;
  readonly reserved?: readonly string[];
  /** Licence types with how many are available. */
  readonly types?: Readonly<Record<string, number>>;
  readonly locations?: readonly string[];
};

/** An account with everything installed, the types Pro and Basic, and the locations Headquarters (main) and Berlin. */
export function makeFacts(given: Given = {}): AccountFacts {
  const { services = ["connect", "meet", "share"], types = { Pro: 1000, Basic: 1000 } } = given;
  const names = given.locations ?? ["Headquarters", "Berlin"];
  return {
    account: {
      id: "acme",
      name: "Acme",
      services,
      silent_mode: false,
      extension_length: given.extensionLength ?? 4,
      reserved_extensions: given.reserved ?? ["1911"],
      retention_days: 30,
      time_zone: "UTC",
      require_factor: false,
      self_service: ["services", "subscriptions", "numbers", "locations"],
    },
    subscriptions: Object.entries(types).map(([type, available]) => ({
      type,
      total: available + 5,
      used: 5,
      available,
    })),
    locations: names.map((name, at) => ({
      id: `loc_${at}`,
      name,
      country: at === 0 ? (given.country ?? "US") : "DE",
      address: "1 Main Street",
      main: at === 0,
    })),
  };
}

type GivenHeld = {
  readonly emails?: readonly string[];
  readonly externalIds?: Readonly<Record<string, string>>;
  readonly parked?: readonly string[];
  /** In order; none of them is asked for. */
  readonly toChoose?: readonly string[];
  readonly assigned?: Readonly<Record<string, string>>;
  readonly extensions?: Readonly<Record<string, string>>;
  readonly freeExtensions?: number;
};

/** What an account has of what rows claim; nothing, unless it is given. */
export function makeHeld(given: GivenHeld = {}): Held {
  const parked = (given.parked ?? []).map((e164) => [e164, { user: null }] as const);
  const assigned = Object.entries(given.assigned ?? {}).map(([e164, user]) => [e164, { user }] as const);
  return {
    emails: new Set(given.emails),
    externalIds: new Map(Object.entries(given.externalIds ?? {})),
    numbers: new Map<string, { readonly user: string | null }>([...parked, ...assigned]),
    parked: given.toChoose ?? [],
    extensions: new Map(Object.entries(given.extensions ?? {})),
    freeExtensions: given.freeExtensions ?? 8000,
  };
}
