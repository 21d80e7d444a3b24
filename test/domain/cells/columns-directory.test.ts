import { type Edge, noted, refused, testColumn } from "../../support/files/edges.ts";
import { makeFacts } from "../../support/files/facts.ts";

/** Columns 1, 8 to 11: texts, which take whatever a person may be called. */
const text = (most: number, blank: unknown): readonly Edge[] => [
  ["empty", "", blank],
  ["blank F9", " \t\u00A0\u200B\uFEFF", blank],
  ["blank in several lines F9", "\r\n\n", blank],
  ["least", "X", "X"],
  ["most", "é".repeat(most), "é".repeat(most)],
  ["most, in code points", "\u{1F600}".repeat(most), "\u{1F600}".repeat(most)],
  ["most, in letters with their marks composed F9", "e\u0301".repeat(most), "é".repeat(most)],
  ["most, with spaces around F9", ` ${"x".repeat(most)} `, "x".repeat(most)],
  ["one beyond", "x".repeat(most + 1), refused("too_long")],
  ["one beyond, in code points", "\u{1F600}".repeat(most + 1), refused("too_long")],
  ["lines F9", "Dana\r\nMiller", "Dana Miller"],
  ["a control character F9", "Dana\u0007Miller", refused("invalid_characters")],
  ["a tab inside F9", "Dana\tMiller", "Dana Miller"],
  ["half a character F10", "Dana\uD83D", refused("damaged_text")],
  ["an apostrophe of its own F9", "'s-Gravenhage", "'s-Gravenhage"],
  ["a guard F9", "'=Dana", "=Dana"],
  ["a guard before a digit F9", "'007", "007"],
  ["quotes", 'Dana "Dee" Miller', 'Dana "Dee" Miller'],
  ["separators", "Miller, Dana; PhD\t".trim(), "Miller, Dana; PhD"],
  ["a formula, which is text here X4", "=1+1", "=1+1"],
  ["digits", "007", "007"],
  ["Unicode digits", "٠٠٧", "٠٠٧"],
  ["what looks like an exponent", "1E5", "1E5"],
  ["right to left", "\u200Fדנה מילר\u200F", "דנה מילר"],
  ["a joiner within F9", "می\u200Cخواهم", "می\u200Cخواهم"],
  ["emoji of several code points F9", "👩‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️", "👩‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️"],
  ["a word of SQL", "Robert'); DROP TABLE users;--", "Robert'); DROP TABLE users;--"],
  ["null, which is somebody's name", "Null Bauer", "Null Bauer"],
  ["a reference lost", "#REF!", refused("spreadsheet_damaged")],
  ["a name unknown to the spreadsheet", "#NAME?", refused("spreadsheet_damaged")],
  ["a look-up without a match", "#N/A", refused("spreadsheet_damaged")],
  ["the same in German", "#NV", refused("spreadsheet_damaged")],
  ["a column too narrow", "########", refused("spreadsheet_damaged")],
];

testColumn("display_name", text(256, refused("required")));
testColumn("first_name", text(64, null));
testColumn("last_name", text(64, null));
testColumn("job_title", text(128, null));
testColumn("department", text(64, null));

testColumn("email", [
  ["empty", "", refused("required")],
  ["blank F9", "\u00A0 \u200B", refused("required")],
  ["least V4", "a@b.co", "a@b.co"],
  ["most, before the @ V4", `${"a".repeat(64)}@example.com`, `${"a".repeat(64)}@example.com`],
  ["one beyond, before the @ V4", `${"a".repeat(65)}@example.com`, refused("invalid_email")],
  ["most octets V4", longAddress(254), longAddress(254)],
  ["one beyond V4", longAddress(255), refused("too_long")],
  ["kept as written V4", "Dana.O'Brien+HR@Example.COM", "Dana.O'Brien+HR@Example.COM"],
  ["spaces around F9", "\u00A0dana@example.com\u200B ", "dana@example.com"],
  ["a guard F9", "'@dana", refused("invalid_email")],
  ["a guard before a digit F9", "'4711@example.com", "4711@example.com"],
  ["a guard before a plus F9", "'+dana@example.com", "+dana@example.com"],
  ["a text mark F9", "'dana@example.com", "dana@example.com"],
  ["an apostrophe of its own F9", "''dana@example.com", "'dana@example.com"],
  ["international V4", "jürgen@müller.example", "jürgen@müller.example"],
  ["punycode V4", "a@xn--mller-kva.xn--p1ai", "a@xn--mller-kva.xn--p1ai"],
  ["wrong kind", "Dana Miller", refused("invalid_email")],
  ["a number", "14155550123", refused("invalid_email")],
  ["Unicode digits V4", "٤٢@example.com", "٤٢@example.com"],
  ["no domain V4", "dana@localhost", refused("invalid_email")],
  ["a last label of one letter V4", "dana@example.c", refused("invalid_email")],
  ["a last label of digits V4", "dana@192.168.0.1", refused("invalid_email")],
  ["several with a semicolon V4", "a@example.com;b@example.com", refused("too_many_values")],
  ["several with a comma V4", "a@example.com, b@example.com", refused("too_many_values")],
  ["a display name V4", "Dana <dana@example.com>", refused("invalid_email", "dana@example.com")],
  ["mailto V4", "mailto:dana@example.com", refused("invalid_email", "dana@example.com")],
  ["quoted V4", '"dana"@example.com', refused("invalid_email")],
  ["an IP literal V4", "dana@[127.0.0.1]", refused("invalid_email")],
  ["a comment V4", "dana(hr)@example.com", refused("invalid_email")],
  ["a zero-width space inside F9", "da\u200Bna@example.com", "dana@example.com"],
  ["a control character F9", "dana\u0007@example.com", refused("invalid_characters")],
  ["a slip", "dana@gmial.com", noted("dana@gmial.com", "email_typo")],
  ["spreadsheet damage", "#VALUE!", refused("spreadsheet_damaged")],
]);

function longAddress(octets: number): string {
  const domain = `${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(octets - 64 - 1 - 128 - 4)}.com`;
  return `${"a".repeat(64)}@${domain}`;
}

testColumn("license_type", [
  ["empty, of several types", "", refused("required")],
  ["blank F9", "\u00A0", refused("required")],
  ["as the account writes it", "Pro", "Pro"],
  ["ignoring case", "pRO", "Pro"],
  ["spaces around F9", " Pro\u00A0", "Pro"],
  ["one letter beyond", "Prox", refused("unknown_license_type", "Pro")],
  ["unknown", "Zzzz", refused("unknown_license_type")],
  ["several", "Pro;Basic", refused("unknown_license_type")],
  ["full-width", "Ｐｒｏ", refused("unknown_license_type", "Pro")],
  ["a number", "1", refused("unknown_license_type")],
  ["spreadsheet damage", "#REF!", refused("spreadsheet_damaged")],
]);
testColumn("license_type", [["empty, of one type", "", "Essentials"]], makeFacts({ types: { Essentials: 5 } }));

testColumn("location", [
  ["empty", "", null],
  ["blank F9", "\u200B", null],
  ["as the account writes it", "Berlin", "Berlin"],
  ["ignoring case and outer spaces", "  bERLIN ", "Berlin"],
  ["the main one by its name", "headquarters", "Headquarters"],
  ["the main one, whatever it is called", "main company ADDRESS", null],
  ["a slip", "Berln", refused("unknown_location", "Berlin")],
  ["unknown", "Zzzz", refused("unknown_location")],
  ["several", "Berlin;Headquarters", refused("unknown_location")],
  ["spreadsheet damage", "#BEZUG!", refused("spreadsheet_damaged")],
]);

const label = (length: number) => "UTC+1 ".padEnd(length, "x");
testColumn("time_zone", [
  ["empty", "", null],
  ["blank F9", " ", null],
  ["UTC itself V5", "utc", "UTC+00:00"],
  ["Zulu V5", "Z", "UTC+00:00"],
  ["least V5", "UTC-12", "UTC-12:00"],
  ["one beyond V5", "UTC-13", refused("invalid_time_zone")],
  ["most V5", "UTC+14:00", "UTC+14:00"],
  ["one beyond V5", "UTC+15", refused("invalid_time_zone")],
  ["a quarter of an hour V5", "GMT + 5:45", "UTC+05:45"],
  ["half an hour that nobody has V5", "UTC+01:30", refused("invalid_time_zone")],
  ["bare V5", "-5", "UTC-05:00"],
  ["bare, guarded F9", "'-05:00", "UTC-05:00"],
  ["bare, without a sign V5", "5", refused("invalid_time_zone")],
  ["a typographic minus V5", "UTC\u22125", "UTC-05:00"],
  ["a label V5", "(UTC-05:00) Eastern Time (US & Canada)", ["UTC-05:00", "(UTC-05:00) Eastern Time (US & Canada)"]],
  ["the longest label", label(256), ["UTC+01:00", label(256)]],
  ["one beyond", label(257), refused("too_long")],
  ["a zone's name V5", "America/New_York", refused("invalid_time_zone", "UTC-05:00")],
  ["an abbreviation V5", "EST", refused("invalid_time_zone", "UTC-05:00")],
  ["wrong kind", "tomorrow", refused("invalid_time_zone")],
  ["several V5", "UTC+1;UTC+2", refused("invalid_time_zone")],
  ["a second offset that says another V5", "UTC/GMT+1", refused("invalid_time_zone", "UTC+01:00")],
  ["a second offset that says the same V5", "UTC+01:00 (GMT+1)", ["UTC+01:00", "UTC+01:00 (GMT+1)"]],
  ["Unicode digits", "UTC+٥", refused("invalid_time_zone")],
  ["a time, as a spreadsheet makes of -5:00", "-5:00:00", refused("invalid_time_zone")],
  ["spreadsheet damage", "#NAME?", refused("spreadsheet_damaged")],
]);
