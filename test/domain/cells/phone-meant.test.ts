import { expect, test } from "vitest";
import { phoneCandidates, readPhone } from "../../../src/domain/cells/phone.ts";
import { said } from "../../support/english.ts";
import { refused, testColumn } from "../../support/files/edges.ts";
import { makeFacts } from "../../support/files/facts.ts";
import { read, wrong } from "../../support/files/read-row.ts";

const several = refused("too_many_values");
const meant = (suggestion: string | null = null) => refused("invalid_phone", suggestion);
const german = makeFacts({ country: "DE" });

/** V1: two numbers that are written as one. */
testColumn(
  "voicemail_sms",
  [
    ["a short end behind a slash V1", "+49 30 1234567/68", several],
    ["two short ends V1", "+49 30 1234567/68/69", several],
    ["a short end with spaces V1", "+49 30 1234567 / 8", several],
    ["a short end behind a bare number V1", "123456-12/13", several],
    ["a short end of four digits V1", "+49 30 12345678/5679", several],
    ["two lines V1", "+49 30 1234567\n+49 30 1234568", several],
    ["two lines of Windows, of a number without its country V1", "030 1234567\r\n030 1234568", several],
    ["two with a slash V1", "+49 30 1234567/+49 30 1234568", several],
    ["an area code before a slash is right V1", "+49 30/1234567", "+49301234567"],
    ["an area code before a slash V1", "030/1234567", refused("country_code_missing", "+49301234567")],
    ["groups parted by slashes are right V1", "+1/415/555/0123", "+14155550123"],
    ["an extension with a dash is right V1", "+49 30 123456-78", "+493012345678"],
    ["the end of a line is right V1", "+49 30 1234567\n", "+49301234567"],
    ["brackets and dots are right V1", "+49 (0)30 12.34.567", "+49301234567"],
    ["a trailing semicolon is right V1", "+49 30 1234567;", "+49301234567"],
    ["a number at home with spaces is right V1", "49 30 1234567", "+49301234567"],
  ],
  german,
);

/** V1: the rest is clear, and is suggested. */
testColumn("voicemail_sms", [
  ["a link V1", "tel:+14155550123", meant("+14155550123")],
  ["a link at home V1", "tel:415-555-0123", meant("+14155550123")],
  ["a label V1", "Phone: (415) 555-0123", meant("+14155550123")],
  ["an extension behind a number at home V1", "(415) 555-0123 x12", meant("+14155550123")],
  ["an extension in brackets V1", "415 555 0123 (ext. 12)", meant("+14155550123")],
  ["an extension of a link V1", "+14155550123;ext=12", meant("+14155550123")],
  ["an extension behind # V1", "14155550123#12", meant("+14155550123")],
  ["cents V1", "14155550123,00", meant("+14155550123")],
  ["an old Mexican 1 V1", "+52 1 55 1234 5678", meant("+525512345678")],
  ["an old Mexican 1 behind 00 V1", "0052 1 55 1234 5678", meant("+525512345678")],
  ["an old Mexican 1 without a plus V1", "5215512345678", refused("country_code_missing", "+525512345678")],
  ["a number of Mexico is right V1", "+52 55 1234 5678", "+525512345678"],
  ["the 9 of Argentina is right V1", "+54 9 11 1234 5678", "+5491112345678"],
  ["a name beside it is not clear V1", "front desk 4155550123", meant()],
  ["a short number with an extension is not clear V1", "5550123 x12", meant()],
  ["digits behind a comma are not clear V1", "4155550123,12", meant()],
]);

/** V1: a list whose numbers something else than a semicolon parts. */
testColumn("fmfm_phones", [
  ["commas V1", "+14155550101, +14155550102", meant("+14155550101;+14155550102")],
  ["commas, without country codes V1", "415 555 0101, 415 555 0102", meant("+14155550101;+14155550102")],
  [
    "a comma beside a semicolon V1",
    "+14155550101,+14155550102;+14155550103",
    meant("+14155550101;+14155550102;+14155550103"),
  ],
  ["ampersands V1", "+14155550101 & +14155550102", meant("+14155550101;+14155550102")],
  ["a comma, and slashes inside V1", "415/5550101, 415/5550102", meant("+14155550101;+14155550102")],
  ["a short end behind a slash V1", "+49 30 1234567/68", meant()],
  ["one of them is no number V1", "+14155550101, +14155550102222222", meant()],
  ["lines are right V1", "+14155550101\n+14155550102", ["+14155550101", "+14155550102"]],
  ["semicolons are right V1", "+14155550101; +14155550102", ["+14155550101", "+14155550102"]],
  ["thousands of a spreadsheet are right V1", "14,155,550,101", ["+14155550101"]],
]);

test("V1 says that a list with commas takes semicolons", () => {
  const [problem] = read({ fmfm_phones: "+14155550101, +14155550102" }).problems;
  expect(said(problem)).toContain("Put a semicolon between one number and the next");
});

test("V1 counts the numbers that stand where one is asked for", () => {
  expect(said(read({ caller_id: "+49 30 1234567/68/69" }).problems[0])).toContain("There are 3 phone numbers here");
});

test("V1 looks up no number that nobody has meant", () => {
  expect(phoneCandidates("+49 30 1234567/68")).toEqual([]);
  expect(phoneCandidates("+14155550101\n+14155550102")).toEqual([]);
});

test("V1 what is suggested is right", () => {
  for (const text of ["tel:415-555-0123", "14155550123,00", "+52 1 55 1234 5678", "+14155550101, 415 555 0102"]) {
    for (const { suggestion } of read({ fmfm_phones: text }).problems) {
      expect(wrong({ fmfm_phones: suggestion ?? "?" })).toEqual([]);
    }
  }
});

test("V1 comes to the end of cells of the worst", () => {
  for (const worst of ["/1", "1/", "+1 ", "x1", " ,", "tel:", "1234567,", "(ext. 1"]) {
    for (const size of [64, 100, 1_000, 2_000]) {
      for (let at = 0; at < 20; at++) readPhone(worst.repeat(size / worst.length), "US", () => false);
      read({ fmfm_phones: worst.repeat(size / worst.length) });
    }
  }
});
