import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { isWeakPin } from "../../../src/domain/cells/pin.ts";
import { makeSecret, sameSecret } from "../../../src/vault/hashes.ts";
import { keyFor } from "../../../src/vault/keys.ts";
import { isLinkToken, linkIdOf, linkToken } from "../../../src/vault/links.ts";
import { makePin } from "../../../src/vault/pins.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { aboutRow, aboutUser, openBytes, openPin, sealBytes, sealPin } from "../../../src/vault/seal.ts";
import { derivedWord, newPassword, openPassword, verifyPassword } from "../../../src/vault/temporary-password.ts";

const SECRET = "a-secret-of-the-deployment-that-is-long-enough";
const ring = ringOf({ MASTER_SECRET: SECRET });
const other = ringOf({ MASTER_SECRET: `${SECRET}!` });
const clear = new TextEncoder().encode("Email Address,Voicemail PIN\nann@x.example,4829\n");
const owner = { account: "acme", user: "usr_1", version: 1 };

const owners = Array.from({ length: 3000 }, (_, n) => ({ account: `acme-${n % 3}`, user: `usr_${n}`, version: 1 }));

test("M8 what was sealed opens again, byte for byte, also when it is empty", () => {
  expect([...openBytes(ring, "upload", "acme/imp_1", sealBytes(ring, "upload", "acme/imp_1", clear))]).toEqual([
    ...clear,
  ]);
  const nothing = sealBytes(ring, "upload", "a", new Uint8Array());
  expect(openBytes(ring, "upload", "a", nothing)).toHaveLength(0);
});

test("M8 nothing of the text can be read in what is stored, and sealing twice never gives the same", () => {
  const [one, other] = [1, 2].map(() => sealBytes(ring, "upload", "acme/imp_1", clear));
  expect(Buffer.from(one!).toString()).not.toContain("ann@x.example");
  expect([...one!]).not.toEqual([...other!]);
});

test("M8 it opens only with the secret, the purpose, the account and the record that it was sealed for", () => {
  const sealed = sealBytes(ring, "upload", "acme/imp_1", clear);
  expect(() => openBytes(other, "upload", "acme/imp_1", sealed)).toThrow();
  expect(() => openBytes(ring, "pin", "acme/imp_1", sealed)).toThrow();
  expect(() => openBytes(ring, "upload", "acme/imp_2", sealed)).toThrow();
  expect(() => openBytes(ring, "upload", "other/imp_1", sealed)).toThrow();
});

test("M8 one bit that was changed anywhere is noticed, and so is a byte that is missing", () => {
  const sealed = sealBytes(ring, "upload", "acme/imp_1", clear);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Uint8Array.from(sealed);
    changed[at]! ^= 1;
    expect(() => openBytes(ring, "upload", "acme/imp_1", changed), `byte ${at}`).toThrow();
  }
  expect(() => openBytes(ring, "upload", "acme/imp_1", sealed.subarray(0, sealed.length - 1))).toThrow();
  expect(() => openBytes(ring, "upload", "acme/imp_1", new Uint8Array())).toThrow();
});

test("M8 bytes that lie in the middle of a larger buffer open as well", () => {
  const sealed = sealBytes(ring, "upload", "acme/imp_1", clear);
  const larger = new Uint8Array(sealed.length + 20).fill(7);
  larger.set(sealed, 10);
  expect([...openBytes(ring, "upload", "acme/imp_1", larger.subarray(10, 10 + sealed.length))]).toEqual([...clear]);
});

test("M8 a row's PIN opens for that row, and not for its user, another row or another account", () => {
  const sealed = sealPin(ring, aboutRow("acme", "imp_1", 17), "0482");
  expect(openPin(ring, aboutRow("acme", "imp_1", 17), sealed)).toBe("0482");
  expect(() => openPin(ring, aboutRow("acme", "imp_1", 18), sealed)).toThrow();
  expect(() => openPin(ring, aboutRow("other", "imp_1", 17), sealed)).toThrow();
  expect(() => openPin(ring, aboutUser("acme", "usr_1"), sealed)).toThrow();
});

const made = () => openPassword(ring, owner, newPassword(ring, owner));

test("M1 what is kept of a password always gives the same one, and no other owner's", () => {
  const kept = newPassword(ring, owner);
  expect(openPassword(ring, owner, kept)).toBe(openPassword(ring, { ...owner }, { ...kept }));
  for (const wrong of [{ account: "acme2" }, { user: "usr_2" }, { version: 2 }])
    expect(() => openPassword(ring, { ...owner, ...wrong }, kept)).toThrow();
  expect(() => openPassword(other, owner, kept)).toThrow();
});

test("S11 the secret and the ids alone do not give a password: made twice for the same it is another one", () => {
  expect(made()).not.toBe(made());
  expect(derivedWord(ring.current, owner)).toBe(derivedWord(ring.current, owner));
  const { password_seed: _, ...rest } = newPassword(ring, owner);
  expect(verifyPassword(ring, owner, derivedWord(ring.current, owner), rest.password_check)).toBe(false);
});

test("M1 a password has at least 14 unambiguous characters and more than 80 bits, and no two are alike", () => {
  const words = owners.map((one) => openPassword(ring, one, newPassword(ring, one)));
  expect(new Set(words).size).toBe(words.length);
  expect(words.filter((word) => !/^[A-HJ-NP-Za-hj-km-np-z2-9]{14,}$/.test(word))).toEqual([]);
  const alphabet = new Set(words.join(""));
  expect((words[0]?.length ?? 0) * Math.log2(alphabet.size)).toBeGreaterThan(80);
});

test("M1 no character of a password is favoured", () => {
  const counts = new Map<string, number>();
  for (const character of owners.map((one) => derivedWord(ring.current, one)).join("")) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const mean = (owners.length * 16) / counts.size;
  // Deterministic: the secret and the owners are fixed. Digits are a little more frequent, because one is demanded.
  const letters = [...counts].filter(([character]) => /\D/.test(character)).map(([, count]) => count / mean);
  expect(Math.min(...letters)).toBeGreaterThan(0.85);
  expect(Math.max(...letters)).toBeLessThan(1.15);
});

test("M1 a password is recognised by its check, which is kept instead of it, and nothing else is", () => {
  const kept = newPassword(ring, owner);
  const password = openPassword(ring, owner, kept);
  const check = kept.password_check;
  expect(check).toMatch(/^[0-9a-f]{64}\.[0-9a-f]{8}$/);
  expect(JSON.stringify(kept)).not.toContain(password);
  expect(verifyPassword(ring, owner, password, check)).toBe(true);
  expect(verifyPassword(ring, owner, `${password} `, check)).toBe(false);
  expect(verifyPassword(ring, owner, "", check)).toBe(false);
  expect(verifyPassword(ring, owner, password, "")).toBe(false);
  expect(verifyPassword(ring, { ...owner, version: 2 }, password, check)).toBe(false);
  expect(verifyPassword(other, owner, password, check)).toBe(false);
});

test("M1 the key that derives is not the key that checks, nor any other", () => {
  const purposes = [
    "password-derive",
    "password-check",
    "password-seed",
    "password-hash",
    "pin",
    "upload",
    "link",
    "administrator",
  ] as const;
  const keys = purposes.map((purpose) => keyFor(ring.current, purpose).toString("base64"));
  expect(new Set(keys).size).toBe(purposes.length);
  expect(keyFor(ring.current, "pin")).toHaveLength(32);
});

test("S1 the token of a link is the same each time, names its link, and cannot be made without the secret", () => {
  const [one, two] = [linkIdOf(ring, "lnk_1"), linkIdOf(ring, "lnk_2")];
  const token = linkToken(ring, one);
  expect(linkToken(ring, one)).toBe(token);
  expect(token).toMatch(/^lnk_1_[0-9a-f]{8}\.[\w-]{43}$/);
  expect(linkToken(other, one)).not.toBe(token);
  expect(linkToken(ring, two).split(".")[1]).not.toBe(token.split(".")[1]);
  expect([token, linkToken(ring, "lnk_of-the-version-before")].map((each) => isLinkToken(ring, each))).toEqual([
    true,
    true,
  ]);
  expect(
    [`${token}x`, linkToken(other, one), linkToken(other, "lnk_of-the-version-before"), "", one].map((each) =>
      isLinkToken(ring, each),
    ),
  ).toEqual([false, false, false, false, false]);
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
