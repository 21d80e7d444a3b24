import { Buffer } from "node:buffer";
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { keyFor } from "./keys.ts";
import { COST, type Cost } from "./password-cost.ts";
import { scrypt } from "./scrypt.ts";

const HASH_BYTES = 32;

/** Hashes an administrator's password with scrypt, peppered with a key of the deployment; the hash names its cost. */
export async function hashPassword(secret: string, password: string, cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const hash = await stretch({ secret, password, salt, cost });
  return `scrypt$${cost.N}$${cost.r}$${cost.p}$${salt.toString("base64")}$${hash.toString("base64")}`;
}

/**
 * Tells whether a password has this hash, by the cost that the hash names; takes as long when there is no hash at all, so
 * that nobody learns who exists.
 */
export async function passwordMatches(secret: string, password: string, stored: string | null): Promise<boolean> {
  const { cost, salt, hash } = parsed(stored ?? NOBODY);
  const made = await stretch({ secret, password, salt, cost });
  return hash.length === made.length && timingSafeEqual(hash, made) && stored !== null;
}

/** Tells whether a hash was made at less cost than one that is made today (S6). */
export function isOutdated(stored: string): boolean {
  const { N, r, p } = parsed(stored).cost;
  return N < COST.N || r < COST.r || p < COST.p;
}

const NOBODY = `scrypt$${COST.N}$${COST.r}$${COST.p}$${"A".repeat(22)}==$${"A".repeat(43)}=`;

function parsed(stored: string): { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer } {
  const [, N, r, p, salt, hash] = stored.split("$");
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  return { cost, salt: Buffer.from(salt ?? "", "base64"), hash: Buffer.from(hash ?? "", "base64") };
}

type Given = { readonly secret: string; readonly password: string; readonly salt: Buffer; readonly cost: Cost };

function stretch({ secret, password, salt, cost }: Given): Promise<Buffer> {
  const peppered = createHmac("sha256", keyFor(secret, "administrator")).update(password.normalize("NFC")).digest();
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

/** Derives the token of a one-time link, so that a mail that is sent again carries the same one. */
export function linkToken(secret: string, linkId: string): string {
  return `${linkId}.${createHmac("sha256", keyFor(secret, "link")).update(linkId).digest("base64url")}`;
}
