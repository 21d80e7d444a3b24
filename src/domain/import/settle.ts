import { type AccountFacts, type Location, locationNamed, MAIN_LOCATION_ALIAS } from "../account/account.ts";
import { lowestNumber } from "../account/auto-number.ts";
import { type FreeRange, nextFreeExtension } from "../account/free-extensions.ts";
import { emailKey } from "../cells/email.ts";
import { given } from "../given.ts";
import { coded } from "../problems/codes.ts";
import { foldCase, type Service, type WantedUser } from "../user/user.ts";
import type { RowFailure } from "./import.ts";
import { numbersOf, numbersOfSettled, searchOf } from "./numbers.ts";

/** One row that asks to become a user. */
export type WantedRow = { readonly row: number; readonly wanted: WantedUser };

/** What the account has, of what the rows of a chunk ask for, at one revision. */
export type Snapshot = {
  readonly facts: AccountFacts;
  /** The services that the import was started with. */
  readonly services: readonly Service[];
  /** Comparison keys of addresses that users have. */
  readonly emails: ReadonlySet<string>;
  /** Users by the keys of their addresses, where rows that name one of them are skipped (I10); else empty. */
  readonly skip: ReadonlyMap<string, string>;
  /** External IDs that users have, with their display names (T6). */
  readonly externalIds: ReadonlyMap<string, string>;
  /** Numbers on the account; `user` is the display name of who has it, null while parked. */
  readonly numbers: ReadonlyMap<string, { readonly user: string | null }>;
  /**
   * Parked numbers, ascending, that no row of the file asks for and that are not toll-free: for each row with `auto` enough
   * that suit, or all there are (I14).
   */
  readonly parked: readonly string[];
  /** Extensions that users have, with their display names. */
  readonly extensions: ReadonlyMap<string, string>;
  /** Extensions that nobody has, ascending. */
  readonly free: readonly FreeRange[];
  /** Extensions that some row of the file asks for: never given to a row that asks for none (I3). */
  readonly asked: ReadonlySet<string>;
};

/** A user as they are to be written, with everything claimed that they need. */
export type SettledUser = {
  readonly wanted: WantedUser;
  readonly services: readonly Service[];
  readonly email_key: string;
  readonly license_key: string | null;
  /** E.164: the one that was asked for, or chosen (I14). */
  readonly primary_phone: string | null;
  readonly extension: string | null;
  readonly location_id: string | null;
};

export type SettledRow =
  | { readonly row: number; readonly outcome: "created"; readonly user: SettledUser }
  | { readonly row: number; readonly outcome: "failed"; readonly failure: RowFailure }
  | { readonly row: number; readonly outcome: "skipped"; readonly failure: RowFailure; readonly existing: string };

/** Gives every row its outcome, in order, so that of two rows that want the same thing the first wins (I2, I3, I4). */
export function settle(rows: readonly WantedRow[], snapshot: Snapshot): readonly SettledRow[] {
  const desk = openDesk(snapshot);
  return rows.map(({ row, wanted }) => {
    const existing = snapshot.skip.get(emailKey(wanted.email));
    if (existing !== undefined) return { row, outcome: "skipped", failure: userExists(wanted), existing };
    const settled = settleOne(desk, wanted);
    return "code" in settled
      ? { row, outcome: "failed", failure: settled }
      : { row, outcome: "created", user: settled };
  });
}

/** The snapshot, and what the rows settled so far have taken from it. */
type Desk = {
  readonly snapshot: Snapshot;
  readonly emails: Set<string>;
  readonly externalIds: Map<string, string>;
  readonly numbers: Map<string, string>;
  readonly extensions: Map<string, string>;
  readonly licenses: Map<string, number>;
};

function openDesk(snapshot: Snapshot): Desk {
  const left = snapshot.facts.subscriptions.map(({ type, available }) => [foldCase(type), available] as const);
  return {
    snapshot,
    emails: new Set(snapshot.emails),
    externalIds: new Map(snapshot.externalIds),
    numbers: new Map(),
    extensions: new Map(snapshot.extensions),
    licenses: new Map(left),
  };
}

function settleOne(desk: Desk, wanted: WantedUser): SettledUser | RowFailure {
  const email_key = emailKey(wanted.email);
  if (desk.emails.has(email_key)) return userExists(wanted);
  const namesake = wanted.external_id === null ? undefined : desk.externalIds.get(wanted.external_id);
  if (wanted.external_id !== null && namesake !== undefined)
    return coded("external_id_in_use", { external_id: wanted.external_id, user: namesake });
  const { services } = desk.snapshot;
  const voice = services.includes("connect");
  const refused = voice ? numberRefusal(desk, wanted) : null;
  if (refused) return refused;
  const primary_phone = choosePrimary(desk, wanted);
  if (primary_phone !== null && typeof primary_phone !== "string") return primary_phone;
  const refusal = voice ? extensionRefusal(desk, wanted) : null;
  if (refusal) return refusal;
  const extension = voice ? chooseExtension(desk, wanted) : null;
  if (voice && extension === null) {
    return coded("no_extension_available", { length: desk.snapshot.facts.account.extension_length });
  }
  const location_id = voice ? (locationOf(desk, wanted.location)?.id ?? null) : null;
  if (voice && location_id === null) {
    return coded("unknown_location", { location: wanted.location ?? MAIN_LOCATION_ALIAS });
  }
  const license_key = voice && wanted.license_type ? foldCase(wanted.license_type) : null;
  const late = licenseRefusal(desk, wanted, license_key) ?? serviceRefusal(desk.snapshot);
  if (late) return late;
  const user = { wanted, services, email_key, license_key, primary_phone, extension, location_id };
  take(desk, user);
  return user;
}

function userExists({ email }: WantedUser): RowFailure {
  return coded("user_exists", { email, alone: false });
}

/** Every number must be on the account and parked (I3). */
function numberRefusal(desk: Desk, wanted: WantedUser): RowFailure | null {
  for (const e164 of numbersOf(wanted)) {
    const held = desk.snapshot.numbers.get(e164);
    if (!held) return coded("number_not_parked", { e164 });
    const user = held.user ?? desk.numbers.get(e164);
    if (user !== undefined) return coded("number_in_use", { e164, user });
  }
  return null;
}

/** The number that the row asks for, or the lowest one that suits (I14); why there is none. */
function choosePrimary(desk: Desk, wanted: WantedUser): string | null | RowFailure {
  if (wanted.auto_phone === null) return wanted.primary_phone;
  const search = searchOf(wanted, desk.snapshot.facts);
  // There is no such location any more, which fails the row anyway.
  if (search === null) return null;
  const isTaken = (e164: string) => desk.numbers.has(e164) || wanted.additional_phones.includes(e164);
  return lowestNumber(desk.snapshot.parked, search, isTaken) ?? coded("no_number_available", search);
}

function extensionRefusal(desk: Desk, { extension }: WantedUser): RowFailure | null {
  if (extension === null) return null;
  const user = desk.extensions.get(extension);
  if (user !== undefined) return coded("extension_in_use", { extension, user });
  const reserved = desk.snapshot.facts.account.reserved_extensions.includes(extension);
  return reserved ? coded("extension_in_use", { extension, user: null }) : null;
}

function chooseExtension(desk: Desk, wanted: WantedUser): string | null {
  if (wanted.extension !== null) return wanted.extension;
  const { facts, free, asked } = desk.snapshot;
  const reserved = new Set(facts.account.reserved_extensions);
  return nextFreeExtension(
    free,
    (extension) => asked.has(extension) || reserved.has(extension) || desk.extensions.has(extension),
  );
}

function locationOf(desk: Desk, name: string | null): Location | undefined {
  return locationNamed(desk.snapshot.facts.locations, name);
}

function licenseRefusal(desk: Desk, wanted: WantedUser, key: string | null): RowFailure | null {
  if (key === null) return null;
  return (desk.licenses.get(key) ?? 0) > 0
    ? null
    : coded("no_license_available", {
        type: given(wanted.license_type, "the licence type of a row that has one"),
        alone: false,
      });
}

function serviceRefusal({ services, facts }: Snapshot): RowFailure | null {
  const gone = services.find((service) => !facts.account.services.includes(service));
  return gone ? coded("service_not_installed", { lacking: "row", service: gone }) : null;
}

function take(desk: Desk, user: SettledUser): void {
  const name = user.wanted.display_name;
  desk.emails.add(user.email_key);
  if (user.wanted.external_id !== null) desk.externalIds.set(user.wanted.external_id, name);
  if (user.extension !== null) desk.extensions.set(user.extension, name);
  if (user.license_key !== null)
    desk.licenses.set(user.license_key, given(desk.licenses.get(user.license_key), "a licence that was looked at") - 1);
  if (user.services.includes("connect")) for (const e164 of numbersOfSettled(user)) desk.numbers.set(e164, name);
}
