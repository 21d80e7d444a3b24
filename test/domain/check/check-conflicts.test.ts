import { expect, test } from "vitest";
import { said } from "../../support/english.ts";
import { check, errors, warnings } from "../../support/files/check-rows.ts";
import { makeFacts, makeHeld } from "../../support/files/facts.ts";

test("I4 predicts each conflict with the account, on its column, and says what the run would say", () => {
  const held = makeHeld({
    emails: ["user0@example.com"],
    parked: ["+14155550123"],
    assigned: { "+14155550124": "Kim" },
    extensions: { "2001": "Lee" },
  });
  const row = {
    primary_phone: "+14155550124",
    additional_phones: "+14155550125;+14155550123;+14155550126",
    extension: "2001",
  };
  const checked = check([row], { held });
  expect(checked.report.errors).toEqual([]);
  expect(checked.rows[0]).toMatchObject({ willFail: true, wanted: { extension: "2001" } });
  expect(
    checked.report.warnings.map((warning) => [warning.field, warning.code, warning.will_fail, said(warning)]),
  ).toEqual([
    ["email", "user_exists", true, expect.stringContaining("user0@example.com")],
    ["primary_phone", "number_in_use", true, expect.stringContaining("+14155550124 belongs to Kim")],
    ["additional_phones", "number_not_parked", true, expect.stringContaining("+14155550125")],
    ["additional_phones", "number_not_parked", true, expect.stringContaining("+14155550126")],
    ["extension", "extension_in_use", true, expect.stringContaining("2001 belongs to Lee")],
  ]);
});

test("user_exists compares addresses ignoring case and with the domain as punycode", () => {
  const held = makeHeld({ emails: ["a@xn--mnchen-3ya.de"] });
  expect(warnings([{ email: "A@München.de" }], { held })).toEqual(["2 email user_exists!"]);
});

test("warnings are found in rows with errors, too", () => {
  const held = makeHeld({ emails: ["user0@example.com"] });
  expect(warnings([{ display_name: "" }], { held })).toEqual(["2 email user_exists!"]);
});

test("no_extension_available stands on the last rows that ask for none", () => {
  const held = makeHeld({ freeExtensions: 2 });
  expect(warnings([{}, {}], { held })).toEqual([]);
  expect(warnings([{}, {}, {}, {}], { held })).toEqual([
    "4 extension no_extension_available!",
    "5 extension no_extension_available!",
  ]);
});

test("no_extension_available leaves out what rows of the file ask for, wherever they stand", () => {
  const held = makeHeld({ freeExtensions: 2, extensions: { "2002": "Lee" } });
  expect(warnings([{}, {}, { extension: "2001" }], { held })).toEqual(["3 extension no_extension_available!"]);
  // Neither one that is taken already, nor 1000, nor one with an emergency code in front would have been given.
  expect(warnings([{}, {}, { extension: "1000" }, { extension: "9110" }], { held })).toEqual([]);
  expect(warnings([{}, {}, { extension: "2002" }], { held })).toEqual(["4 extension extension_in_use!"]);
});

test("no_extension_available counts no row that will fail anyway", () => {
  const held = makeHeld({ freeExtensions: 1, emails: ["user0@example.com"] });
  expect(warnings([{}, {}], { held })).toEqual(["2 email user_exists!"]);
});

test("V3 operator_unknown is said of an extension that nobody has", () => {
  const held = makeHeld({ extensions: { "3001": "Lee" } });
  const rows = ["3001", "1911", "2001", "2002", "77", "+14155550123"].map((voicemail_operator) => ({
    voicemail_operator,
  }));
  expect(warnings([...rows, { extension: "2001" }], { held })).toEqual([
    "5 voicemail_operator operator_unknown",
    "6 voicemail_operator operator_unknown",
  ]);
});

test("caller_id_not_on_account is said of a number that is neither parked nor assigned", () => {
  const held = makeHeld({ parked: ["+14155550123"], assigned: { "+14155550124": "Kim" } });
  const rows = ["+14155550123", "+14155550124", "+14155550125"].map((caller_id) => ({ caller_id }));
  expect(warnings(rows, { held })).toEqual(["4 caller_id caller_id_not_on_account"]);
});

test("V1 accepts a number of the inventory that no country gives out, without a warning", () => {
  const held = makeHeld({ parked: ["+15550001111"] });
  expect(warnings([{ primary_phone: "+1 555 000 1111" }], { held })).toEqual([]);
  expect(errors([{ primary_phone: "15550001111" }], { held })).toEqual([]);
  expect(errors([{ primary_phone: "15550001111" }])).toEqual(["2 primary_phone country_code_missing"]);
});

test("V1 takes the country from the main location", () => {
  const facts = makeFacts({ country: "GB" });
  expect(check([{ caller_id: "020 7183 8750" }], { facts }).report.errors).toMatchObject([
    { code: "country_code_missing", suggestion: "+442071838750" },
  ]);
});

test("T6 external_id_in_use names who has the external ID, with or without CONNECT", () => {
  const held = makeHeld({ externalIds: { "E-42": "Kim" } });
  const { warnings: found } = check([{ external_id: "E-42" }, { external_id: "e-42" }], { held }).report;
  expect(found.map((one) => [one.row, one.field, one.code, one.will_fail, said(one)])).toEqual([
    [2, "external_id", "external_id_in_use", true, expect.stringContaining("“E-42” belongs to Kim")],
  ]);
  expect(warnings([{ external_id: "E-42" }], { held, services: ["meet"] })).toEqual([
    "2 external_id external_id_in_use!",
  ]);
});

test("T6 an external ID has at most 128 characters", () => {
  expect(errors([{ external_id: "\u{1F600}".repeat(128) }])).toEqual([]);
  expect(errors([{ external_id: "x".repeat(129) }])).toEqual(["2 external_id too_long"]);
});
