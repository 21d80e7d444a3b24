import { expect, test } from "vitest";
import { cleanCell, hasControlCharacters, shownValue } from "../../../src/domain/cells/text.ts";

test.each([
  ["outer spaces", "  Ann \t", "Ann"],
  ["no-break and narrow spaces", "\u00A0\u202FAnn\u2003", "Ann"],
  ["zero-width characters and the BOM", "\u200B\uFEFFAnn\u200D\u2060", "Ann"],
  ["direction marks", "\u200E\u202AAnn\u202C\u200F\u2069", "Ann"],
  ["soft hyphens", "\u00ADAnn\u00AD", "Ann"],
  ["nothing inside", "Ann\u00A0 Lee", "Ann\u00A0 Lee"],
  ["a value of nothing else", " \u200B\u00A0", ""],
])("F9 trims %s", (_, raw, value) => {
  expect(cleanCell(raw)).toBe(value);
});

test.each([
  ["'+14155550100", "+14155550100"],
  ["'=1+1", "=1+1"],
  ["'-5", "-5"],
  ["'@home", "@home"],
  ["'0042", "0042"],
  ["'\t=1", "=1"],
  ["'\rAnn", "Ann"],
  ["''=1", "'=1"],
  ["'''7", "''7"],
  ["'Ann'", "'Ann'"],
  ["'", "'"],
  ["'s-Hertogenbosch", "'s-Hertogenbosch"],
  [" '+1", "'+1"],
  ['="00123"', "00123"],
  [' ="5" ', "5"],
  [`'="00123"`, "00123"],
  ['="Ann"', "Ann"],
  ['="Ann ""Dee"" Lee"', 'Ann "Dee" Lee'],
  [`="'t Hart"`, "'t Hart"],
  ['="=""7"""', "7"],
  ['=""', ""],
  ['="', '="'],
  ['="1"&"2"', '="1"&"2"'],
  ["' +1", "' +1"],
])("F9 removes one guard before trimming: %j is %j", (raw, value) => {
  expect(cleanCell(raw)).toBe(value);
});

test("F9 makes a space of each line break and tab in a cell", () => {
  expect(cleanCell("12 High St\r\nFloor 2\nRoom 3\rDesk\u2028Left\u2029Up\tto\n")).toBe(
    "12 High St Floor 2 Room 3 Desk Left Up to",
  );
});

test("F9 composes letters and their marks", () => {
  expect(cleanCell("Zoe\u0308")).toBe("Zo\u00EB");
});

test("F9 leaves the emoji that end in selectors and tags whole", () => {
  for (const emoji of ["\u2764\uFE0F", "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"]) {
    expect(cleanCell(emoji)).toBe(emoji);
  }
});

test("F9 finds control characters and half characters that are left in a value", () => {
  for (const bad of ["a\0b", "a\u0007b", "a\u007Fb", "a\u0085b", "a\uD83Db"]) {
    expect(hasControlCharacters(cleanCell(bad))).toBe(true);
  }
  for (const good of ["Zoë", "\u{1F600}", "a\nb", "\ta\tb", "می\u200Cخواهم"]) {
    expect(hasControlCharacters(cleanCell(good))).toBe(false);
  }
});

// Quadratic time would take minutes here, and the runner gives up on a test long before.
test("F9 comes to the end of two megabytes of the worst", () => {
  const hostile = [
    `a${" ".repeat(1_000_000)}b${" ".repeat(1_000_000)}c`,
    `a${"\u0301\u0316".repeat(500_000)}`,
    "'".repeat(2_000_000),
    "\r\n".repeat(1_000_000),
    `="${'""'.repeat(1_000_000)}"`,
    `="${'"" ""'.repeat(400_000)}`,
  ];
  for (const raw of hostile) {
    expect(cleanCell(raw).length).toBeLessThanOrEqual(raw.length);
  }
});

test("a problem shows 200 characters of a value and never half of one", () => {
  expect(shownValue("x".repeat(200))).toBe("x".repeat(200));
  expect(shownValue("x".repeat(201))).toBe("x".repeat(200));
  expect(shownValue("\u{1F600}".repeat(300))).toBe("\u{1F600}".repeat(200));
});
