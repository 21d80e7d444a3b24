import { expect, test } from "vitest";
import {
  autoText,
  autoWithin,
  lowestNumber,
  readAuto,
  searchFor,
  suits,
  sumUp,
} from "../../../src/domain/account/auto-number.ts";

test.each([
  ["auto", ""],
  ["AUTO", ""],
  [" Auto ", ""],
  ["auto +1415", "+1415"],
  ["auto+49", "+49"],
  ["Auto  + 4930", "+4930"],
])("I14 reads %j as a wish for a number that begins with %j", (text, beginning) => {
  expect(readAuto(text)).toBe(beginning);
  expect(readAuto(autoText(beginning))).toBe(beginning);
});

test.each([
  "",
  "automatic",
  "auto 1415",
  "auto +",
  "auto +1415x",
  "auto +1 415",
  "auto +1234567890123456",
  "+1415",
  "autos",
])("I14 reads %j as no such wish", (text) => {
  expect(readAuto(text)).toBeNull();
});

test.each([
  ["auto +1 415", "auto +1415"],
  ["Auto: +1 (415)", "auto +1415"],
  ["auto +1-415-", "auto +1415"],
  ["auto 1415", null],
  ["auto (415)", null],
  ["automatic +1", null],
  ["auto +", null],
  ["auto +1415x", null],
])("I14 tells that %j means %j", (text, meant) => {
  expect(autoWithin(text)).toBe(meant);
  expect(readAuto(autoWithin(text) ?? "auto")).not.toBeNull();
});

test("I14 without a beginning the number is of the location's country, where others share its code too", () => {
  const us = searchFor("", "US");
  expect(us).toEqual({ beginning: "+1", country: "US" });
  // San Francisco, Vancouver, Kingston, Berlin, and one of which only the calling code is known.
  const numbers = ["+14155550123", "+16045550123", "+18765550123", "+493012345678", "+15550001111"];
  expect(numbers.filter((e164) => suits(e164, us))).toEqual(["+14155550123"]);
  expect(numbers.filter((e164) => suits(e164, searchFor("", "CA")))).toEqual(["+16045550123"]);
  expect(numbers.filter((e164) => suits(e164, searchFor("", "DE")))).toEqual(["+493012345678"]);
});

test("I14 with a beginning it is of any country", () => {
  const search = searchFor("+1", "DE");
  expect(["+14155550123", "+16045550123", "+493012345678"].filter((e164) => suits(e164, search))).toHaveLength(2);
});

test("I14 the lowest that suits and is not taken is given, or none", () => {
  const parked = ["+14155550101", "+14155550102", "+14165550101", "+493012345678"];
  const give = (beginning: string, taken: readonly string[] = []) =>
    lowestNumber(parked, searchFor(beginning, "US"), (e164) => taken.includes(e164));
  expect([give(""), give("", [parked[0] ?? ""]), give("+1416"), give("+1417")]).toEqual([
    ...[parked[0], parked[1], parked[2], null],
  ]);
});

test("I14 a search may have to give as many as there are that could want the same numbers", () => {
  const [any, sf, bay, berlin] = [
    searchFor("", "US"),
    searchFor("+1415", "US"),
    searchFor("+14155", "US"),
    searchFor("+49", "US"),
  ];
  const summed = sumUp([any, sf, any, bay, berlin, sf]);
  expect(summed.map(({ search, most }) => [search.beginning, most])).toEqual([
    ["+1", 5],
    ["+1415", 5],
    ["+14155", 5],
    ["+49", 1],
  ]);
});
