import { type AccountFacts, locationNamed } from "../account/account.ts";
import { type NumberSearch, type NumbersWanted, searchFor, sumUp } from "../account/auto-number.ts";
import type { WantedUser } from "../user/user.ts";

type Facts = Pick<AccountFacts, "locations">;
type Wish = Pick<WantedUser, "auto_phone" | "location">;

/** The numbers that a user has or asks for: the primary one and the additional ones. */
export function numbersOf(user: Pick<WantedUser, "primary_phone" | "additional_phones">): readonly string[] {
  return user.primary_phone === null ? user.additional_phones : [user.primary_phone, ...user.additional_phones];
}

/** The numbers that a settled user takes, the one that was chosen among them. */
export function numbersOfSettled(user: {
  readonly primary_phone: string | null;
  readonly wanted: Pick<WantedUser, "additional_phones">;
}): readonly string[] {
  return numbersOf({ primary_phone: user.primary_phone, additional_phones: user.wanted.additional_phones });
}

/** What a row with `auto` looks for; null for any other row, and where there is no such location (I14). */
export function searchOf({ auto_phone, location }: Wish, { locations }: Facts): NumberSearch | null {
  if (auto_phone === null) return null;
  const place = locationNamed(locations, location);
  return place ? searchFor(auto_phone, place.country) : null;
}

/** What rows with `auto` look for among the parked numbers, and how many each may need (I14). */
export function numbersWantedBy(rows: readonly { readonly wanted: Wish }[], facts: Facts): readonly NumbersWanted[] {
  return sumUp(rows.flatMap(({ wanted }) => searchOf(wanted, facts) ?? []));
}
