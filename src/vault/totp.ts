import { Buffer } from "node:buffer";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SECRET_BYTES = 20;
const STEP_SECONDS = 30;
const DIGITS = 6;
/** Clocks may differ by so many steps, either way. */
const APART = 1;

/** Makes a secret for an authenticator app: 160 random bits, in base32 (RFC 4648). */
export function makeTotpSecret(): string {
  const bits = [...randomBytes(SECRET_BYTES)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join("");
}

/** The code of a secret in base32 at a step of time, counted in half minutes since 1970 (RFC 6238, SHA-1, six digits). */
export function totpAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 0xf) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/**
 * Finds the step of time that a code belongs to: now, or one before or after, and later than the last one of which a code was
 * taken; null where it belongs to none.
 */
export function totpStep(
  secret: string,
  code: string,
  { now, after }: { readonly now: string; readonly after: number },
): number | null {
  const current = Math.floor(Date.parse(now) / 1000 / STEP_SECONDS);
  const steps = Array.from({ length: 2 * APART + 1 }, (_, at) => current - APART + at);
  // All are looked at, so that the time tells nothing.
  const right = steps.filter((step) => isSame(totpAt(secret, step), code));
  return right.find((step) => step > after) ?? null;
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
