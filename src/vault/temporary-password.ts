import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { KEY_VERSION, keyFor } from "./keys.ts";

/** Without 0 O o, 1 l I i and their like: 54 characters, 5.75 bits each. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";
/** 16 characters: about 92 bits, less than one of them lost to the demand for every kind of character. */
const LENGTH = 16;
const KINDS = [/[A-Z]/, /[a-z]/, /[2-9]/];

export type PasswordOwner = { readonly account: string; readonly user: string; readonly version: number };

/** Derives a user's temporary password: the same for the same owner and version, and kept nowhere (M1). */
export function derivePassword(secret: string, owner: PasswordOwner): string {
  const key = keyFor(secret, "password-derive");
  for (let attempt = 0; ; attempt += 1) {
    const word = wordFrom(key, `${KEY_VERSION}\n${owner.account}\n${owner.user}\n${owner.version}\n${attempt}`);
    if (KINDS.every((kind) => kind.test(word))) return word;
  }
}

/** Gives the keyed hash by which a temporary password is recognised (M1); hexadecimal. */
export function passwordCheck(secret: string, owner: PasswordOwner, password: string): string {
  const input = `${owner.account}\n${owner.user}\n${owner.version}\n${password}`;
  return createHmac("sha256", keyFor(secret, "password-check")).update(input).digest("hex");
}

/** Tells in constant time whether a password is the one whose check is kept. */
export function verifyPassword(secret: string, owner: PasswordOwner, password: string, check: string): boolean {
  return timingSafeEqual(
    Buffer.from(passwordCheck(secret, owner, password)),
    Buffer.from(check.padEnd(64).slice(0, 64)),
  );
}

/** Maps HMAC bytes to characters; bytes past the last whole multiple of the alphabet are dropped, so none is favoured. */
function wordFrom(key: Buffer, input: string): string {
  const limit = 256 - (256 % ALPHABET.length);
  let word = "";
  for (let block = 0; word.length < LENGTH; block += 1) {
    for (const byte of createHmac("sha256", key).update(`${input}\n${block}`).digest()) {
      if (byte < limit && word.length < LENGTH) word += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return word;
}
