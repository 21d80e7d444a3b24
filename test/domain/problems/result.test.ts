import { expect, test } from "vitest";
import { type FailureCode, nothingHere, refuse } from "../../../src/domain/problems/result.ts";
import { statusOf } from "../../../src/http/answer/statuses.ts";
import { english, rowCodes } from "../../support/english.ts";

/** The codes of api.md, "Errors", by status. */
const codes: Readonly<Record<number, string>> = {
  400: "malformed_request unknown_parameter malformed_encoding",
  401: "unauthorized",
  403: "operator_only not_for_tokens read_only_token not_for_role proof_needed",
  404: "not_found",
  405: "method_not_allowed",
  409:
    "import_not_draft import_not_ready import_not_started import_not_finished import_finished import_in_progress " +
    "insufficient_subscriptions service_not_installed confirmation_needed warnings_present row_changed idempotency_in_progress " +
    "subscription_in_use number_in_use location_in_use main_location_required extension_length_in_use " +
    "last_administrator mail_not_failed password_superseded user_deleted user_exists external_id_in_use number_not_parked no_number_available extension_in_use " +
    "no_extension_available unknown_location no_license_available import_not_undoable",
  413: "file_too_large body_too_large",
  415: "unsupported_file_type unsupported_body_type unsupported_content_encoding",
  422:
    "validation_failed file_empty no_rows too_many_rows header_unknown header_duplicate header_missing malformed_csv " +
    "too_many_cells unreadable_encoding invalid_option no_service_selected unknown_row unknown_field " +
    "nothing_to_continue idempotency_key_reused webhook_url_not_allowed",
  429: "too_many_requests",
  500: "internal_error",
  503: "unavailable",
};

const all = Object.entries(codes).flatMap(([status, names]) =>
  names.split(" ").map((code) => [code as FailureCode, Number(status)] as const),
);

test.each(all)("api.md %s has the status %i and a title for people", (code, status) => {
  expect(statusOf(code)).toBe(status);
  expect(english.title(code)).toMatch(/^[A-Z][^.]{5,60}$/);
});

test("I4 every reason why a row fails can refuse a single user too", () => {
  const known: readonly string[] = all.map(([code]) => code);
  expect(rowCodes.filter((code) => !known.includes(code))).toEqual([]);
});

test("S4 what does not exist is always answered in the same words", () => {
  expect(nothingHere().failure).toEqual({ code: "not_found", params: { what: "anything" } });
});

test("a refusal carries what is added to it and nothing else", () => {
  const params = { e164: "+14155550123", holder: null };
  expect(refuse("number_in_use", params)).toEqual({ ok: false, failure: { code: "number_in_use", params } });
  expect(refuse("number_in_use", params, { field: "primary_phone" }).failure.field).toBe("primary_phone");
});
