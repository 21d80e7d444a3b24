import { Buffer } from "node:buffer";
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { keyFor } from "./keys.ts";
import { COST, type Cost } from "./password-cost.ts";
import { type KeyRing, keysNamed } from "./ring.ts";
import { scrypt } from "./scrypt.ts";
import { openText, resealText, sealText } from "./seal.ts";

const HASH_BYTES = 32;

/** Hashes an administrator's password with scrypt, peppered with a key of the deployment; the hash names its cost and that key. */
export async function hashPassword(ring: KeyRing, password: string, cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const hash = await stretch({ pepper: keyFor(ring.current, "administrator"), password, salt, cost });
  const { N, r, p } = cost;
  return ["scrypt", N, r, p, salt.toString("base64"), hash.toString("base64"), ring.current.name].join("$");
}

/**
 * Tells whether a password has this hash, by the cost that the hash names; takes as long when there is no hash at all, so
 * that nobody learns who exists.
 */
export async function passwordMatches(ring: KeyRing, password: string, stored: string | null): Promise<boolean> {
  const { peppers, cost, salt, hash } = opened(ring, stored ?? `${NOBODY}$${ring.current.name}`);
  for (const pepper of peppers) {
    const made = await stretch({ pepper, password, salt, cost });
    if (hash.length === made.length && timingSafeEqual(hash, made)) return stored !== null;
  }
  return false;
}

/** Tells whether a hash was made at less cost than one that is made today (S6), or with another key than the current one. */
export function isOutdated(ring: KeyRing, stored: string): boolean {
  if (isWrapped(stored)) return true;
  const { cost, key } = parsed(stored);
  return cost.N < COST.N || cost.r < COST.r || cost.p < COST.p || key !== ring.current.name;
}

/**
 * Seals a hash of another key with the current one, with the pepper that it was made with: so it is found to be right until
 * its person signs in, though that other key is gone, and nobody who has that key can read it (S11). Gives the same where
 * that is done already; throws where no key of the ring fits.
 */
export function resealHash(ring: KeyRing, stored: string): string {
  if (isWrapped(stored)) return WRAPPED + resealText(ring, "password-hash", HASH, stored.slice(WRAPPED.length));
  if (parsed(stored).key === ring.current.name) return stored;
  const peppers = peppersOf(ring, stored).map((pepper) => pepper.toString("base64"));
  if (peppers.length === 0) throw new Error("this hash was made with a key that is not known");
  return WRAPPED + sealText(ring, "password-hash", HASH, [stored, ...peppers].join("\n"));
}

/** A hash that is sealed begins with this. */
const WRAPPED = "sealed$";
const HASH = "hash of a password";

function isWrapped(stored: string): boolean {
  return stored.startsWith(WRAPPED);
}

const NOBODY = `scrypt$${COST.N}$${COST.r}$${COST.p}$${"A".repeat(22)}==$${"A".repeat(43)}=`;

type Parsed = { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer; readonly key: string | undefined };

function parsed(stored: string): Parsed {
  const [, N, r, p, salt, hash, key] = stored.split("$");
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  return { cost, salt: Buffer.from(salt ?? "", "base64"), hash: Buffer.from(hash ?? "", "base64"), key };
}

/** A hash with the peppers that it may have been made with: one, unless it names none and the ring has two. */
function opened(ring: KeyRing, stored: string): Parsed & { readonly peppers: readonly Buffer[] } {
  if (!isWrapped(stored)) return { ...parsed(stored), peppers: peppersOf(ring, stored) };
  const [hash = "", ...peppers] = openText(ring, "password-hash", HASH, stored.slice(WRAPPED.length)).split("\n");
  return { ...parsed(hash), peppers: peppers.map((pepper) => Buffer.from(pepper, "base64")) };
}

function peppersOf(ring: KeyRing, stored: string): readonly Buffer[] {
  return keysNamed(ring, parsed(stored).key).map((key) => keyFor(key, "administrator"));
}

type Given = { readonly pepper: Buffer; readonly password: string; readonly salt: Buffer; readonly cost: Cost };

function stretch({ pepper, password, salt, cost }: Given): Promise<Buffer> {
  const peppered = createHmac("sha256", pepper).update(password.normalize("NFC")).digest();
  return scrypt({ password: peppered, salt, bytes: HASH_BYTES, cost });
}

/** Makes a secret of 256 random bits, safe in URLs and cookies. */
export function makeSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Gives the SHA-256 of bytes or text, in hexadecimal (FIPS 180-4). */
export function sha256(input: string | Uint8Array): string {
  return createHash("sha256").update(input).digest("hex");
}

/** Compares two secrets in constant time, whatever their lengths (S3). */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(createHash("sha256").update(one).digest(), createHash("sha256").update(other).digest());
}
