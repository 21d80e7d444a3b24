import { Buffer } from "node:buffer";
import { scryptSync } from "node:crypto";
import { expect, test, vi } from "vitest";
import { hashPassword, isOutdated, passwordMatches } from "../../src/vault/hashes.ts";
import { ringOf } from "../../src/vault/ring.ts";
import { scrypt } from "../../src/vault/scrypt.ts";

const secret = ringOf({ MASTER_SECRET: "a-secret-of-the-deployment-that-is-long-enough" });

const kept = await hashPassword(secret, "Zürich im Winter".normalize("NFD"));

test("S1 an administrator's password matches its hash, however its letters are composed, and nothing else does", async () => {
  expect(kept).not.toContain("rich");
  expect(await passwordMatches(secret, "Zürich im Winter".normalize("NFC"), kept)).toBe(true);
  expect(await passwordMatches(secret, "zürich im Winter", kept)).toBe(false);
  expect(await passwordMatches(ringOf({ MASTER_SECRET: "another secret" }), "Zürich im Winter", kept)).toBe(false);
  expect(await hashPassword(secret, "Zürich im Winter")).not.toBe(kept);
});

test("S1 a hash is checked at the cost that it was made with, so that the cost may change", async () => {
  const other = await hashPassword(secret, "Zürich im Winter", { N: 1024, r: 4, p: 1 });
  expect(other).toMatch(/^scrypt\$1024\$4\$1\$/);
  expect(await passwordMatches(secret, "Zürich im Winter", other)).toBe(true);
  expect(await passwordMatches(secret, "Zürich im Sommer", other)).toBe(false);
  expect(await passwordMatches(secret, "Zürich im Winter", other.replace("$1024$", "$2048$"))).toBe(false);
  expect(kept).toMatch(/^scrypt\$16384\$8\$5\$/);
});

/** In how many slices a password is looked at: after each of them others have their turn. */
async function slicesOf(stored: string | null): Promise<number> {
  const turns = vi.spyOn(globalThis, "setTimeout");
  try {
    expect(await passwordMatches(secret, "wrong", stored)).toBe(false);
    return turns.mock.calls.length;
  } finally {
    turns.mockRestore();
  }
}

test("S1 nobody matches where there is no hash, and finding that out takes as much work", async () => {
  const slices = await slicesOf(kept);
  expect(slices).toBeGreaterThan(100);
  expect(await slicesOf(null)).toBe(slices);
});

test.each([
  ["", "", { N: 16, r: 1, p: 1 }, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"],
  ["password", "NaCl", { N: 1024, r: 8, p: 16 }, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"],
  [
    "pleaseletmein",
    "SodiumChloride",
    { N: 16384, r: 8, p: 1 },
    "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2",
  ],
])("S6 the scrypt in slices gives what RFC 7914 has for %j", async (password, salt, cost, begins) => {
  const given = { password: Buffer.from(password), salt: Buffer.from(salt), bytes: 64, cost };
  expect((await scrypt(given)).toString("hex").slice(0, 64)).toBe(begins);
});

test("S6 the scrypt in slices gives what the runtime's gives, at today's cost and at others", async () => {
  const [password, salt] = [Buffer.from("a password"), Buffer.from("some salt")];
  for (const cost of [
    { N: 2, r: 1, p: 1 },
    { N: 64, r: 3, p: 2 },
    { N: 16384, r: 8, p: 5 },
  ]) {
    const made = await scrypt({ password, salt, bytes: 32, cost });
    expect(made.equals(scryptSync(password, salt, 32, { ...cost, maxmem: 64 * 1024 * 1024 }))).toBe(true);
  }
});

test("S6 while a password is hashed others of the isolate get their turn again and again", async () => {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 0);
  await hashPassword(secret, "Zürich im Winter");
  clearInterval(timer);
  expect(turns).toBeGreaterThan(50);
});

test("S6 a hash that was made at less cost than today's is known as outdated", async () => {
  expect(isOutdated(secret, kept)).toBe(false);
  for (const cheaper of ["8192$8$5", "16384$4$5", "16384$8$4"])
    expect(isOutdated(secret, kept.replace("16384$8$5", cheaper))).toBe(true);
});
