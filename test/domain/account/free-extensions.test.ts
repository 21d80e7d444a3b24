import fc from "fast-check";
import { expect, test } from "vitest";
import {
  countFreeExtensions,
  extensionBounds,
  nextFreeExtension,
} from "../../../src/domain/account/free-extensions.ts";
import { emergencyPrefixes } from "../../../src/domain/cells/extension.ts";

const nobody = () => false;

function* all(length: number): Generator<string> {
  const { lowest, highest } = extensionBounds(length);
  for (let n = lowest; n <= highest; n += 1) yield String(n);
}

const isEmergency = (extension: string) => emergencyPrefixes.some((prefix) => extension.startsWith(prefix));

test.each([
  [3, 101, 999],
  [4, 1001, 9999],
  [6, 100_001, 999_999],
])("I3 extensions of %i digits go from %i to %i", (length, lowest, highest) => {
  expect(extensionBounds(length)).toEqual({ lowest, highest });
});

test("I3 gives the lowest free one, over gaps", () => {
  const free = [
    { first: 1001, last: 1000 },
    { first: 1005, last: 1006 },
    { first: 2000, last: 2000 },
  ];
  expect(nextFreeExtension(free, nobody)).toBe("1005");
  expect(nextFreeExtension(free, (extension) => extension !== "2000")).toBe("2000");
  expect(nextFreeExtension(free, () => true)).toBeNull();
  expect(nextFreeExtension([], nobody)).toBeNull();
});

test("I3 with 3 digits an emergency code itself is not given", () => {
  expect(nextFreeExtension([{ first: 911, last: 912 }], nobody)).toBe("912");
  expect(nextFreeExtension([{ first: 999, last: 999 }], nobody)).toBeNull();
});

test("I3 begins in the middle of an emergency code's numbers and still gives none of them", () => {
  expect(nextFreeExtension([{ first: 112_345, last: 113_000 }], nobody)).toBe("113000");
});

test.each([3, 4, 5])(
  "I3 giving %i digits again and again gives every one that may be given, once, in order",
  (length) => {
    const { lowest, highest } = extensionBounds(length);
    const expected = [...all(length)].filter((extension) => !isEmergency(extension));
    let from = lowest;
    const given: string[] = [];
    for (;;) {
      const next = nextFreeExtension([{ first: from, last: highest }], nobody);
      if (next === null) break;
      given.push(next);
      from = Number(next) + 1;
    }
    expect(given).toEqual(expected);
  },
);

test("I3 counts exactly the extensions that could be given", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(3, 4),
      fc.uniqueArray(fc.oneof(fc.constantFrom("100", "1000", "112", "0911"), fc.nat(9_999).map(String)), {
        maxLength: 30,
      }),
      fc.nat(20),
      fc.integer({ min: 1, max: 10_001 }),
      (length, reserved, taken, below) => {
        const account = { extension_length: length, reserved_extensions: reserved };
        const free = [...all(length)].filter((extension) => !isEmergency(extension) && !reserved.includes(extension));
        expect(countFreeExtensions(account, taken)).toBe(free.length - taken);
        const before = free.filter((extension) => Number(extension) < below);
        expect(countFreeExtensions(account, 0, below)).toBe(before.length);
      },
    ),
  );
});

test("I3 counts none, and never fewer, when more are taken than there are", () => {
  expect(countFreeExtensions({ extension_length: 3, reserved_extensions: [] }, 5000)).toBe(0);
});
