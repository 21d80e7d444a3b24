import { expect, test } from "vitest";
import { isTollFree, phoneCandidates, readPhone } from "../../../src/domain/cells/phone.ts";

const nobody = () => false;

/** The E.164 number, or the code of what is wrong with its suggestion. */
function outcome(text: string, country: string | null = "US", held: readonly string[] = []): string {
  const reading = readPhone(text, country, (e164) => held.includes(e164));
  if (reading.ok) return reading.unusual ? `${reading.e164} unusual` : reading.e164;
  return reading.suggestion === null ? reading.code : `${reading.code} ${reading.suggestion}`;
}

test.each([
  "+1 (415) 555-0123",
  "1-415-555-0123",
  "14155550123",
  "0014155550123",
  "00 1 415 555 0123",
  "011 1 415 555 0123",
  "(+1) 415.555.0123",
  "+1/415/555/0123",
  "+ 1 415 555 0123",
  "+1\u2011415\u2013555\u22120123",
  "＋１（４１５）５５５－０１２３",
  "１４１５５５５０１２３",
  "+١٤١٥٥٥٥٠١٢٣",
  "+۱۴۱۵۵۵۵۰۱۲۳",
  "\u200e+1\u00a0415\u202f555\u200b0123\u2069",
  "+1\u00ad415\u2060555\ufeff0123",
  "14155550123.0",
  "14,155,550,123",
  "+14155550123;",
])("V1 reads “%s” as one number in E.164", (text) => {
  expect(outcome(text)).toBe("+14155550123");
});

test.each([
  ["+44 (0)20 7183 8750", "+442071838750"],
  ["0044 (0)20 7183 8750", "+442071838750"],
  ["44 [0] 20 7183 8750", "+442071838750"],
  ["+1 (0)415 555 0123", "+14155550123"],
  ["+34 (0)91 123 45 67", "+34911234567"],
  ["+39 (0)6 1234 5678", "+390612345678"],
])("V1 drops the trunk zero of %s, but keeps a zero that belongs to the number", (text, e164) => {
  expect(outcome(text)).toBe(e164);
});

test("V1 reads 011 44 20 7183 8750 as a number abroad, whatever the main location's country is", () => {
  for (const country of ["US", "GB", "DE", "AQ", null]) {
    expect(outcome("011 44 20 7183 8750", country)).toBe("+442071838750");
  }
});

test.each([
  ["+1 555 000 1111", "+15550001111 unusual"],
  ["0015550001111", "+15550001111 unusual"],
  ["01115550001111", "+15550001111 unusual"],
  ["+44 (0)66 1234 5678", "+446612345678 unusual"],
  ["+65 (0)123 456 7890", "+651234567890 unusual"],
])("V1 accepts %s with a prefix as long as it is possible, and calls it unusual", (text, e164) => {
  expect(outcome(text)).toBe(e164);
});

test.each([
  ["+1 415 555 012", "US", "invalid_phone"],
  ["+1 415 555 01234", "US", "invalid_phone"],
  ["+999 123 456", "US", "invalid_phone"],
  ["+", "US", "invalid_phone"],
  ["00", "US", "invalid_phone"],
  ["+415 555 0123", "US", "invalid_phone +14155550123"],
  ["+0044 20 7183 8750", "US", "invalid_phone +442071838750"],
  ["0011 44 20 7183 8750", "AU", "invalid_phone +442071838750"],
  ["011 4123 4567", "AR", "invalid_phone +541141234567"],
])("V1 refuses %s with a prefix when it is not possible", (text, country, expected) => {
  expect(outcome(text, country)).toBe(expected);
});

test.each([
  // (a) before (b): with the country's own calling code in front.
  ["14155550123", "US", "+14155550123"],
  ["14165550123", "US", "+14165550123"],
  ["49301234567", "DE", "+49301234567"],
  // (b) a national number.
  ["4155550123", "US", "country_code_missing +14155550123"],
  ["(415) 555-0123", "US", "country_code_missing +14155550123"],
  ["020 7183 8750", "GB", "country_code_missing +442071838750"],
  ["(0)20 7183 8750", "GB", "country_code_missing +442071838750"],
  ["030 1234567", "DE", "country_code_missing +49301234567"],
  ["41 44 668 18 00", "CH", "+41446681800"],
  // (c) a number of another country.
  ["442071838750", "US", "+442071838750"],
  ["14155550123", "DE", "+14155550123"],
  ["14155550123", null, "+14155550123"],
  // (d) anything else.
  ["5550123", "US", "country_code_missing"],
  ["12", "US", "country_code_missing"],
  ["0", "GB", "country_code_missing"],
  ["999999999999999999999", "US", "country_code_missing"],
  ["4155550123", null, "country_code_missing"],
  ["010 1 415 555 0123", "JP", "country_code_missing +14155550123"],
])("V1 reads %s without a prefix in %s as %s", (text, country, expected) => {
  expect(outcome(text, country)).toBe(expected);
});

test("V1 prefers a national reading over one of another country", () => {
  // Medellín at home and, with +, Penang in Malaysia.
  expect(outcome("604 234 5678", "FR")).toBe("+6042345678");
  expect(outcome("604 234 5678", "CO")).toBe("country_code_missing +576042345678");
});

test.each([
  "+1 415 555 0123 x12",
  "+14155550123ext.12",
  "14155550123 x12",
  "+14155550123;ext=12",
  "+14155550123,12",
  "+14155550123#12",
  "*86",
  "1-800-FLOWERS",
  "n/a",
  "-",
  "tel:+14155550123",
  "+1+4155550123",
  "00+14155550123",
  "☎ +14155550123",
  "+1415555012²",
  "+1 415 555 0123 or so",
  `+${"1 ".repeat(60)}`,
  "9".repeat(65),
  "1".repeat(100_000),
])("V1 refuses what is more or less than a number: %s", (text) => {
  expect(outcome(text.slice(0, 200_000))).toMatch(/^invalid_phone\b/);
});

test.each([
  "tel:+14155550123",
  "+1 415 555 0123 ext. 5",
  "=+14155550123",
  '"+1 (415) 555-0123"',
  "Home: +1.415.555.0123",
])("V1 suggests the one number that stands in %s", (text) => {
  expect(outcome(text)).toBe("invalid_phone +14155550123");
});

test.each(["+14155550123 or +14155550124", "call +1 555 000 1111", "x+1", "room 4155550123"])(
  "V1 suggests nothing where no number is sure: %s",
  (text) => {
    expect(outcome(text)).toBe("invalid_phone");
  },
);

test.each([
  "+14155550123;+14155550124",
  "+14155550123, +14155550124",
  "14155550123 / 14155550124",
  "+14155550123 +14155550124",
  "1001;1002",
])("V1 asks for one number where there are several: %s", (text) => {
  expect(outcome(text)).toBe("too_many_values");
});

test.each(["1.41556E+10", "1,41556E+10", "1.41556e10", "4E+11", "#REF!"])(
  "spreadsheet_damaged is found in %s",
  (text) => {
    expect(outcome(text)).toBe("spreadsheet_damaged");
  },
);

test("V1 accepts a number of the inventory in any format, even one that no country gives out", () => {
  const held = ["+99912345", "+15550001111"];
  expect(outcome("+999 123 45", "US", held)).toBe("+99912345");
  expect(outcome("99912345", "US", held)).toBe("+99912345");
  expect(outcome("15550001111", "US", held)).toBe("+15550001111");
  expect(outcome("+1 555 000 1111", "US", held)).toBe("+15550001111");
});

test("V1 still asks for the country code of a number that the inventory has", () => {
  expect(outcome("415 555 0123", "US", ["+14155550123"])).toBe("country_code_missing +14155550123");
});

test("V1 names every number that must be looked up", () => {
  expect(phoneCandidates("+44 (0)20 7183 8750")).toEqual(["+442071838750", "+4402071838750"]);
  expect(phoneCandidates("0014155550123")).toEqual(["+14155550123"]);
  expect(phoneCandidates("999 123 45")).toEqual(["+99912345"]);
  expect(phoneCandidates("call me")).toEqual([]);
  expect(phoneCandidates("")).toEqual([]);
});

test("V1 says the same of the same text however often it is asked", () => {
  expect(outcome("+442071838750", "US")).toBe(outcome("+442071838750", "GB"));
  expect(readPhone("+14155550123", "US", nobody)).toEqual(readPhone("+14155550123", "US", nobody));
});

test.each([
  ["+18005550123", true],
  ["+18885550123", true],
  ["+80012345678", true],
  ["+498001234567", true],
  ["+33800123456", true],
  ["+81120123456", true],
  ["+14155550123", false],
  ["+442071838750", false],
  ["+19005550123", false],
  ["", false],
  ["+", false],
])("toll-free is derived from the number: %s is %s", (e164, expected) => {
  expect(isTollFree(e164)).toBe(expected);
});
