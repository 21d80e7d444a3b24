import type { Service } from "../../user/user.ts";

/**
 * Why a user cannot be created or changed as the account is now: the same before the run (warnings), in it (I4), and for
 * one user. `alone` is one who stands in no file.
 */
export interface UserParams {
  user_exists: { readonly email: string; readonly alone: boolean };
  /** `user` is who has it. */
  external_id_in_use: { readonly external_id: string; readonly user: string };
  number_not_parked: { readonly e164: string };
  /** `holder` has a number that was to be removed; null where it is not known who that is. */
  number_in_use:
    | { readonly e164: string; readonly user: string }
    | { readonly e164: string; readonly holder: string | null };
  /** Of the numbers that are parked none begins so, or is of the country (ISO 3166-1 alpha-2), which is null for any (I14). */
  no_number_available: { readonly beginning: string; readonly country: string | null };
  /** `user` is null where the account has reserved the extension. */
  extension_in_use: { readonly extension: string; readonly user: string | null };
  no_extension_available: { readonly length: number };
  /**
   * Of a cell the name that was probably meant (blank: none at all), the first locations of the account and how many more there
   * are (both absent in reports of old); of a row the one that is gone since.
   */
  unknown_location:
    | { readonly suggestion: string | null; readonly locations?: readonly string[]; readonly more?: number }
    | { readonly location: string };
  no_license_available: { readonly type: string; readonly alone: boolean };
  service_not_installed: MissingService;
  internal_error:
    | { readonly of: "row" }
    | { readonly of: "undo" }
    | { readonly of: "page" }
    | { readonly of: "request"; readonly reference: string };
}

/** Who lacks a service: an import that names it, one that goes on without it, a row, one user, a user's mailbox. */
export type MissingService =
  | { readonly lacking: "import" | "nobody" | "row" | "mailbox"; readonly service: Service }
  | { readonly lacking: "user"; readonly services: readonly Service[] };

export const userStatuses = {
  user_exists: 409,
  external_id_in_use: 409,
  number_not_parked: 409,
  number_in_use: 409,
  no_number_available: 409,
  extension_in_use: 409,
  no_extension_available: 409,
  unknown_location: 409,
  no_license_available: 409,
  service_not_installed: 409,
  internal_error: 500,
} as const satisfies { readonly [C in keyof UserParams]: number };
