import { Buffer } from "node:buffer";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { keyFor } from "./keys.ts";
import { type Key, type KeyRing, keysNamed, keysOf } from "./ring.ts";
import { openBytes, sealBytes } from "./seal.ts";
import { wordFrom } from "./word.ts";

export type PasswordOwner = { readonly account: string; readonly user: string; readonly version: number };

/** What is kept of a temporary password, and never the password: what it is derived from, sealed, and its keyed hash. */
export type KeptPassword = {
  /** Null of one that the version before has made: it depends on the secret and its owner alone. */
  readonly password_seed: string | null;
  /** Null where the password has ended. */
  readonly password_check: string | null;
};

const SEED_BYTES = 16;
/** What is sealed is a random value to derive the password from, or the word itself, where it was derived otherwise. */
const SEED = 0;
const WORD = 1;

/** Makes a new temporary password: it depends on a random value that is kept with the user, sealed (M1, S11). */
export function newPassword(ring: KeyRing, owner: PasswordOwner): { password_seed: string; password_check: string } {
  return keep(ring, owner, Buffer.concat([Buffer.of(SEED), randomBytes(SEED_BYTES)]));
}

/** Gives the temporary password that something is kept of: the same as long as that is kept (M1). */
export function openPassword(ring: KeyRing, owner: PasswordOwner, kept: KeptPassword): string {
  if (kept.password_seed === null) return olderWord(ring, owner, kept.password_check);
  return wordOf(
    openBytes(ring, "password-seed", aboutPassword(owner), Buffer.from(kept.password_seed, "base64")),
    owner,
  );
}

/** Tells in constant time whether a password is the one whose check is kept. */
export function verifyPassword(ring: KeyRing, owner: PasswordOwner, password: string, check: string): boolean {
  const [kept = "", name] = check.split(".");
  const known = Buffer.from(kept.padEnd(64).slice(0, 64));
  return (
    keysNamed(ring, name).filter((key) => timingSafeEqual(Buffer.from(checkOf(key, owner, password)), known)).length > 0
  );
}

/** Keeps the same password by the current key of a ring of two (S11); throws where no key of the ring fits. */
export function resealPassword(ring: KeyRing, owner: PasswordOwner, kept: KeptPassword): KeptPassword {
  const { password_seed: seed, password_check: check } = kept;
  if (check === null || (seed !== null && check.endsWith(`.${ring.current.name}`))) return kept;
  const word = openPassword(ring, owner, kept);
  if (!verifyPassword(ring, owner, word, check)) throw new Error("this password was made with a key that is not known");
  const clear =
    seed === null
      ? Buffer.concat([Buffer.of(WORD), Buffer.from(word)])
      : openBytes(ring, "password-seed", aboutPassword(owner), Buffer.from(seed, "base64"));
  return keep(ring, owner, clear);
}

function keep(ring: KeyRing, owner: PasswordOwner, clear: Buffer) {
  return {
    password_seed: sealBytes(ring, "password-seed", aboutPassword(owner), clear).toString("base64"),
    // The version before reads the first 64 characters.
    password_check: `${checkOf(ring.current, owner, wordOf(clear, owner))}.${ring.current.name}`,
  };
}

function aboutPassword({ account, user, version }: PasswordOwner): string {
  return `${account}/${user}/password/${version}`;
}

function wordOf(clear: Buffer, { account, user, version }: PasswordOwner): string {
  const rest = clear.subarray(1);
  return clear[0] === WORD ? rest.toString() : wordFrom(rest, `${account}\n${user}\n${version}`);
}

/** Where nothing is kept to derive from, the secret and the owner give the password; its check tells with which secret. */
function olderWord(ring: KeyRing, owner: PasswordOwner, check: string | null): string {
  const words = keysOf(ring).map((key) => derivedWord(key, owner));
  return words.find((word) => check !== null && verifyPassword(ring, owner, word, check)) ?? words[0] ?? "";
}

/** The password of an owner as the version before derives it. */
export function derivedWord(key: Key, { account, user, version }: PasswordOwner): string {
  return wordFrom(keyFor(key, "password-derive"), `1\n${account}\n${user}\n${version}`);
}

function checkOf(key: Key, owner: PasswordOwner, password: string): string {
  const input = `${owner.account}\n${owner.user}\n${owner.version}\n${password}`;
  return createHmac("sha256", keyFor(key, "password-check")).update(input).digest("hex");
}
