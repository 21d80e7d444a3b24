import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { isWeakPin } from "../../../src/domain/cells/pin.ts";
import { linkToken, makeSecret, sameSecret } from "../../../src/vault/hashes.ts";
import { keyFor } from "../../../src/vault/keys.ts";
import { makePin } from "../../../src/vault/pins.ts";
import { aboutRow, aboutUser, openBytes, openPin, sealBytes, sealPin } from "../../../src/vault/seal.ts";
import { derivePassword, passwordCheck, verifyPassword } from "../../../src/vault/temporary-password.ts";

const secret = "a-secret-of-the-deployment-that-is-long-enough";
const clear = new TextEncoder().encode("Email Address,Voicemail PIN\nann@x.example,4829\n");
const owner = { account: "acme", user: "usr_1", version: 1 };

const owners = Array.from({ length: 3000 }, (_, n) => ({ account: `acme-${n % 3}`, user: `usr_${n}`, version: 1 }));

test("M8 what was sealed opens again, byte for byte, also when it is empty", () => {
  expect([...openBytes(secret, "upload", "acme/imp_1", sealBytes(secret, "upload", "acme/imp_1", clear))]).toEqual([
    ...clear,
  ]);
  const nothing = sealBytes(secret, "upload", "a", new Uint8Array());
  expect(openBytes(secret, "upload", "a", nothing)).toHaveLength(0);
});

test("M8 nothing of the text can be read in what is stored, and sealing twice never gives the same", () => {
  const [one, other] = [1, 2].map(() => sealBytes(secret, "upload", "acme/imp_1", clear));
  expect(Buffer.from(one!).toString()).not.toContain("ann@x.example");
  expect([...one!]).not.toEqual([...other!]);
});

test("M8 it opens only with the secret, the purpose, the account and the record that it was sealed for", () => {
  const sealed = sealBytes(secret, "upload", "acme/imp_1", clear);
  expect(() => openBytes(`${secret}!`, "upload", "acme/imp_1", sealed)).toThrow();
  expect(() => openBytes(secret, "pin", "acme/imp_1", sealed)).toThrow();
  expect(() => openBytes(secret, "upload", "acme/imp_2", sealed)).toThrow();
  expect(() => openBytes(secret, "upload", "other/imp_1", sealed)).toThrow();
});

test("M8 one bit that was changed anywhere is noticed, and so is a byte that is missing", () => {
  const sealed = sealBytes(secret, "upload", "acme/imp_1", clear);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Uint8Array.from(sealed);
    changed[at]! ^= 1;
    expect(() => openBytes(secret, "upload", "acme/imp_1", changed), `byte ${at}`).toThrow();
  }
  expect(() => openBytes(secret, "upload", "acme/imp_1", sealed.subarray(0, sealed.length - 1))).toThrow();
  expect(() => openBytes(secret, "upload", "acme/imp_1", new Uint8Array())).toThrow();
});

test("M8 bytes that lie in the middle of a larger buffer open as well", () => {
  const sealed = sealBytes(secret, "upload", "acme/imp_1", clear);
  const larger = new Uint8Array(sealed.length + 20).fill(7);
  larger.set(sealed, 10);
  expect([...openBytes(secret, "upload", "acme/imp_1", larger.subarray(10, 10 + sealed.length))]).toEqual([...clear]);
});

test("M8 a row's PIN opens for that row, and not for its user, another row or another account", () => {
  const sealed = sealPin(secret, aboutRow("acme", "imp_1", 17), "0482");
  expect(openPin(secret, aboutRow("acme", "imp_1", 17), sealed)).toBe("0482");
  expect(() => openPin(secret, aboutRow("acme", "imp_1", 18), sealed)).toThrow();
  expect(() => openPin(secret, aboutRow("other", "imp_1", 17), sealed)).toThrow();
  expect(() => openPin(secret, aboutUser("acme", "usr_1"), sealed)).toThrow();
});

test("M1 the same owner and version always have the same password", () => {
  expect(derivePassword(secret, owner)).toBe(derivePassword(secret, { ...owner }));
});

test.each([
  ["account", { ...owner, account: "acme2" }],
  ["user", { ...owner, user: "usr_2" }],
  ["version", { ...owner, version: 2 }],
])("M1 another %s has another password", (_, other) => {
  expect(derivePassword(secret, other)).not.toBe(derivePassword(secret, owner));
});

test("M1 another deployment has other passwords", () => {
  expect(derivePassword(`${secret}!`, owner)).not.toBe(derivePassword(secret, owner));
});

test("M1 a password has at least 14 unambiguous characters and more than 80 bits, and no two are alike", () => {
  const words = owners.map((one) => derivePassword(secret, one));
  expect(new Set(words).size).toBe(words.length);
  expect(words.filter((word) => !/^[A-HJ-NP-Za-hj-km-np-z2-9]{14,}$/.test(word))).toEqual([]);
  const alphabet = new Set(words.join(""));
  expect((words[0]?.length ?? 0) * Math.log2(alphabet.size)).toBeGreaterThan(80);
});

test("M1 no character of a password is favoured", () => {
  const counts = new Map<string, number>();
  for (const character of owners.map((one) => derivePassword(secret, one)).join("")) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const mean = (owners.length * 16) / counts.size;
  // Deterministic: the secret and the owners are fixed. Digits are a little more frequent, because one is demanded.
  const letters = [...counts].filter(([character]) => /\D/.test(character)).map(([, count]) => count / mean);
  expect(Math.min(...letters)).toBeGreaterThan(0.85);
  expect(Math.max(...letters)).toBeLessThan(1.15);
});

test("M1 a password is recognised by its check, which is kept instead of it, and nothing else is", () => {
  const password = derivePassword(secret, owner);
  const check = passwordCheck(secret, owner, password);
  expect(check).toMatch(/^[0-9a-f]{64}$/);
  expect(check).not.toContain(password);
  expect(verifyPassword(secret, owner, password, check)).toBe(true);
  expect(verifyPassword(secret, owner, `${password} `, check)).toBe(false);
  expect(verifyPassword(secret, owner, "", check)).toBe(false);
  expect(verifyPassword(secret, owner, password, "")).toBe(false);
  expect(verifyPassword(secret, { ...owner, version: 2 }, password, check)).toBe(false);
  expect(verifyPassword(`${secret}!`, owner, password, check)).toBe(false);
});

test("M1 the key that derives is not the key that checks, nor any other", () => {
  const purposes = ["password-derive", "password-check", "pin", "upload", "link", "administrator"] as const;
  const keys = purposes.map((purpose) => keyFor(secret, purpose).toString("base64"));
  expect(new Set(keys).size).toBe(purposes.length);
  expect(keyFor(secret, "pin")).toHaveLength(32);
});

test("S1 the token of a link is the same each time, names its link, and cannot be made without the secret", () => {
  const token = linkToken(secret, "lnk_1");
  expect(linkToken(secret, "lnk_1")).toBe(token);
  expect(token).toMatch(/^lnk_1\.[\w-]{43}$/);
  expect(linkToken(`${secret}!`, "lnk_1")).not.toBe(token);
  expect(linkToken(secret, "lnk_2").split(".")[1]).not.toBe(token.split(".")[1]);
});

test("S3 secrets are compared whatever their lengths", () => {
  expect(sameSecret("abc", "abc")).toBe(true);
  expect(sameSecret("abc", "abd")).toBe(false);
  expect(sameSecret("abc", "abcd")).toBe(false);
  expect(sameSecret("", "a")).toBe(false);
});

test("S2 a secret has 256 bits and is never made twice", () => {
  const secrets = Array.from({ length: 1000 }, makeSecret);
  expect(new Set(secrets).size).toBe(1000);
  expect(secrets.filter((one) => !/^[\w-]{43}$/.test(one))).toEqual([]);
});

test("M8 a PIN that is made has 6 digits and is not weak, leading zeros included", () => {
  // So many that without the rule some weak ones (31 in a million) would be among them.
  const pins = Array.from({ length: 200_000 }, () => makePin("482915"));
  expect(pins.filter((pin) => !/^[0-9]{6}$/.test(pin) || isWeakPin(pin, "482915"))).toEqual([]);
  expect(pins.some((pin) => pin.startsWith("0"))).toBe(true);
  expect(new Set(pins).size).toBeGreaterThan(150_000);
});
