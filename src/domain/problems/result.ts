import type { Problem } from "../check/report.ts";
import type { Import } from "../import/import.ts";
import type { FileErrorCode } from "./file.ts";
import type { RowFailureCode } from "./row.ts";

/** The answer of an act that can be turned down; returned over RPC as well, never thrown. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

/** Why a request was turned down. `detail` says it for this case, `extra` holds the members that api.md adds. */
export type Failure = {
  readonly code: FailureCode;
  readonly detail: string;
  readonly errors?: readonly Problem[];
  /** The import that was kept all the same. */
  readonly import?: Import;
  readonly extra?: Readonly<Record<string, unknown>>;
};

/** Short titles, one for each reason why a request can be turned down (RFC 9457 `title`). */
const titles = {
  malformed_request: "The request cannot be read",
  unknown_parameter: "There is no such parameter",
  malformed_encoding: "The body is not what Content-Encoding says",
  unauthorized: "Sign in or send a token",
  operator_only: "Only the operator may do this",
  not_for_tokens: "A token may not do this",
  read_only_token: "This token may only read",
  cross_origin: "The request came from another site",
  not_found: "There is nothing here",
  method_not_allowed: "This cannot be done here",
  import_not_draft: "The import has been started already",
  import_not_ready: "The import is not ready to start",
  import_not_started: "The import has not been started",
  import_not_finished: "The import is still running",
  import_finished: "The import has ended",
  import_in_progress: "An import is already running",
  insufficient_subscriptions: "There are not enough licences",
  service_not_installed: "A service is not installed",
  warnings_present: "Some rows will fail",
  row_changed: "Somebody else changed these rows",
  idempotency_in_progress: "The first request is still being answered",
  idempotency_key_reused: "The key was used for other content",
  subscription_in_use: "Licences of this type are in use",
  number_in_use: "The number is in use",
  location_in_use: "The location is in use",
  main_location_required: "An account needs its main location",
  extension_length_in_use: "Users have extensions of another length",
  last_administrator: "An account needs an administrator",
  mail_not_failed: "The mail has not failed",
  password_superseded: "A newer password has been made",
  user_exists: "The user exists",
  number_not_parked: "The number is not parked",
  extension_in_use: "The extension is in use",
  no_extension_available: "No extension is free",
  unknown_location: "The location does not exist",
  no_license_available: "No licence is left",
  file_too_large: "The file is too large",
  body_too_large: "The request is too large",
  unsupported_file_type: "The file is not CSV",
  unsupported_body_type: "The body is of a kind that is not taken here",
  unsupported_content_encoding: "The content encoding is not known",
  validation_failed: "Nothing was saved: there are errors",
  file_empty: "The file is empty",
  no_rows: "The file has no users",
  too_many_rows: "The file has too many users",
  malformed_csv: "The file cannot be read as CSV",
  too_many_cells: "A row has more cells than there are headers",
  unreadable_encoding: "The file holds damaged characters",
  header_unknown: "A header is not known",
  header_duplicate: "A header occurs twice",
  header_missing: "A header is missing",
  invalid_option: "An option has a wrong value",
  no_service_selected: "No service was chosen",
  unknown_row: "There is no such row",
  unknown_field: "There is no such field",
  nothing_to_continue: "There are no rows to import again",
  webhook_url_not_allowed: "This address cannot be called",
  too_many_requests: "Too many requests",
  internal_error: "Something went wrong on our side",
  unavailable: "Muster cannot answer right now",
} as const satisfies Record<FileErrorCode | RowFailureCode, string> & Record<string, string>;

export type FailureCode = keyof typeof titles;

/** Every reason why a request can be turned down. */
export const failureCodes: readonly FailureCode[] = Object.keys(titles).filter(isFailureCode);

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(titles, code);
}

/** Gives the short title of a failure. */
export function titleOf(code: FailureCode): string {
  return titles[code];
}

/** Wraps the value of an act that was carried out. */
export function done<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

type Refusal = { readonly ok: false; readonly failure: Failure };

/** Turns a request down for a reason, in words for this case. */
export function refuse(code: FailureCode, detail: string, more: Omit<Failure, "code" | "detail"> = {}): Refusal {
  return { ok: false, failure: { code, detail, ...more } };
}

/** Answers for a thing that does not exist, and for one of another account, alike (S4). */
export function nothingHere(): Refusal {
  return refuse("not_found", "There is nothing at this address, or you may not see it.");
}
