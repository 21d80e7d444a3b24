import type { ColumnKey } from "../columns.ts";
import type { RowFailure } from "../import/import.ts";
import { coded } from "../problems/codes.ts";
import type { Service, WantedUser } from "./user.ts";

/** Why one user cannot be created or changed as the account is now (I4), and on which field that is to be shown. */
export type UserRefusal = { readonly failure: RowFailure; readonly field: ColumnKey | "services" | null };

/** Tells why one user cannot be as they were wished for: there is no file whose row could be removed or imported again. */
export function userRefusal(failure: RowFailure, wanted: WantedUser, missing: readonly Service[]): UserRefusal {
  switch (failure.code) {
    case "user_exists":
      return { failure: coded("user_exists", { ...failure.params, alone: true }), field: "email" };
    case "external_id_in_use":
      return { failure, field: "external_id" };
    case "number_not_parked":
    case "number_in_use":
      return { failure, field: fieldOfNumber(failure.params.e164, wanted) };
    case "no_number_available":
      return { failure, field: "primary_phone" };
    case "extension_in_use":
    case "no_extension_available":
      return { failure, field: "extension" };
    case "unknown_location":
      return { failure, field: "location" };
    case "no_license_available":
      return { failure: coded("no_license_available", { ...failure.params, alone: true }), field: "license_type" };
    case "service_not_installed":
      return { failure: coded("service_not_installed", { lacking: "user", services: missing }), field: "services" };
    case "internal_error":
      return { failure, field: null };
    default:
      return failure satisfies never;
  }
}

function fieldOfNumber(e164: string, { primary_phone }: WantedUser): ColumnKey {
  return e164 === primary_phone ? "primary_phone" : "additional_phones";
}
