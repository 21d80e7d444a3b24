import type { CellParams, Nothing } from "./cells.ts";
import type { BrokenRule } from "./rules.ts";

/** Why something on the account cannot be changed: its inventory, its people, its mails. */
export interface AccountParams {
  /** `removal`: the type was to be removed, not only to be fewer. */
  subscription_in_use: { readonly type: string; readonly used: number; readonly removal: boolean };
  location_in_use: { readonly name: string };
  main_location_required: { readonly wish: "remove" | "demote" };
  extension_length_in_use: Nothing;
  last_administrator: Nothing;
  mail_not_failed: Nothing;
  password_superseded: Nothing;
  user_deleted: Nothing;
  invalid_option: WrongOption;
  /** `form`: on the form of a user who could be deleted instead. */
  no_service_selected: { readonly form: "import" | "new_user" | "user" };
  webhook_url_not_allowed: Nothing;
  too_many_webhooks: { readonly most: number };
}

/** What is wrong with a value that somebody has chosen. */
export type WrongOption =
  | { readonly about: "rule"; readonly name: string | null; readonly rule: BrokenRule }
  /** The same, of the field for a name. */
  | { readonly about: "name"; readonly rule: BrokenRule }
  | { readonly about: "option"; readonly name: string | null; readonly rule: BrokenRule | { readonly rule: "email" } }
  | { readonly about: "type"; readonly name: string; readonly type: "text" | "texts" | "value" | "truth" | "services" }
  | {
      readonly about:
        | "services"
        | "account_incomplete"
        | "no_numbers"
        | "token_made"
        | "webhook_made"
        | "no_events"
        | "current_password"
        | "pin";
    }
  | { readonly about: "encoding" | "encoding_unfit"; readonly label: string }
  | { readonly about: "confirm"; readonly known: readonly string[] }
  | { readonly about: "no_header" | "header_several"; readonly header: string }
  | { readonly about: "no_field"; readonly field: string }
  | { readonly about: "field_twice"; readonly column: string }
  | { readonly about: "mails_both" | "mails_past" | "mails_too_far" | "no_mails_at" }
  | { readonly about: "country" | "address" | "last_day" | "day_over" | "day_too_far" | "expiry_past" }
  | { readonly about: "file_and_rows" | "no_file_or_rows" | "time_zone" }
  /** A replacement would make the text of a row longer than `most` characters (I13). */
  | { readonly about: "long_text"; readonly row: number; readonly most: number }
  | { readonly about: "no_recipient"; readonly form: "import" | "user" }
  | { readonly about: "email"; readonly fault: WrongEmail }
  | { readonly about: "too_many_numbers"; readonly count: number; readonly most: number }
  | { readonly about: "total"; readonly used: number; readonly most: number }
  | { readonly about: "total_below"; readonly used: number }
  | { readonly about: "type_twice" | "type_exists"; readonly type: string }
  | { readonly about: "too_many_types"; readonly most: number }
  | { readonly about: "location_taken" | "location_alias"; readonly name: string }
  | {
      readonly about:
        | "password_common"
        | "password_run"
        | "password_before"
        | "code"
        | "code_new"
        | "passkey"
        | "passkey_used";
    }
  | { readonly about: "factors_many"; readonly most: number }
  | { readonly about: "password_name"; readonly what: "email" | "account" | "product" }
  | { readonly about: "password_length"; readonly least: number; readonly most: number; readonly length: number };

/** Why a text is no address. */
export type WrongEmail = {
  readonly [C in "invalid_email" | "too_long"]: { readonly code: C; readonly params: CellParams[C] };
}["invalid_email" | "too_long"];

export const accountStatuses = {
  subscription_in_use: 409,
  location_in_use: 409,
  main_location_required: 409,
  extension_length_in_use: 409,
  last_administrator: 409,
  mail_not_failed: 409,
  password_superseded: 409,
  user_deleted: 409,
  invalid_option: 422,
  no_service_selected: 422,
  webhook_url_not_allowed: 422,
  too_many_webhooks: 409,
} as const satisfies { readonly [C in keyof AccountParams]: number };
