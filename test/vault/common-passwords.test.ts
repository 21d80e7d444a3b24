import { expect, test } from "vitest";
import { isCommonPassword } from "../../src/vault/common-passwords.ts";

test.each(["123qweasdzxc", "1qaz2wsx3edc", "q1w2e3r4t5y6", "QWERTY123456", "motherfucker", "qazwsxedcrfv"])(
  "S1 %s is among the common passwords",
  (password) => {
    expect(isCommonPassword(password)).toBe(true);
  },
);

test("S1 a password that nobody has is hardly ever taken for a common one", () => {
  const taken = Array.from({ length: 20_000 }, (_, n) => `nobody has this one ${n}`).filter(isCommonPassword);
  expect(taken.length).toBeLessThan(10);
  expect(["correct horse battery", "Harbour-Lantern-42", "a better one, with words"].filter(isCommonPassword)).toEqual(
    [],
  );
});
