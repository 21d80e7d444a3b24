import { refused, testColumn } from "../../support/files/edges.ts";

/** F9: what nobody sees, and full-width signs, are no part of a short value; in a text they may be one. */
testColumn("extension", [
  ["a zero-width space inside F9", "40\u200B09", "4009"],
  ["a soft hyphen inside F9", "40\u00AD09", "4009"],
  ["direction marks around and inside F9", "\u202A40\u200E09\u202C", "4009"],
  ["a Hangul filler inside F9", "40\u316409", "4009"],
  ["full-width digits F9", "４００９", "4009"],
  ["a tab behind F9", "4009\t", "4009"],
  ["a line break behind F9", "4009\r\n", "4009"],
  ["several in lines F9", "4009\n4010", refused("invalid_extension")],
  ["right as it is F9", "4009", "4009"],
]);

testColumn("voicemail_pin", [
  ["full-width digits F9", "１２３６", "1236"],
  ["a byte order mark inside F9", "12\uFEFF36", "1236"],
  ["a word joiner inside F9", "12\u206036", "1236"],
  ["right as it is F9", "0042", "0042"],
]);

testColumn("time_zone", [
  ["a zero-width space inside", "UTC\u200B-05:00", "UTC-05:00"],
  ["full-width letters and signs", "ＵＴＣ－０５：００", "UTC-05:00"],
  ["direction marks inside", "UTC\u200E-05:00", "UTC-05:00"],
  ["right as it is V5", "UTC-05:00", "UTC-05:00"],
]);

testColumn("voicemail_transcription", [
  ["full-width letters F9", "ＹＥＳ", true],
  ["a zero-width space inside F9", "Y\u200BES", true],
  ["right as it is F9", "yes", true],
]);

testColumn("call_timeout", [
  ["full-width digits F9", "３０", 30],
  ["a zero-width joiner inside F9", "3\u200D0", 30],
  ["right as it is F9", "30", 30],
]);

testColumn("fmfm_phones", [
  ["in lines F9", "+1 415 555 0101\n+1 415 555 0102", ["+14155550101", "+14155550102"]],
  ["in lines of Windows F9", "+1 415 555 0101\r\n\r\n+1 415 555 0102\r\n", ["+14155550101", "+14155550102"]],
  ["tabs inside a number F9", "+1\t415\t555\t0101", ["+14155550101"]],
  ["right as it is F9", "+14155550101;+14155550102", ["+14155550101", "+14155550102"]],
]);

testColumn("email", [
  ["a zero-width space inside F9", "jane\u200B@acme.example", "jane@acme.example"],
  ["direction marks around F9", "\u202Ajane@acme.example\u202C", "jane@acme.example"],
  [
    "full-width digits are no part of a login V4",
    "jane１@acme.example",
    refused("invalid_email", "jane1@acme.example"),
  ],
  ["right as it is F9", "jane@acme.example", "jane@acme.example"],
]);

testColumn("job_title", [
  ["a joiner that a word of Persian needs F9", "می\u200Cخواهم", "می\u200Cخواهم"],
  ["the joiners of an emoji F9", "👩\u200D💻", "👩\u200D💻"],
  ["full-width letters F9", "ＳＥ１部", "ＳＥ１部"],
  ["half-width kana F9", "ｴﾝｼﾞﾆｱ", "ｴﾝｼﾞﾆｱ"],
  ["a soft hyphen inside F9", "Abteilungs\u00ADleiter", "Abteilungs\u00ADleiter"],
  ["a tab inside F9", "Head\tof Sales", "Head of Sales"],
  ["lines F9", "Head\nof Sales", "Head of Sales"],
]);
