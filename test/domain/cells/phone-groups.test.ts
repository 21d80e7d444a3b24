import { expect, test } from "vitest";
import { digitsOf, inGroups, withGroups } from "../../../src/domain/cells/phone/groups.ts";
import { readPhone } from "../../../src/domain/cells/phone.ts";
import { matchUsers, readNumberSearch } from "../../../src/domain/user/search-text.ts";
import examples from "../../fixtures/phone-examples.json" with { type: "json" };

test("E16 a number is shown in the groups of its country, and whatever is no number in E.164 as it is", () => {
  expect(["+31105550343", "+14155550100", "+442071838750", "+8001234567890"].map(inGroups)).toEqual([
    ...["+31 10 555 0343", "+1 415 555 0100", "+44 20 7183 8750", "+800 1234567890"],
  ]);
  for (const text of ["", "4155550100", "+", "+1", "auto", "+14155550100;+14155550101", "+999999999", "2001"])
    expect(inGroups(text)).toBe(text);
});

test("E16 a number in groups has the same digits, is read as the same number, and is found like it", () => {
  const numbers = Object.values(examples).flatMap((kinds) => Object.values(kinds));
  expect(numbers.length).toBeGreaterThan(100);
  for (const number of numbers) {
    const grouped = inGroups(number);
    expect(grouped.replaceAll(" ", "")).toBe(number);
    expect(readPhone(grouped, "NL", () => false)).toEqual(readPhone(number, "NL", () => false));
    expect(readNumberSearch(grouped)).toEqual(readNumberSearch(number));
    expect(matchUsers(grouped, () => [])).toContain(`(phones : "${digitsOf(number)}")`);
  }
});

test("E16 in a sentence each number is grouped, but none that is part of an address or a longer text", () => {
  expect(withGroups("+31105550118 belongs to Wim; choose “+31105550119”, or +31105550120.")).toBe(
    "+31 10 555 0118 belongs to Wim; choose “+31 10 555 0119”, or +31 10 555 0120.",
  );
  for (const text of ["a+31105550118@acme.example", "x+31105550118", "+31105550118a", "1+31105550118"])
    expect(withGroups(text)).toBe(text);
});
