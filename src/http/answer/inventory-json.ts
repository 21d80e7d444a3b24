import type { NamedNumber } from "../../acts/inventory/find-inventory.ts";
import type { Parked } from "../../acts/inventory/numbers.ts";
import type { Location } from "../../domain/account/account.ts";

/** A location as the API shows it: by its name. */
export function locationJson({ id: _, ...shown }: Location) {
  return shown;
}

/** A number as the API shows it: who has it by their id. */
export function numberJson({ user_name: _, ...shown }: NamedNumber) {
  return shown;
}

/** What came of parking numbers. */
export function parkedJson({ rejected, ...counts }: Parked) {
  return { ...counts, rejected: rejected.map(({ value, code }) => ({ value, code })) };
}
