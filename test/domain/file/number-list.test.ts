import { expect, test } from "vitest";
import { splitNumbers } from "../../../src/domain/file/number-list.ts";

function read(text: string): string[] {
  return splitNumbers(text).map(({ line, value }) => `${line}: ${value}`);
}

test.each<readonly [string, string, string[]]>([
  ["nothing", "", []],
  ["blank lines", "\n \r\n\u00a0\r\t", []],
  ["one", "+1 415 555 0123", ["1: +1 415 555 0123"]],
  [
    "one a line, with any line ends",
    "+14155550123\r\n\n+14155550124\r+14155550125",
    ["1: +14155550123", "3: +14155550124", "4: +14155550125"],
  ],
  [
    "several on a line",
    "+14155550123, +1 (415) 555-0124;+14155550125\t+14155550126",
    ["1: +14155550123", "1: +1 (415) 555-0124", "1: +14155550125", "1: +14155550126"],
  ],
  ["quotes and labels beside a number", '"+14155550123","Front desk",94105', ["1: +14155550123"]],
  ["half a number beside a whole one", "+14155550123, +1415", ["1: +14155550123", "1: +1415"]],
  ["a number with its thousands separated", "14,155,550,123", ["1: 14,155,550,123"]],
  ["what is no number at all", "+14155550123\nfront desk", ["1: +14155550123", "2: front desk"]],
  ["a heading above the list", "Our numbers:\n+14155550123", ["2: +14155550123"]],
  ["a guarded number, and one as a formula", '\'+14155550123\n="14155550124"', ["1: +14155550123", "2: 14155550124"]],
  [
    "full-width digits",
    "\uff0b\uff11\uff14\uff11\uff15\uff15\uff15\uff15\uff10\uff11\uff12\uff13",
    ["1: \uff0b\uff11\uff14\uff11\uff15\uff15\uff15\uff15\uff10\uff11\uff12\uff13"],
  ],
])("%s", (_, text, values) => {
  expect(read(text)).toEqual(values);
});

test.each([",", ";", "\t"])("a column of numbers is found by its header, with %j between the cells", (separator) => {
  const rows = [
    ["Ordered", "Primary Phone Number (Optional)", "Note"],
    ["20261122", "+14155550123", '"a, b; c"'],
    ["20261123", "", "none"],
    ["20261124", "415", ""],
  ];
  const text = rows.map((cells) => cells.join(separator)).join("\r\n");
  expect(read(text)).toEqual(["2: +14155550123", "4: 415"]);
});

test("a megabyte of anything is taken apart in no time", () => {
  for (const piece of ["1,", '"', "\n", "+1415555012345 ", "a;", "\u00a0"]) {
    // The processor's time: how busy the machine is with other things does not count.
    const begun = process.cpuUsage();
    splitNumbers(piece.repeat(1_000_000 / piece.length));
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1_000, piece).toBeLessThan(2_000);
  }
});
