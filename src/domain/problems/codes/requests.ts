import type { Standing } from "../../access/rates.ts";
import type { Role } from "../../access/roles.ts";
import type { SelfService } from "../../account/account.ts";
import type { Nothing } from "./cells.ts";
import type { BrokenRule } from "./rules.ts";

/** Why a request cannot be taken, whatever it is about. */
export interface RequestParams {
  malformed_request:
    | { readonly reason: "rule"; readonly name: string | null; readonly rule: BrokenRule }
    | { readonly reason: "twice" | "contradictory"; readonly name: string }
    | {
        readonly reason:
          | "not_json"
          | "idempotency_key"
          | "cut_off"
          | "no_file"
          | "two_files"
          | "no_form"
          | "plain_http"
          | "other_account";
      };
  unknown_parameter: { readonly name: string; readonly known: readonly string[] };
  malformed_encoding: { readonly body: "gzip" | "json" };
  unauthorized: {
    readonly reason: "no_token" | "unknown_token" | "password" | "code" | "passkey" | "late_code" | "session_over";
  };
  operator_only:
    | { readonly reason: "operator" | "not_platform" | "platform" | "password" }
    | { readonly reason: "kept"; readonly what: SelfService };
  not_for_tokens: { readonly reason: "administrator" | "third_address" };
  read_only_token: Nothing;
  not_for_role: { readonly least: Role };
  proof_needed: Nothing;
  factor_needed: Nothing;
  cross_origin: Nothing;
  not_found: { readonly what: "anything" | "account" | "deleted_draft" | "link" | "user" };
  method_not_allowed: { readonly allow: string };
  body_too_large: { readonly maxBytes: number };
  unsupported_body_type: { readonly wanted: "file" | "form" | "json" };
  unsupported_content_encoding: Nothing;
  too_many_requests:
    | { readonly reason: "guesses"; readonly seconds: number }
    | { readonly reason: "crowd"; readonly seconds: number }
    | { readonly reason: "window"; readonly most: number; readonly seconds: number; readonly standing: Standing };
  unavailable: Nothing;
  account_moving: Nothing;
  not_movable: { readonly reason: "another" | "moved" | "secret" };
}

export const requestStatuses = {
  malformed_request: 400,
  unknown_parameter: 400,
  malformed_encoding: 400,
  unauthorized: 401,
  operator_only: 403,
  not_for_tokens: 403,
  read_only_token: 403,
  not_for_role: 403,
  proof_needed: 403,
  factor_needed: 403,
  cross_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  unsupported_body_type: 415,
  unsupported_content_encoding: 415,
  too_many_requests: 429,
  unavailable: 503,
  account_moving: 503,
  not_movable: 409,
} as const satisfies { readonly [C in keyof RequestParams]: number };
