import { expect, test } from "vitest";
import { hashPassword, passwordMatches } from "../../src/vault/hashes.ts";

const secret = "a-secret-of-the-deployment-that-is-long-enough";

const kept = hashPassword(secret, "Zürich im Winter".normalize("NFD"));

test("S1 an administrator's password matches its hash, however its letters are composed, and nothing else does", () => {
  expect(kept).not.toContain("rich");
  expect(passwordMatches(secret, "Zürich im Winter".normalize("NFC"), kept)).toBe(true);
  expect(passwordMatches(secret, "zürich im Winter", kept)).toBe(false);
  expect(passwordMatches(`${secret}!`, "Zürich im Winter", kept)).toBe(false);
  expect(hashPassword(secret, "Zürich im Winter")).not.toBe(kept);
});

test("S1 a hash is checked at the cost that it was made with, so that the cost may change", () => {
  const other = hashPassword(secret, "Zürich im Winter", { N: 1024, r: 4, p: 1 });
  expect(other).toMatch(/^scrypt\$1024\$4\$1\$/);
  expect(passwordMatches(secret, "Zürich im Winter", other)).toBe(true);
  expect(passwordMatches(secret, "Zürich im Sommer", other)).toBe(false);
  expect(passwordMatches(secret, "Zürich im Winter", other.replace("$1024$", "$2048$"))).toBe(false);
  expect(kept).toMatch(/^scrypt\$16384\$8\$5\$/);
});

test("S1 nobody matches where there is no hash, and finding that out takes as long", () => {
  const time = (stored: string | null) => {
    const before = performance.now();
    expect(passwordMatches(secret, "wrong", stored)).toBe(false);
    return performance.now() - before;
  };
  // The least of several: what else the machine does makes one of them longer, never shorter.
  const least = (stored: string | null) => Math.min(...Array.from({ length: 5 }, () => time(stored)));
  expect(least(null)).toBeGreaterThan(least(kept) / 5);
});
