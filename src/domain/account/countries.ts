import { getCountries } from "libphonenumber-js/core";
import metadata from "libphonenumber-js/max/metadata";

export type Country = { readonly code: string; readonly name: string };

const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** Islands and a region that have a calling code but no code of their own in ISO 3166-1. */
const notInIso: readonly string[] = ["AC", "TA", "XK"];

/** The countries whose numbers can be read, by name (ISO 3166-1 alpha-2). */
export const countries: readonly Country[] = getCountries(metadata)
  .filter((code) => !notInIso.includes(code))
  .map((code) => ({ code, name: nameOfCountry(code) }))
  .sort((one, other) => one.name.localeCompare(other.name, "en"));

/** Names a country in English; the code itself where it is none. */
export function nameOfCountry(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}
