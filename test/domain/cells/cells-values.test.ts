import { expect, test } from "vitest";
import type { ColumnKey } from "../../../src/domain/columns.ts";
import { said } from "../../support/english.ts";
import { makeFacts } from "../../support/files/facts.ts";
import { needed, read, wrong } from "../../support/files/read-row.ts";

const longest: readonly (readonly [ColumnKey, number])[] = [
  ["display_name", 256],
  ["first_name", 64],
  ["last_name", 64],
  ["job_title", 128],
  ["department", 64],
];

test.each(longest)("%s has at most %i code points", (field, max) => {
  expect(wrong({ [field]: "𝒂".repeat(max) })).toEqual([]);
  expect(wrong({ [field]: "𝒂".repeat(max + 1) })).toEqual([`${field} too_long`]);
});

const whole: readonly (readonly [ColumnKey, number, number])[] = [
  ["call_timeout", 5, 999],
  ["voicemail_autodelete_days", 1, 365],
  ["fmfm_timeout", 1, 99999],
];

test.each(whole)("%s is a whole number from %i to %i", (field, from, to) => {
  const rest = { fmfm_phones: "+14155550126" };
  expect(wrong({ ...rest, [field]: String(from) })).toEqual([]);
  expect(wrong({ ...rest, [field]: String(to) })).toEqual([]);
  for (const text of [`${from - 1}`, `${to + 1}`, "0", "-7", "-7.0", "9".repeat(400)]) {
    // A 0 alone is how some systems write nothing.
    const clear = text === "0" ? " → " : "";
    expect(wrong({ ...rest, [field]: text })).toEqual([`${field} out_of_range${clear}`]);
  }
  for (const text of ["ten", "10.5", "1e2", "1,000", "1 0", "0x1F", "٣٠", "30 s", "NaN", "Infinity", "--5", "30."]) {
    expect(read({ ...rest, [field]: text }).problems).toMatchObject([{ field, code: "not_a_number" }]);
  }
});

test.each([
  ["30", 30],
  ["30.0", 30],
  ["30.00", 30],
  ["030", 30],
  ["+30", 30],
])("a call timeout of %s is %i seconds", (text, seconds) => {
  expect(read({ call_timeout: text }).wanted.settings.call_timeout).toBe(seconds);
});

test.each(["100", "10011", "0100", "10a1", "１００１", "10 1", "-100", "1001.0", "1911"])(
  "an extension of four digits is not %s",
  (text) => {
    expect(read({ extension: text }).problems).toMatchObject([{ field: "extension", code: "invalid_extension" }]);
  },
);

test("an extension may be asked for that begins with an emergency code, or is the lowest of all", () => {
  expect(wrong({ extension: "9110" })).toEqual([]);
  expect(wrong({ extension: "1000" })).toEqual([]);
  expect(wrong({ extension: "123456" }, makeFacts({ extensionLength: 6 }))).toEqual([]);
});

test.each(["1234", "1234567890", "0000"])("a PIN may be %s", (pin) => {
  expect(read({ voicemail_pin: pin })).toMatchObject({ pin, problems: [] });
});

test.each(["1", "123", "12345678901", "12 34", "12a4", "１２３４", "1234.0", "-1234"])("a PIN is not %s", (pin) => {
  const row = read({ voicemail_pin: pin });
  expect(row.pin).toBeNull();
  expect(row.problems).toMatchObject([{ field: "voicemail_pin", code: "invalid_pin" }]);
  expect(said(row.problems[0]).includes("leading zeros")).toBe(/^\d{1,3}$/.test(pin));
});

test("a PIN that a spreadsheet has shortened is not repeated in the message", () => {
  const [problem] = read({ voicemail_pin: "1.23457E+09" }).problems;
  expect(problem?.code).toBe("spreadsheet_damaged");
  expect(said(problem)).not.toContain("1.23457");
});

test.each(["1.41556E+10", "1,41556E+10", "1.41556e+10"])(
  "spreadsheet_damaged wins in columns of digits: %s",
  (text) => {
    const fields: readonly ColumnKey[] = [
      "primary_phone",
      "additional_phones",
      "extension",
      "caller_id",
      "voicemail_pin",
      "voicemail_operator",
      "voicemail_sms",
      "fmfm_phones",
    ];
    for (const field of fields) {
      const row = { primary_phone: "+14155550123", [field]: text };
      expect(wrong(row)).toEqual([`${field} spreadsheet_damaged`]);
    }
    expect(wrong({ call_timeout: text })).toEqual(["call_timeout not_a_number"]);
    expect(wrong({ display_name: text })).toEqual([]);
  },
);

test.each([
  "#REF!",
  "#NAME?",
  "#DIV/0!",
  "#N/A",
  "#VALUE!",
  "#NULL!",
  "#NUM!",
  "#SPILL!",
  "#BEZUG!",
  "#ССЫЛКА!",
  "#Н/Д",
  "#N/B",
  "#I/T",
  "#¿NOMBRE?",
  "########",
  "Err:502",
])("spreadsheet_damaged wins in every column: %s", (text) => {
  const fields = [...Object.keys(needed), "location", "job_title", "time_zone", "call_timeout", "voicemail_emails"];
  for (const field of fields) expect(wrong({ [field]: text })).toEqual([`${field} spreadsheet_damaged`]);
});

test("spreadsheet_damaged wins within a list, too", () => {
  expect(wrong({ fmfm_phones: "x;1.41556E+10;y;z" })).toEqual(["fmfm_phones spreadsheet_damaged"]);
  expect(wrong({ voicemail_emails: "x;#REF!" })).toEqual(["voicemail_emails spreadsheet_damaged"]);
});

test.each(["#1 fan", "#hashtag!", "C#", "Refs!", "1E"])("a name may look like %s", (text) => {
  expect(wrong({ display_name: text })).toEqual([]);
});

test("control characters are an error in any column", () => {
  for (const field of [
    "display_name",
    "email",
    "primary_phone",
    "extension",
    "department",
    "time_zone",
    "fmfm_order",
  ]) {
    expect(wrong({ fmfm_phones: "+14155550126", [field]: "12\u000734" })).toEqual([`${field} invalid_characters`]);
  }
});
