import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import mobiles from "libphonenumber-js/mobile/examples";
import { expect, test } from "vitest";
import { isTollFree, readPhone } from "../../../src/domain/cells/phone.ts";
import { readRow } from "../../../src/domain/cells/read-row.ts";
import { rowContext } from "../../../src/domain/cells/row-context.ts";
import examples from "../../fixtures/phone-examples.json" with { type: "json" };
import { makeFacts } from "../../support/files/facts.ts";

/** libphonenumber's own example numbers, of every country and type: see test/fixtures/README.md. */
const ofAllTypes: readonly (readonly [type: string, e164: string])[] = Object.values(examples).flatMap(Object.entries);
/** Those that come with libphonenumber-js itself. */
const ofMobiles = getCountries().flatMap((country) => {
  const e164 = parsePhoneNumberFromString(mobiles[country] ?? "", country)?.number;
  return e164 === undefined ? [] : [["MOBILE", e164] as const];
});
const numbers = [...new Set([...ofAllTypes, ...ofMobiles].map(([, e164]) => e164))];
const tollFree = [...new Set(ofAllTypes.filter(([type]) => type === "TOLL_FREE").map(([, e164]) => e164))];
const nobody = () => false;

/** The library's own words for a number, as the yardstick. */
function numberOf(text: string, defaultCountry?: string): PhoneNumber | undefined {
  const country = getCountries().find((one) => one === defaultCountry);
  return parsePhoneNumberFromString(text, { extract: false, ...(country ? { defaultCountry: country } : {}) });
}

const international = new Map(numbers.map((e164) => [e164, numberOf(e164)?.formatInternational() ?? ""]));
const spaced = (e164: string) => international.get(e164) ?? "";
/** How a number is written without a prefix; with 00 or 011 in front it would have one, and letters make it none. */
const spellings = numbers.flatMap((e164) => {
  const number = numberOf(e164);
  const written = new Set([e164.slice(1), number?.nationalNumber ?? "", number?.formatNational() ?? ""]);
  return [...written].filter((text) => /^[\d\s().-]+$/.test(text) && !/^\D*0\D*(?:0|1\D*1)/.test(text));
});
const abroadOf = new Map(spellings.map((text) => [text, numberOf(`+${text.replace(/\D/g, "")}`)]));

test("V1 there are examples of every country and of every type", () => {
  expect(getCountries().filter((country) => !(country in examples))).toEqual([]);
  expect(ofMobiles.length).toBe(getCountries().length);
  expect([numbers.length > 1_000, tollFree.length > 150]).toEqual([true, true]);
});

const forms: Readonly<Record<string, (e164: string) => string>> = {
  plain: (e164) => e164,
  spaced: spaced,
  dotted: (e164) => spaced(e164).replaceAll(" ", "."),
  hyphened: (e164) => spaced(e164).replaceAll(" ", "-"),
  bracketed: (e164) => {
    const [code = "", first = "", ...rest] = spaced(e164).split(" ");
    return `${code} (${first}) ${rest.join("-")}`;
  },
  "with 00": (e164) => `00 ${e164.slice(1)}`,
  "with 011": (e164) => `011-${e164.slice(1)}`,
  "full-width": (e164) => e164.replace(/./g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
  "as a phone copies it": (e164) => `\u202A${spaced(e164).replaceAll(" ", "\u00A0")}\u202C`,
};

test.each(Object.entries(forms))("V1 accepts every example number with its prefix: %s", (_, write) => {
  for (const e164 of numbers) {
    const text = write(e164);
    const reading = readPhone(text, "US", nobody);
    if (reading.ok && reading.e164 === e164 && !reading.unusual) continue;
    expect([text, reading]).toEqual([text, { ok: true, e164, unusual: false }]);
  }
});

/** V1 (a) to (d), word for word. */
function expectedWithoutPrefix(text: string, country: string): readonly (string | null | undefined)[] {
  const abroad = abroadOf.get(text);
  const home = numberOf(text.replace(/\D/g, ""), country);
  const isNational = home?.isValid() === true && home.countryCallingCode === codeOf(country);
  if (abroad?.isValid() && abroad.countryCallingCode === codeOf(country)) return ["accepted", abroad.number];
  if (isNational) return ["country_code_missing", home?.number];
  if (abroad?.isValid()) return ["accepted", abroad.number];
  return ["country_code_missing", home?.isValid() ? home.number : null];
}

function codeOf(country: string): string {
  return getCountryCallingCode(country as CountryCode);
}

const homes = ["US", "GB", "DE", "IT", "BR", "CO", "KZ", "SM"];

test.each(homes)("V1 accepts the example numbers without a prefix exactly where (a) to (d) say, in %s", (country) => {
  const outcomes = new Set<unknown>();
  for (const text of spellings) {
    const reading = readPhone(text, country, nobody);
    const [outcome, number] = expectedWithoutPrefix(text, country);
    const found = reading.ok ? ["accepted", reading.e164] : [reading.code, reading.suggestion];
    if (found[0] !== outcome || found[1] !== number) expect([text, ...found]).toEqual([text, outcome, number]);
    outcomes.add(outcome);
  }
  expect(outcomes.size).toBe(2);
});

test("toll-free is every toll-free example, and no other", () => {
  const others = ofAllTypes.filter(([type, e164]) => type !== "TOLL_FREE" && !tollFree.includes(e164));
  expect(tollFree.filter((e164) => !isTollFree(e164))).toEqual([]);
  expect(others.filter(([, e164]) => isTollFree(e164))).toEqual([]);
});

test("toll_free_not_allowed refuses every toll-free example as primary number, and no other column does", () => {
  const context = rowContext(makeFacts(), ["connect"], nobody);
  for (const e164 of tollFree) {
    const asPrimary = readRow({ primary_phone: e164 }, context).problems.map(({ field, code }) => `${field} ${code}`);
    expect([e164, asPrimary.includes("primary_phone toll_free_not_allowed")]).toEqual([e164, true]);
    const cells = { additional_phones: e164, caller_id: e164, voicemail_sms: e164, fmfm_phones: e164 };
    const { problems, wanted } = readRow({ primary_phone: "+14155550123", ...cells }, context);
    expect(problems.filter(({ field }) => field in cells)).toEqual([]);
    expect(wanted.additional_phones).toEqual([e164]);
  }
});
