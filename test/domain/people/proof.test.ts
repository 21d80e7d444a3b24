import { expect, test } from "vitest";
import { isProved } from "../../../src/domain/people/proof.ts";

const now = "2026-06-11T10:10:00.000Z";

test.each([
  ["2026-06-11T10:10:00.000Z", true],
  ["2026-06-11T10:00:00.001Z", true],
  ["2026-06-11T10:00:00.000Z", false],
  ["2026-06-10T10:09:00.000Z", false],
  [null, false],
])("S1 a password that was given at %s is proof ten minutes later: %s", (provedAt, isProof) => {
  expect(isProved(provedAt, now)).toBe(isProof);
});
