import { type AccountFacts, locationNamed } from "../account/account.ts";
import { otherCountryOf } from "../cells/phone.ts";
import type { RowToCheck, WarningFinding } from "./findings.ts";

/** Finds primary numbers of another country than their location's: an emergency call may show the wrong place (`number_elsewhere`). */
export function findNumbersElsewhere(
  rows: readonly RowToCheck[],
  { locations }: AccountFacts,
): readonly WarningFinding[] {
  return rows.flatMap(({ read: { wanted, problems } }, at): readonly WarningFinding[] => {
    const e164 = wanted.primary_phone;
    // Where the location is not known, nothing is known of its country.
    if (e164 === null || problems.some(({ field }) => field === "location")) return [];
    const location = locationNamed(locations, wanted.location);
    const country = location ? otherCountryOf(e164, location.country) : null;
    if (!location || country === null) return [];
    const params = { e164, country, location: location.name, at: location.country };
    const finding = { at, field: "primary_phone", suggestion: null, parts: null, will_fail: false } as const;
    return [{ code: "number_elsewhere", params, ...finding }];
  });
}
