import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { commonPasswords } from "./common-passwords.generated.ts";

const filter = Buffer.from(commonPasswords.filter, "base64");
const bits = filter.length * 8;

/**
 * Tells whether a password is one of the 10,000 commonest that are long enough (S1), however its letters are written. The
 * list is a Bloom filter: one in 20,000 others is taken for one of them.
 */
export function isCommonPassword(password: string): boolean {
  const digest = createHash("sha256").update(password.normalize("NFKC").toLowerCase()).digest();
  const [first, step] = [digest.readUInt32BE(0), digest.readUInt32BE(4)];
  for (let probe = 0; probe < commonPasswords.probes; probe += 1) {
    const bit = (first + probe * step) % bits;
    if (((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}
