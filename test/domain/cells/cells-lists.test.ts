import { expect, test } from "vitest";
import { said } from "../../support/english.ts";
import { read, wrong } from "../../support/files/read-row.ts";

test("a toll-free number cannot be the primary one, and can be any other", () => {
  expect(wrong({ primary_phone: "+1 800 555 0123" })).toEqual(["primary_phone toll_free_not_allowed"]);
  expect(
    wrong({ primary_phone: "+14155550123", additional_phones: "+18005550123", caller_id: "+18005550123" }),
  ).toEqual([]);
});

test("additional numbers need a primary one", () => {
  expect(wrong({ additional_phones: "+14155550124" })).toEqual(["primary_phone primary_required"]);
  expect(wrong({ additional_phones: "abc" })).toEqual([
    "additional_phones invalid_phone",
    "primary_phone primary_required",
  ]);
  expect(wrong({ primary_phone: "abc", additional_phones: "+14155550124" })).toEqual(["primary_phone invalid_phone"]);
  expect(wrong({ additional_phones: " ; ; " })).toEqual([]);
});

test("duplicate_in_row stands on the later number, however it is written", () => {
  const primary_phone = "+14155550123";
  const twice = ["additional_phones duplicate_in_row"];
  expect(wrong({ primary_phone, additional_phones: "1-415-555-0123" })).toEqual(twice);
  expect(wrong({ primary_phone, additional_phones: "+14155550124;+1 415 555 0124;0014155550124" })).toEqual(twice);
  expect(wrong({ primary_phone, additional_phones: "+14155550124;+14155550125" })).toEqual([]);
});

const numbers = (count: number) => Array.from({ length: count }, (_, at) => `+141555501${10 + at}`).join(";");

test.each([
  ["additional_phones", 20],
  ["fmfm_phones", 3],
] as const)("%s holds at most %i numbers", (field, most) => {
  const primary_phone = "+14155550199";
  expect(wrong({ primary_phone, [field]: numbers(most) })).toEqual([]);
  expect(wrong({ primary_phone, [field]: numbers(most + 1) })).toEqual([`${field} too_many_values`]);
});

test("voicemail_emails holds at most 10 addresses", () => {
  const addresses = (count: number) => Array.from({ length: count }, (_, at) => `a${at}@example.com`).join("; ");
  expect(wrong({ voicemail_emails: addresses(10) })).toEqual([]);
  expect(wrong({ voicemail_emails: addresses(11) })).toEqual(["voicemail_emails too_many_values"]);
});

test("one number where there are two is told that only one is allowed", () => {
  for (const field of ["primary_phone", "caller_id", "voicemail_sms", "voicemail_operator"] as const) {
    expect(wrong({ [field]: "+14155550123;+14155550124" })).toEqual([`${field} too_many_values`]);
  }
});

test("parts of a list with the same fault share one problem, with the whole list put right", () => {
  const [problem, ...others] = read({ fmfm_phones: "415 555 0123; +14155550124; 4155550125" }).problems;
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    code: "country_code_missing",
    suggestion: "+14155550123;+14155550124;+14155550125",
  });
  expect(said(problem)).toBe(
    "“415 555 0123”, “4155550125”: The country code is missing. Put it in front: +14155550123; +14155550125.",
  );
});

test("parts of a list with different faults have a problem each", () => {
  expect(wrong({ voicemail_emails: `x;y;${"z".repeat(255)}` })).toEqual([
    "voicemail_emails invalid_email",
    "voicemail_emails too_long",
  ]);
  expect(said(read({ voicemail_emails: "x;a@example.com;y" }).problems[0])).toContain("“x” and 1 more are not");
  expect(said(read({ voicemail_emails: "x;a@example.com" }).problems[0])).toContain("“x” is not an e-mail address");
});

test("V1 tells a list whose numbers are parted by commas to use semicolons", () => {
  const [problem] = read({ fmfm_phones: "+14155550123, +14155550124" }).problems;
  expect(problem?.code).toBe("invalid_phone");
  expect(said(problem)).toContain("semicolon");
});

test("a list of a million parts is refused", () => {
  expect(wrong({ voicemail_emails: "x;".repeat(1_000_000) })).toEqual([
    "voicemail_emails too_many_values",
    "voicemail_emails invalid_email",
  ]);
});
