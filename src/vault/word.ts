import type { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";

/** Without 0 O o, 1 l I i and their like: 54 characters, 5.75 bits each. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";
/** 16 characters: about 92 bits, less than one of them lost to the demand for every kind of character. */
const LENGTH = 16;
const KINDS = [/[A-Z]/, /[a-z]/, /[2-9]/];

/** Derives a temporary password from a key and what it is for: the same for the same (M1). */
export function wordFrom(key: Buffer, about: string): string {
  for (let attempt = 0; ; attempt += 1) {
    const word = drawn(key, `${about}\n${attempt}`);
    if (KINDS.every((kind) => kind.test(word))) return word;
  }
}

/** Maps HMAC bytes to characters; bytes past the last whole multiple of the alphabet are dropped, so none is favoured. */
function drawn(key: Buffer, input: string): string {
  const limit = 256 - (256 % ALPHABET.length);
  let word = "";
  for (let block = 0; word.length < LENGTH; block += 1) {
    for (const byte of createHmac("sha256", key).update(`${input}\n${block}`).digest()) {
      if (byte < limit && word.length < LENGTH) word += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return word;
}
