import { expect, test } from "vitest";
import { readTimeZone } from "../../../src/domain/cells/time-zone.ts";
import { furtherZones } from "../../../src/domain/cells/value/further-zones.ts";
import { said } from "../../support/english.ts";
import { noted, refused, testColumn } from "../../support/files/edges.ts";
import { makeFacts } from "../../support/files/facts.ts";
import { read, wrong } from "../../support/files/read-row.ts";

const damaged = refused("spreadsheet_damaged");
const meant = (suggestion: string | null = null) => refused("invalid_extension", suggestion);

/** Spec 4: what stands in the cell is told for what it is, and the right value is suggested where it is clear. */
testColumn("extension", [
  ["thousands", "4,002", meant("4002")],
  ["thousands with a point", "4.002", meant("4002")],
  ["a letter in front", "x4003", meant("4003")],
  ["a word in front", "ext. 4003", meant("4003")],
  ["another word in front", "Extension: 4003", meant("4003")],
  ["a sign in front", "#4005", meant("4005")],
  ["decimals of nothing", "4005.00", meant("4005")],
  ["reserved, behind a letter", "x1911", meant()],
  ["of another length, behind a letter", "x42", meant()],
  ["a letter behind", "4003x", meant()],
  ["a date that the spreadsheet made", "10-Apr", damaged],
  ["a date in German", "10. Apr", damaged],
  ["a date in French", "10-avr.", damaged],
  ["a month with its year", "Apr-26", damaged],
  ["a date of digits", "10/04/2026", damaged],
  ["a date of ISO 8601", "2026-04-10", damaged],
  ["right", "4010", "4010"],
]);

testColumn("voicemail_pin", [
  ["a date that the spreadsheet made", "10-Apr", damaged],
  ["a date of digits", "4/10/26", damaged],
  ["digits with dashes that are no date", "42-71-90", refused("invalid_pin")],
  ["right, and like a date without its signs", "100426", "100426"],
]);

testColumn("voicemail_operator", [
  ["an extension behind a letter", "x4003", refused("invalid_phone", "4003")],
  ["an extension with a point", "4,003", refused("country_code_missing")],
  ["a date that the spreadsheet made", "10-Apr", damaged],
  ["right", "4003", noted("4003", "operator_unknown")],
]);

testColumn("primary_phone", [
  ["shortened, with a comma", "1,41556E+10", damaged],
  ["a date that the spreadsheet made", "10-Apr", damaged],
  ["dashes that are no date", "415-555-0123", refused("country_code_missing", "+14155550123")],
  ["right", "+1 415-555-0123", "+14155550123"],
]);

testColumn("job_title", [
  ["what looks like a date is a text", "10-Apr", "10-Apr"],
  ["what looks like a number is a text", "1.41556E+10", "1.41556E+10"],
]);

testColumn("call_timeout", [
  ["decimals of nothing are right", "30.0", 30],
  ["full-width digits are right F9", "３０", 30],
]);

testColumn("voicemail_transcription", [
  ["both", "YES/NO", refused("invalid_choice")],
  ["both, with a space", "yes no", refused("invalid_choice")],
  ["one beside something else", "YES;maybe", refused("invalid_choice")],
  ["a slip", "YESS", refused("invalid_choice", "YES")],
  ["full-width letters are right F9", "ＹＥＳ", true],
]);

testColumn("license_type", [
  ["several", "Pro;Basic", refused("unknown_license_type")],
  ["several with a slash", "Pro / Basic", refused("unknown_license_type")],
  ["several with a comma", "Basic, Pro", refused("unknown_license_type")],
  ["one and an unknown", "Pro|Premium", refused("unknown_license_type")],
  ["a slip", "Bsaic", refused("unknown_license_type", "Basic")],
  ["full-width letters", "Ｐｒｏ", refused("unknown_license_type", "Pro")],
  ["right", "pro", "Pro"],
]);
testColumn(
  "location",
  [
    ["several", "Berlin; Munich", refused("unknown_location")],
    ["one, with its country", "Berlin, Germany", refused("unknown_location", "Berlin")],
    ["a name with a comma is right", "Munich, East", "Munich, East"],
    ["a name with an ampersand is right", "R&D Campus", "R&D Campus"],
  ],
  makeFacts({ locations: ["Headquarters", "Berlin", "Munich", "Munich, East", "R&D Campus"] }),
);

testColumn(
  "location",
  [
    ["a slip", "Boston Clinc", refused("unknown_location", "Boston Clinic")],
    ["two slips in a word", "San Fransisko HQ", refused("unknown_location")],
    ["its first word", "boston", refused("unknown_location", "Boston Clinic")],
    ["its words in another order", "Clinic, Boston", refused("unknown_location", "Boston Clinic")],
    ["without its space", "SanFrancisco HQ", refused("unknown_location", "San Francisco HQ")],
    ["with its country", "Dublin (Ireland)", refused("unknown_location", "Dublin")],
    ["a town that looks like another", "Berlin", refused("unknown_location")],
    ["another town's clinic", "Berlin Clinic", refused("unknown_location")],
    ["another house in the town", "Boston Office", refused("unknown_location")],
    ["another head office", "Chicago HQ", refused("unknown_location")],
    ["another ward", "Ward 4", refused("unknown_location")],
    ["a ward of two digits", "Ward 31", refused("unknown_location")],
    ["another wing", "South Wing", refused("unknown_location")],
    ["another building", "Building C", refused("unknown_location")],
    ["the beginning of two", "Building", refused("unknown_location")],
    ["a floor of one", "Dublin, floor 2", refused("unknown_location")],
    ["the main one's name beside another's", "Main Company Address (Boston)", refused("unknown_location")],
  ],
  makeFacts({
    locations: ["San Francisco HQ", "Boston Clinic", "Dublin", "Ward 3", "North Wing", "Building A", "Building B"],
  }),
);
testColumn(
  "license_type",
  [
    ["a licence of more", "Pro Plus", refused("unknown_license_type")],
    ["a remark behind it", "Pro (annual)", refused("unknown_license_type", "Pro")],
    ["a letter less", "Essential", refused("unknown_license_type", "Essentials")],
    ["another", "Premium", refused("unknown_license_type")],
  ],
  makeFacts({ types: { Pro: 3, Essentials: 3 } }),
);

testColumn("time_zone", [
  ["Greenland V5", "America/Nuuk", refused("invalid_time_zone", "UTC-02:00")],
  ["a city that names no zone V5", "New Delhi", refused("invalid_time_zone", "UTC+05:30")],
  ["another V5", "San Francisco", refused("invalid_time_zone", "UTC-08:00")],
  ["a zone of a small place V5", "Atlantic/Faroe", refused("invalid_time_zone", "UTC+00:00")],
  ["a zone in a zone V5", "America/Argentina/Ushuaia", refused("invalid_time_zone", "UTC-03:00")],
  ["no place at all V5", "Mars/Olympus", refused("invalid_time_zone")],
  ["right V5", "UTC+5:30", "UTC+05:30"],
]);

test("V5 every offset that is suggested for a zone is in use", () => {
  for (const offset of Object.keys(furtherZones)) expect(readTimeZone(offset)).toMatchObject({ ok: true });
});

test("spreadsheet_damaged says that it made a date, and shows nothing of a PIN", () => {
  expect(said(read({ extension: "10-Apr" }).problems[0])).toBe(
    "The spreadsheet has made a date of this value: 10-Apr. Format the column as text and type the value again.",
  );
  expect(said(read({ voicemail_pin: "10-Apr" }).problems[0])).not.toContain("Apr");
});

test("what is suggested is right", () => {
  expect(wrong({ extension: "4002", voicemail_operator: "4003", time_zone: "UTC-02:00" })).toEqual([]);
});
