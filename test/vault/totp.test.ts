import { expect, test } from "vitest";
import { readFactorCode } from "../../src/domain/people/factor-code.ts";
import { makeRecoveryCodes, recoveryHash } from "../../src/vault/recovery-codes.ts";
import { makeTotpSecret, totpAt, totpStep } from "../../src/vault/totp.ts";

/** The secret of the test vectors of RFC 6238, "12345678901234567890", in base32. */
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

// The table of RFC 6238, appendix B, for SHA-1; of its eight digits the last six.
test.each([
  [59, "94287082"],
  [1111111109, "07081804"],
  [1111111111, "14050471"],
  [1234567890, "89005924"],
  [2000000000, "69279037"],
  [20000000000, "65353130"],
])("S1 the code at %i seconds is the one of RFC 6238", (seconds, digits) => {
  expect(totpAt(secret, Math.floor(seconds / 30))).toBe(digits.slice(-6));
});

const now = "2026-06-11T10:00:00.000Z";
const step = Date.parse(now) / 30_000;

test.each([
  [-2, null],
  [-1, step - 1],
  [0, step],
  [1, step + 1],
  [2, null],
])("S1 a code of %i half minutes from now is of step %j", (steps, found) => {
  expect(totpStep(secret, totpAt(secret, step + steps), { now, after: 0 })).toBe(found);
});

test("S1 a code of a step that was taken, or of one before it, is none", () => {
  const found = [-1, 0, 1].map((at) => totpStep(secret, totpAt(secret, step + at), { now, after: step }));
  expect(found).toEqual([null, null, step + 1]);
});

test.each(["", "12345", "1234567", "１２３４５６", "abcdef"])("S1 %j is no code of an app", (code) => {
  expect(totpStep(secret, code, { now, after: 0 })).toBe(null);
});

test("S1 a secret for an app has 160 bits, and no two are the same", () => {
  const secrets = Array.from({ length: 50 }, makeTotpSecret);
  for (const one of secrets) expect(one).toMatch(/^[A-Z2-7]{32}$/);
  expect(new Set(secrets).size).toBe(50);
  expect(new Set(secrets.join("")).size).toBe(32);
});

test("S1 a recovery code has 120 bits, reads back however it is spaced, and is kept as a hash of it and its person", () => {
  const codes = makeRecoveryCodes();
  expect([codes.length, new Set(codes).size]).toEqual([10, 10]);
  for (const code of codes) {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{24}$/);
    expect(readFactorCode(` ${code.toLowerCase().match(/.{4}/g)?.join(" – ")}`)).toEqual({ kind: "recovery", code });
  }
  const [code = ""] = codes;
  expect(recoveryHash("ann@x.example", code)).toMatch(/^[0-9a-f]{64}$/);
  expect(recoveryHash("ann@x.example", code)).not.toBe(recoveryHash("bob@x.example", code));
});

test.each([
  ["123 456", { kind: "app", code: "123456" }],
  ["１２３４５６", { kind: "app", code: "123456" }],
  ["000000", { kind: "app", code: "000000" }],
  ["12345", null],
  ["", null],
  ["ooooiiiiLLLL0000OOOO1111", { kind: "recovery", code: "000011111111000000001111" }],
  ["UUUUUUUUUUUUUUUUUUUUUUUU", null],
])("S1 what is typed as %j is read as %j", (typed, code) => {
  expect(readFactorCode(typed)).toEqual(code);
});
