import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { Problem } from "../../lib/paths.mjs";

/** What the file of an account begins with; behind it salt and nonce, then AES-256-GCM of the compressed content, and its tag. */
const HEAD = Buffer.from("muster account 1\n");
const [SALT_BYTES, NONCE_BYTES, TAG_BYTES] = [16, 12, 16];
/** 128 MB and some tenths of a second for each guess at a key that somebody has chosen. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 };

/** Makes a key that nobody can guess. */
export function makeFileKey(): string {
  return randomBytes(32).toString("base64url");
}

/** Seals content with the key of its file. */
export function sealFile(key: string, content: Uint8Array): Buffer {
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv("aes-256-gcm", scryptSync(key, salt, 32, COST), nonce);
  cipher.setAAD(HEAD);
  const body = Buffer.concat([cipher.update(gzipSync(content)), cipher.final()]);
  return Buffer.concat([HEAD, salt, nonce, body, cipher.getAuthTag()]);
}

/** Opens a file that sealFile made; refuses another key, and a file that is not as it was. */
export function openFile(key: string, sealed: Buffer): Buffer {
  if (!sealed.subarray(0, HEAD.length).equals(HEAD)) throw new Problem("This is no file of an account.");
  const salt = sealed.subarray(HEAD.length, HEAD.length + SALT_BYTES);
  const rest = sealed.subarray(HEAD.length + SALT_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", scryptSync(key, salt, 32, COST), rest.subarray(0, NONCE_BYTES));
  decipher.setAAD(HEAD);
  try {
    decipher.setAuthTag(rest.subarray(rest.length - TAG_BYTES));
    const body = decipher.update(rest.subarray(NONCE_BYTES, rest.length - TAG_BYTES));
    return gunzipSync(Buffer.concat([body, decipher.final()]));
  } catch {
    throw new Problem("The file is not opened by this key, or is not as it was written.");
  }
}
