import { columnOf } from "../../../src/domain/columns.ts";
import { type Edge, noted, refused, testColumn } from "../../support/files/edges.ts";
import { makeFacts } from "../../support/files/facts.ts";

/** Columns 4, 13, 16 and 20: one phone number, for a main location in the United States (V1). */
const one = (accepted: (e164: string, ...notes: readonly string[]) => unknown): readonly Edge[] => [
  ["empty", "", null],
  ["blank F9", "\u00A0\u202F\u200B", null],
  ["plain V1", "+14155550123", accepted("+14155550123")],
  ["in the country's format V1", "+1 (415) 555-0123", accepted("+14155550123")],
  ["without a prefix V1 (a)", "1-415-555-0123", accepted("+14155550123")],
  ["digits alone V1 (a)", "14155550123", accepted("+14155550123")],
  ["with 00 V1", "0014155550123", accepted("+14155550123")],
  ["with 011 V1", "011 44 20 7183 8750", accepted("+442071838750")],
  ["a trunk zero V1", "+44 (0)20 7183 8750", accepted("+442071838750")],
  ["full-width digits and plus V1", "＋１４１５５５５０１２３", accepted("+14155550123")],
  ["Arabic-Indic digits V1", "+١٤١٥٥٥٥٠١٢٣", accepted("+14155550123")],
  ["direction marks of a phone's contacts V1", "\u202A+1\u2060 415\u00AD 555 0123\u202C", accepted("+14155550123")],
  ["no-break spaces V1", "+1\u00A0415\u202F555\u20070123", accepted("+14155550123")],
  ["typographic hyphens V1", "+1\u2011415\u2013555\u22120123", accepted("+14155550123")],
  ["dots V1", "+1.415.555.0123", accepted("+14155550123")],
  ["a spreadsheet's text mark F9", "'+14155550123", accepted("+14155550123")],
  ["a spreadsheet's decimals", "14155550123.0", accepted("+14155550123")],
  ["the shortest there is V1", "+290 23456", accepted("+29023456")],
  ["the longest there is V1", "+49 800 123456789012", accepted("+49800123456789012")],
  ["one digit too many V1", "+1 415 555 01234", refused("invalid_phone")],
  ["one digit too few V1", "+1 415 555 012", refused("invalid_phone")],
  ["no country has it V1", "+999 123 4567", refused("invalid_phone")],
  ["possible, and nobody's V1", "+1 555 000 1111", accepted("+15550001111", "number_unusual")],
  ["without its country code V1 (b)", "415-555-0123", refused("country_code_missing", "+14155550123")],
  ["of another country V1 (c)", "442071838750", accepted("+442071838750")],
  ["local V1 (d)", "555-0123", refused("country_code_missing")],
  ["letters V1", "1-800-FLOWERS", refused("invalid_phone")],
  ["an extension after it V1", "+1 415 555 0123 x12", refused("invalid_phone", "+14155550123")],
  ["wrong kind", "none", refused("invalid_phone", "")],
  ["several V1", "+14155550123;+14155550124", refused("too_many_values")],
  ["several with a comma V1", "+14155550123, +14155550124", refused("too_many_values")],
  ["a list's end F9", "+14155550123;", accepted("+14155550123")],
  ["another list's end", "+14155550123,", accepted("+14155550123")],
  ["a number as an export's formula F9", '="14155550123"', accepted("+14155550123")],
  ["a control character F9", "+1415555\u00070123", refused("invalid_characters")],
  ["shortened by a spreadsheet", "1.41556E+10", refused("spreadsheet_damaged")],
  ["shortened, with a decimal comma", "1,41556E+10", refused("spreadsheet_damaged")],
  ["shortened, and marked as text", "'1.41556E+10", refused("spreadsheet_damaged")],
  ["taken for a formula", "#NAME?", refused("spreadsheet_damaged")],
];

const plain = (e164: string, ...codes: readonly string[]) => (codes.length === 0 ? e164 : noted(e164, ...codes));
const isFree = ([, raw]: Edge) => raw !== "+49 800 123456789012";

/** The main location is in the United States. */
const primary = (e164: string, ...codes: readonly string[]) =>
  plain(e164, ...codes, ...(e164.startsWith("+1") ? [] : ["number_elsewhere"]));

testColumn("primary_phone", [
  ...one(primary).filter(isFree),
  ["toll-free", "+49 800 123456789012", refused("toll_free_not_allowed")],
  ["toll-free of all the world", "+800 1234 5678", refused("toll_free_not_allowed")],
]);
testColumn(
  "caller_id",
  one((e164, ...codes) => noted(e164, ...codes, "caller_id_not_on_account")),
);
testColumn("voicemail_sms", one(plain));
testColumn("voicemail_operator", [
  ...one(plain),
  ["an extension", "2001", noted("2001", "operator_unknown")],
  ["the shortest extension", "0", noted("0", "operator_unknown")],
  ["the longest extension", "123456", noted("123456", "operator_unknown")],
  ["one beyond, which is no phone number either", "1234567", refused("country_code_missing")],
  ["a reserved extension V3", "1911", "1911"],
]);

/** Columns 5 and 22: lists of phone numbers. */
const list = (most: number): readonly Edge[] => [
  ["empty", "", []],
  ["blank parts only F9", " ; ;\u00A0;", []],
  ["one", "+14155550101", ["+14155550101"]],
  ["several, with blank parts F9", ";+14155550101;; +14155550102 ;", ["+14155550101", "+14155550102"]],
  ["in lines F9", "+14155550101;\n+14155550102", ["+14155550101", "+14155550102"]],
  ["most", numbers(most).join(";"), numbers(most)],
  ["one beyond", numbers(most + 1).join(";"), refused("too_many_values")],
  ["each in another form V1", "0014155550101;1 415 555 0102", ["+14155550101", "+14155550102"]],
  ["toll-free", "+18005550123", ["+18005550123"]],
  ["one unusual V1", "+15550001111", noted(["+15550001111"], "number_unusual")],
  ["commas between V1", "+14155550101,+14155550102", refused("invalid_phone", "+14155550101;+14155550102")],
  ["slashes between V1", "+14155550101 / +14155550102", refused("invalid_phone", "+14155550101;+14155550102")],
  ["spaces between V1", "+14155550101 +14155550102", refused("invalid_phone", "+14155550101;+14155550102")],
  ["one wrong", "+14155550101;none", refused("invalid_phone")],
  [
    "one without its country code V1",
    "+14155550101;415 555 0102",
    refused("country_code_missing", "+14155550101;+14155550102"),
  ],
  ["full-width V1", "＋１４１５５５５０１０１；＋１４１５５５５０１０２", ["+14155550101", "+14155550102"]],
  ["one shortened by a spreadsheet", "+14155550101;1.41556E+10", refused("spreadsheet_damaged")],
  ["a control character F9", "+14155550101;\u0007", refused("invalid_characters")],
];

function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `+14155550${101 + at}`);
}

testColumn("additional_phones", [
  ...list(20),
  ["the primary one again", "+1 415 555 0199", refused("duplicate_in_row")],
  ["one twice", "+14155550101;1-415-555-0101", refused("duplicate_in_row")],
]);
testColumn("fmfm_phones", [...list(3), ["one twice", "+14155550101;+14155550101", ["+14155550101", "+14155550101"]]]);

testColumn("extension", [
  ["empty", "", null],
  ["blank F9", "\u00A0", null],
  ["least", "1000", "1000"],
  ["most", "9999", "9999"],
  ["spaces around F9", " 2001\u00A0", "2001"],
  ["a spreadsheet's text mark F9", "'2001", "2001"],
  ["as an export's formula F9", '="2001"', "2001"],
  ["one digit fewer", "999", refused("invalid_extension")],
  ["one digit more", "10000", refused("invalid_extension")],
  ["a leading zero", "0999", refused("invalid_extension")],
  ["a leading zero that a spreadsheet dropped", "999", refused("invalid_extension")],
  ["reserved", "1911", refused("invalid_extension")],
  ["an emergency code in front, asked for I3", "9111", "9111"],
  ["wrong kind", "front desk", refused("invalid_extension")],
  ["negative", "-2001", refused("invalid_extension")],
  ["decimals of nothing", "2001.0", refused("invalid_extension", "2001")],
  ["decimals", "2001.5", refused("invalid_extension")],
  ["several", "2001;2002", refused("invalid_extension")],
  ["full-width digits F9", "２００１", "2001"],
  ["Arabic-Indic digits", "٢٠٠١", refused("invalid_extension", "2001")],
  ["a phone number", "+14155550123", refused("invalid_extension")],
  ["shortened by a spreadsheet", "2E+03", refused("spreadsheet_damaged")],
  ["a reference lost", "#REF!", refused("spreadsheet_damaged")],
  ["a control character F9", "20\u000701", refused("invalid_characters")],
]);
for (const [length, least, most] of [
  [3, "100", "999"],
  [6, "100000", "999999"],
] as const) {
  const beyond: readonly Edge[] = [`${most}9`, least.slice(1)].map((raw) => [
    `not of ${length} digits`,
    raw,
    refused("invalid_extension"),
  ]);
  const within: readonly Edge[] = [least, most].map((raw) => [`of ${length} digits`, raw, raw]);
  testColumn(columnOf("extension").key, [...within, ...beyond], makeFacts({ extensionLength: length }));
}
