import { expect, test } from "vitest";
import { check, errors } from "../../support/files/check-rows.ts";

test("a clean file has nothing to report, and every row knows what it wants", () => {
  const checked = check([{ voicemail_pin: "2580" }, {}]);
  expect(checked.report).toEqual({ errors: [], warnings: [], notices: [], questions: [], blockers: [] });
  expect(checked.rows).toMatchObject([
    { row: 2, wanted: { email: "user0@example.com", license_type: "Pro" }, pin: "2580", willFail: false },
    { row: 3, wanted: { email: "user1@example.com" }, pin: null, willFail: false },
  ]);
  expect(checked.services).toEqual(["connect", "meet", "share"]);
});

test("a file without rows has nothing to report", () => {
  expect(check([]).report).toEqual({ errors: [], warnings: [], notices: [], questions: [], blockers: [] });
});

test("finds all problems of all rows in one pass, in the order of rows and of columns", () => {
  const rows = [
    { fmfm_timeout: "0", email: "x", display_name: "", additional_phones: "y" },
    { voicemail_pin: "1", job_title: "x".repeat(129) },
  ];
  expect(errors(rows)).toEqual([
    "2 display_name required",
    "2 email invalid_email",
    "2 primary_phone primary_required",
    "2 additional_phones invalid_phone",
    "2 fmfm_timeout out_of_range",
    "3 job_title too_long",
    "3 voicemail_pin invalid_pin",
  ]);
});

test("a row with errors wants nothing, and the others still do", () => {
  const { rows } = check([{ email: "x", voicemail_pin: "2580" }, {}]);
  expect(rows.map(({ wanted, pin }) => [wanted === null, pin])).toEqual([
    [true, null],
    [false, null],
  ]);
});

test("a problem names the header as in the file, and the template's where the file lacks the column", () => {
  const columns = [{ key: "call_timeout", header: " CALL timeout" }] as const;
  const { report } = check([{ call_timeout: "4", license_type: "" }], { columns });
  expect(report.errors.map(({ column }) => column)).toEqual(["Subscription License Type (Mandatory)", " CALL timeout"]);
  expect(report.errors[1]).toEqual({
    row: 2,
    column: " CALL timeout",
    field: "call_timeout",
    value: "4",
    code: "out_of_range",
    params: { column: "Call Timeout", from: 5, to: 999, unit: "seconds" },
    parts: null,
    suggestion: null,
  });
});

test("a value is cut at 200 characters, never through one, and a PIN is not shown", () => {
  const { report } = check([{ display_name: "𝒂".repeat(257), voicemail_pin: "123" }]);
  expect(report.errors.map(({ value }) => value)).toEqual(["𝒂".repeat(200), null]);
  expect(check([{ voicemail_pin: "1234" }]).report.warnings).toMatchObject([{ code: "weak_pin", value: null }]);
  expect(JSON.stringify(check([{ voicemail_pin: "99887766554433" }, { voicemail_pin: "4E+11" }]))).not.toMatch(
    /9988|4E/,
  );
});

test("the same file gives the same report", () => {
  const rows = [{ email: "x" }, { extension: "2001" }, { extension: "2001" }];
  expect(check(rows)).toEqual(check(rows));
});
