import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/core";
import metadata from "libphonenumber-js/max/metadata";

/** What the world's numbering plans (E.164) say of a number. */
export type Dialled = {
  readonly e164: string;
  readonly callingCode: string;
  /** ISO 3166-1 alpha-2; null where several countries share the code and the number is none of theirs. */
  readonly country: string | null;
  // Asked for only when needed: they take longer than the reading itself.
  readonly isPossible: () => boolean;
  readonly isValid: () => boolean;
  readonly isTollFree: () => boolean;
  /** As people write it, with the groups that its country has: "+31 10 555 0343". */
  readonly inGroups: () => string;
};

const countries = new Map<string, CountryCode>(getCountries(metadata).map((country) => [country, country]));

/** How many readings are remembered; a full file of 1,000 rows has about half as many numbers. */
const MOST_REMEMBERED = 20_000;
// The same digits always mean the same number, so that remembering them changes nothing but the time it takes.
const remembered = new Map<string, Dialled | null>();

/** Reads digits that begin with a country code; a trunk prefix after it is dropped. Null: no country has that code. */
export function dial(digits: string): Dialled | null {
  const known = remembered.get(digits);
  if (known !== undefined) return known;
  const dialled = describe(parsePhoneNumberFromString(`+${digits}`, { extract: false }, metadata));
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(digits, dialled);
  return dialled;
}

/** Reads digits as somebody in the country (ISO 3166-1 alpha-2) would dial them. */
export function dialFrom(country: string, digits: string): Dialled | null {
  const defaultCountry = countries.get(country);
  if (defaultCountry === undefined) return null;
  return describe(parsePhoneNumberFromString(digits, { defaultCountry, extract: false }, metadata));
}

/** Gives the calling code of a country (ISO 3166-1 alpha-2), or null if it has none. */
export function callingCodeOf(country: string): string | null {
  const known = countries.get(country);
  return known === undefined ? null : getCountryCallingCode(known, metadata);
}

function describe(number: PhoneNumber | undefined): Dialled | null {
  if (!number) return null;
  return {
    e164: number.number,
    callingCode: number.countryCallingCode,
    country: number.country ?? null,
    isPossible: () => number.isPossible(),
    isValid: () => number.isValid(),
    isTollFree: () => number.getType() === "TOLL_FREE",
    inGroups: () => number.formatInternational(),
  };
}
