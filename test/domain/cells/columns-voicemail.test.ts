import { type Edge, noted, refused, testColumn } from "../../support/files/edges.ts";

/** Columns 14, 17 and 23: whole numbers. */
const whole = (from: number, to: number): readonly Edge[] => [
  ["empty", "", null],
  ["blank F9", "\u00A0\u200B", null],
  ["least", `${from}`, from],
  ["most", `${to}`, to],
  ["spaces around F9", ` ${from}\u00A0`, from],
  ["a spreadsheet's text mark F9", `'${from}`, from],
  ["decimals of nothing", `${to}.0`, to],
  ["more decimals of nothing", `${to}.00`, to],
  ["leading zeros", `00${from}`, from],
  ["a plus", `+${from}`, from],
  ["one below", `${from - 1}`, refused("out_of_range", from === 1 ? "" : null)],
  ["one beyond", `${to + 1}`, refused("out_of_range")],
  ["zero", "0", refused("out_of_range", "")],
  ["negative", "-7", refused("out_of_range")],
  ["beyond all numbers", "9".repeat(400), refused("out_of_range")],
  ["in words", "ten", refused("not_a_number")],
  ["a fraction", "10.5", refused("not_a_number")],
  ["a fraction with a comma", "10,5", refused("not_a_number")],
  ["an exponent", "1e2", refused("not_a_number")],
  ["a spreadsheet's exponent", "1E+02", refused("not_a_number")],
  ["thousands", "1,000", refused("not_a_number", to > 1000 ? "1000" : null)],
  ["thousands and decimals", "1,000.0", refused("not_a_number", to > 1000 ? "1000" : null)],
  ["thousands, or three decimals of nothing", "5.000", refused("not_a_number")],
  ["hexadecimal", "0x1F", refused("not_a_number")],
  ["not a number", "NaN", refused("not_a_number")],
  ["without end", "Infinity", refused("not_a_number")],
  ["several", `${from};${to}`, refused("not_a_number")],
  ["a time", "0:30", refused("not_a_number")],
  ["full-width digits F9", "３０", 30],
  ["Arabic-Indic digits", "٣٠", refused("not_a_number", "30")],
  ["a control character F9", "3\u00070", refused("invalid_characters")],
  ["a division by nothing", "#DIV/0!", refused("spreadsheet_damaged")],
];

testColumn("call_timeout", whole(5, 999));
testColumn("voicemail_autodelete_days", whole(1, 365));
testColumn("fmfm_timeout", whole(1, 99_999));

testColumn("call_timeout", [
  ["its unit", "30 sec.", refused("not_a_number", "30")],
  ["its unit, in another language", "30 Sekunden", refused("not_a_number", "30")],
  ["one letter", "20s", refused("not_a_number", "20")],
  ["minutes", "5 min", refused("not_a_number", "300")],
  ["too many minutes", "20 minutes", refused("not_a_number")],
  ["hours", "1 h", refused("not_a_number")],
  ["rings", "5 rings", refused("not_a_number")],
]);
testColumn("voicemail_autodelete_days", [
  ["its unit", "30 days", refused("not_a_number", "30")],
  ["weeks", "2 weeks", refused("not_a_number", "14")],
  ["months", "1 month", refused("not_a_number")],
  ["years", "1 year", refused("not_a_number")],
  ["a letter that means several", "3 m", refused("not_a_number")],
]);
testColumn("fmfm_timeout", [
  ["its unit", "5 min", refused("not_a_number", "5")],
  ["seconds", "30 sec", refused("not_a_number")],
  ["hours", "2 hours", refused("not_a_number", "120")],
]);
testColumn("fmfm_order", [
  ["a letter that begins both", "s", refused("invalid_choice")],
  ["the beginning of one", "simul", refused("invalid_choice", "Simultaneously")],
]);

testColumn("voicemail_pin", [
  ["empty", "", null],
  ["blank F9", "\u00A0", null],
  ["least digits", "2580", "2580"],
  ["most digits", "2580147036", "2580147036"],
  ["leading zeros are its own", "0042", "0042"],
  ["a spreadsheet's text mark F9", "'0042", "0042"],
  ["spaces around F9", " 2580 ", "2580"],
  ["as an export's formula F9", '="0042"', "0042"],
  ["one digit fewer", "258", refused("invalid_pin")],
  ["one digit more", "25801470369", refused("invalid_pin")],
  ["leading zeros that a spreadsheet dropped", "42", refused("invalid_pin")],
  ["wrong kind", "secret", refused("invalid_pin")],
  ["separated", "25-80", refused("invalid_pin")],
  ["decimals", "2580.0", refused("invalid_pin")],
  ["negative", "-2580", refused("invalid_pin")],
  ["several", "2580;2581", refused("invalid_pin")],
  ["full-width digits F9", "２５８０", "2580"],
  ["Arabic-Indic digits", "٢٥٨٠", refused("invalid_pin")],
  ["one digit repeated", "7777", noted("7777", "weak_pin")],
  ["a run", "34567", noted("34567", "weak_pin")],
  ["a run down", "9876", noted("9876", "weak_pin")],
  ["shortened by a spreadsheet", "2.58015E+09", refused("spreadsheet_damaged")],
  ["a reference lost", "#REF!", refused("spreadsheet_damaged")],
  ["a control character F9", "25\u000780", refused("invalid_characters")],
]);

testColumn("voicemail_transcription", [
  ["empty means NO", "", false],
  ["blank means NO F9", "\u00A0", false],
  ["YES", "YES", true],
  ["NO", "NO", false],
  ["ignoring case", "yEs", true],
  ["spaces around F9", " no\u200B", false],
  ["one letter", "Y", refused("invalid_choice", "YES")],
  ["one letter more", "YESS", refused("invalid_choice", "YES")],
  ["a spreadsheet's truth", "TRUE", refused("invalid_choice", "YES")],
  ["a spreadsheet's untruth", "FALSE", refused("invalid_choice", "NO")],
  ["a digit", "1", refused("invalid_choice", "YES")],
  ["nothing, as a digit", "0", refused("invalid_choice", "NO")],
  ["several", "YES;NO", refused("invalid_choice")],
  ["full-width F9", "ＹＥＳ", true],
  ["wrong kind", "perhaps", refused("invalid_choice")],
  ["a control character F9", "YE\u0007S", refused("invalid_characters")],
  ["spreadsheet damage", "#NAME?", refused("spreadsheet_damaged")],
]);

testColumn("fmfm_order", [
  ["empty", "", null],
  ["blank F9", "\u00A0", null],
  ["one after the other", "Sequentially", "sequentially"],
  ["all at once", "Simultaneously", "simultaneously"],
  ["ignoring case", "SIMULTANEOUSLY", "simultaneously"],
  ["spaces around F9", " sequentially ", "sequentially"],
  ["shortened", "Sequential", refused("invalid_choice", "Sequentially")],
  ["the other shortened", "simultaneous", refused("invalid_choice", "Simultaneously")],
  ["a digit", "1", refused("invalid_choice")],
  ["several", "Sequentially;Simultaneously", refused("invalid_choice")],
  ["wrong kind", "at random", refused("invalid_choice")],
  ["spreadsheet damage", "#REF!", refused("spreadsheet_damaged")],
]);

const addresses = (count: number) => Array.from({ length: count }, (_, at) => `a${at}@example.com`);
testColumn("voicemail_emails", [
  ["empty", "", []],
  ["blank parts only F9", " ; ;", []],
  ["one", "a@example.com", ["a@example.com"]],
  ["several, with blank parts F9", "a@example.com;; b@example.com ;", ["a@example.com", "b@example.com"]],
  ["in lines F9", "a@example.com;\r\nb@example.com", ["a@example.com", "b@example.com"]],
  ["most", addresses(10).join(";"), addresses(10)],
  ["one beyond", addresses(11).join(";"), refused("too_many_values")],
  ["international V4", "jürgen@müller.example", ["jürgen@müller.example"]],
  ["commas between", "a@example.com,b@example.com", refused("invalid_email", "a@example.com;b@example.com")],
  ["spaces between", "a@example.com b@example.com", refused("invalid_email", "a@example.com;b@example.com")],
  ["one wrong", "a@example.com;none", refused("invalid_email")],
  [
    "one with a display name V4",
    "Dana <a@example.com>;b@example.com",
    refused("invalid_email", "a@example.com;b@example.com"),
  ],
  ["one too long V4", `${"a".repeat(250)}@b.co`, refused("too_long")],
  ["a slip", "a@gmial.com", noted(["a@gmial.com"], "email_typo")],
  ["a number", "14155550123", refused("invalid_email")],
  ["a control character F9", "a@example.com;\u0007", refused("invalid_characters")],
  ["one lost by a spreadsheet", "a@example.com;#REF!", refused("spreadsheet_damaged")],
]);
