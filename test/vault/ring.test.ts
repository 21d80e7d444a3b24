import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { hashPassword, isOutdated, passwordMatches, resealHash } from "../../src/vault/hashes.ts";
import { isLinkToken, linkIdOf, linkToken } from "../../src/vault/links.ts";
import { keysOf, ringOf } from "../../src/vault/ring.ts";
import { openBytes, openPin, resealPin, sealBytes, sealPin } from "../../src/vault/seal.ts";
import {
  derivedWord,
  newPassword,
  openPassword,
  resealPassword,
  verifyPassword,
} from "../../src/vault/temporary-password.ts";

const secrets = ["one", "two", "three"].map((word) => `the secret number ${word} of a deployment`);
const [first = "", second = "", third = ""] = secrets;
const alone = (secret: string) => ringOf({ MASTER_SECRET: secret });
const after = (before: string, now: string) => ringOf({ MASTER_SECRET: now, MASTER_SECRET_PREVIOUS: before });
const [one, two, three] = [alone(first), alone(second), alone(third)];
const [rotating, again] = [after(first, second), after(second, third)];
const cheap = { N: 2, r: 1, p: 1 };
const owner = { account: "acme", user: "usr_1", version: 1 };

/** What the version before has made with the first secret. */
const BEFORE = {
  word: "EmQutqz4z2F6tUd9",
  password_seed: null,
  password_check: "4ad2ca51515769ef495b3e2b2d010a186c0d7e317db2352e0e3187f22195eb33",
  pin: "AdgI9SqLy5RikmXd3qyEMolAhEgi4HeFytr8xJoTM7zY",
  hash: "scrypt$2$1$1$XKtbcGdEX7b54DTZrbwLaA==$i+2g6bd3uSRfb0hYNO+somg5msTDA4Pf2Wpo/7jyLqE=",
  link: "lnk_1.lkwudALYIbOnEdGGzOz53CdXNuI8xBI-N-NSAqePZdc",
};

test("S11 a key has a name that tells it from others; a secret before it that is empty or the same is none", () => {
  const names = [one, two, three].map(({ current }) => current.name);
  expect(new Set(names).size).toBe(3);
  expect(names.filter((name) => !/^[0-9a-f]{8}$/.test(name))).toEqual([]);
  expect(keysOf(rotating).map(({ name }) => name)).toEqual([names[1], names[0]]);
  expect([after("", second), after(second, second)].map(({ previous }) => previous)).toEqual([null, null]);
});

test("S11 while there are two secrets what either has sealed is opened, and what is sealed names its key", () => {
  const before = sealPin(one, "acme/usr_1", "4829");
  expect(openPin(rotating, "acme/usr_1", before)).toBe("4829");
  const now = sealBytes(rotating, "pin", "acme/usr_1", Buffer.from("4829"));
  expect(now.subarray(1, 5).toString("hex")).toBe(two.current.name);
  for (const ring of [rotating, two, again]) expect(openBytes(ring, "pin", "acme/usr_1", now).toString()).toBe("4829");
  for (const ring of [one, three]) expect(() => openBytes(ring, "pin", "acme/usr_1", now)).toThrow();
});

test("S11 a part of the deployment that has the new secret second reads the same as one that has it first", () => {
  const prepared = after(second, first);
  const [ofPrepared, ofRotating] = [prepared, rotating].map((ring) => sealPin(ring, "a", "4829"));
  for (const ring of [prepared, rotating])
    expect([ofPrepared, ofRotating].map((sealed) => openPin(ring, "a", sealed ?? ""))).toEqual(["4829", "4829"]);
});

test("S11 a PIN that was sealed anew opens with the new secret alone, once and for all", () => {
  const before = sealPin(one, "a", "4829");
  const now = resealPin(rotating, "a", before);
  expect(openPin(two, "a", now)).toBe("4829");
  expect(() => openPin(one, "a", now)).toThrow();
  expect(resealPin(rotating, "a", now)).toBe(now);
  expect(() => resealPin(again, "a", before)).toThrow();
  // What was sealed in between, while there was no secret before, names no key.
  expect(resealPin(rotating, "a", sealPin(two, "a", "4829"))).not.toBe(now);
});

test("S11 a temporary password is the same after two changes of the secret, though the first secret is gone", () => {
  const kept = newPassword(one, owner);
  const word = openPassword(one, owner, kept);
  const once = resealPassword(rotating, owner, kept);
  const twice = resealPassword(again, owner, once);
  expect([once, twice].map((each, at) => openPassword([two, three][at] ?? one, owner, each))).toEqual([word, word]);
  expect(verifyPassword(three, owner, word, twice.password_check ?? "")).toBe(true);
  expect(verifyPassword(three, owner, `${word}x`, twice.password_check ?? "")).toBe(false);
  expect(verifyPassword(one, owner, word, twice.password_check ?? "")).toBe(false);
  expect(() => openPassword(one, owner, once)).toThrow();
  expect(resealPassword(again, owner, twice)).toBe(twice);
});

test("S11 so is one that the version before has made, from the secret and the ids alone", () => {
  const { word, ...older } = BEFORE;
  for (const ring of [one, rotating]) expect(openPassword(ring, owner, older)).toBe(word);
  const once = resealPassword(rotating, owner, older);
  expect(openPassword(two, owner, once)).toBe(word);
  expect(openPassword(three, owner, resealPassword(again, owner, once))).toBe(word);
  expect(() => resealPassword(again, owner, older)).toThrow();
  const none = { password_seed: null, password_check: null };
  expect(resealPassword(rotating, owner, none)).toBe(none);
});

test("O2 S11 what the version before has made with a secret is read: a password, a PIN, a hash and a link", async () => {
  const { word, password_check } = BEFORE;
  expect(derivedWord(one.current, owner)).toBe(word);
  expect(verifyPassword(one, owner, word, password_check)).toBe(true);
  expect(openPin(one, "acme/usr_1", BEFORE.pin)).toBe("4829");
  expect(await passwordMatches(one, "with a few words", BEFORE.hash)).toBe(true);
  expect(isLinkToken(one, BEFORE.link)).toBe(true);
});

test("O2 S11 as long as there is one secret, what is made is what the version before reads", async () => {
  const sealed = Buffer.from(sealPin(one, "acme/usr_1", "4829"), "base64");
  expect([sealed[0], sealed.length]).toEqual([1, Buffer.from(BEFORE.pin, "base64").length]);
  const parts = (await hashPassword(one, "with a few words", cheap)).split("$");
  expect(parts.slice(0, 6).map((part) => part.length)).toEqual(BEFORE.hash.split("$").map((part) => part.length));
  expect(newPassword(one, owner).password_check.slice(0, 64)).toMatch(/^[0-9a-f]{64}$/);
});

test("S11 a password at the door is right before, during and after each change, without anybody signing in", async () => {
  const hash = await hashPassword(one, "with a few words", cheap);
  expect(await passwordMatches(rotating, "with a few words", hash)).toBe(true);
  const once = resealHash(rotating, hash);
  const twice = resealHash(again, once);
  for (const [ring, kept] of [
    [rotating, once],
    [two, once],
    [again, once],
    [again, twice],
    [three, twice],
  ] as const) {
    expect(await passwordMatches(ring, "with a few words", kept)).toBe(true);
    expect(await passwordMatches(ring, "with other words", kept)).toBe(false);
    expect(isOutdated(ring, kept)).toBe(true);
  }
  expect(once).not.toContain(hash.split("$")[5]);
  await expect(passwordMatches(one, "with a few words", once)).rejects.toThrow();
  expect(resealHash(again, twice)).toBe(twice);
});

test("S11 a hash that names no key was made with one of the two; one that names the current key stays as it is", async () => {
  const older = BEFORE.hash;
  const prepared = after(second, first);
  for (const ring of [rotating, prepared]) {
    expect(await passwordMatches(ring, "with a few words", older)).toBe(true);
    expect(await passwordMatches(ring, "with a few words", resealHash(ring, older))).toBe(true);
  }
  expect(await passwordMatches(two, "with a few words", resealHash(rotating, older))).toBe(true);
  const now = await hashPassword(rotating, "with a few words");
  expect(resealHash(rotating, now)).toBe(now);
  expect(isOutdated(rotating, now)).toBe(false);
  expect(isOutdated(again, now)).toBe(true);
  expect(() => resealHash(three, now)).toThrow();
});

test("S11 a link holds while the secret that it was mailed under is there; a mail that goes later carries one that holds", () => {
  const id = linkIdOf(one, "lnk_1");
  const token = linkToken(one, id);
  expect([one, rotating, two].map((ring) => isLinkToken(ring, token))).toEqual([true, true, false]);
  // Sent again while there are two, it is the same.
  expect(linkToken(rotating, id)).toBe(token);
  expect(isLinkToken(two, linkToken(two, id))).toBe(true);
  expect(isLinkToken(rotating, linkToken(one, "lnk_of-the-version-before"))).toBe(true);
});
