import type { ColumnKey } from "../columns.ts";
import type { Service, WantedUser } from "../user/user.ts";
import type { RowFailure, RowFailureCode } from "./row.ts";

/** Why one user cannot be created or changed as the account is now (I4), and on which field that is to be shown. */
export type UserRefusal = {
  readonly code: RowFailureCode;
  readonly message: string;
  readonly field: ColumnKey | "services" | null;
};

/** Says why one user cannot be as he was wished for: what speaks of rows of a file is put in other words. */
export function userRefusal(
  { code, message }: RowFailure,
  wanted: WantedUser,
  missing: readonly Service[],
): UserRefusal {
  switch (code) {
    case "user_exists":
      return { code, message: `A user with the address ${wanted.email} exists. Give another address.`, field: "email" };
    case "number_not_parked":
    case "number_in_use":
      return { code, message, field: fieldOfNumber(message, wanted) };
    case "extension_in_use":
    case "no_extension_available":
      return { code, message, field: "extension" };
    case "unknown_location":
      return { code, message, field: "location" };
    case "no_license_available":
      return { code, message: sayNoLicense(wanted), field: "license_type" };
    case "service_not_installed":
      return { code, message: sayNotInstalled(missing), field: "services" };
    case "internal_error":
      return { code, message, field: null };
    default:
      return code satisfies never;
  }
}

/** Its sentence begins with the number. */
function fieldOfNumber(message: string, { primary_phone }: WantedUser): ColumnKey {
  return primary_phone !== null && message.startsWith(`${primary_phone} `) ? "primary_phone" : "additional_phones";
}

function sayNoLicense({ license_type }: WantedUser): string {
  return `No ${license_type} licence is left. Increase them under Subscriptions, or choose another type.`;
}

function sayNotInstalled(missing: readonly Service[]): string {
  const names = missing.map((service) => service.toUpperCase()).join(" and ");
  return `${names} ${missing.length > 1 ? "are" : "is"} not installed on the account. Install it under Services, or leave it out.`;
}
