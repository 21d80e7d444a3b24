import { Buffer } from "node:buffer";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { KEY_VERSION, keyFor, type Purpose } from "./keys.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with AES-256-GCM; `about` (account and id of what it belongs to) must be given again to open it (M8). */
export function sealBytes(secret: string, purpose: Purpose, about: string, clear: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFor(secret, purpose), nonce);
  cipher.setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(clear), cipher.final()]);
  return Buffer.concat([Buffer.of(KEY_VERSION), nonce, body, cipher.getAuthTag()]);
}

/** Decrypts what sealBytes made; throws when it was changed or belongs to something else. */
export function openBytes(secret: string, purpose: Purpose, about: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes[0] !== KEY_VERSION) throw new Error("this was sealed with a key that is not known");
  const decipher = createDecipheriv("aes-256-gcm", keyFor(secret, purpose), bytes.subarray(1, 1 + NONCE_BYTES));
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
}

/** Encrypts a voicemail PIN for one account and one user or row; base64. */
export function sealPin(secret: string, about: string, pin: string): string {
  return sealBytes(secret, "pin", about, Buffer.from(pin)).toString("base64");
}

/** Decrypts a voicemail PIN. */
export function openPin(secret: string, about: string, sealed: string): string {
  return openBytes(secret, "pin", about, Buffer.from(sealed, "base64")).toString();
}

/** Names the row that a sealed PIN belongs to. */
export function aboutRow(account: string, importId: string, row: number): string {
  return `${account}/${importId}/${row}`;
}

/** Names the user that a sealed PIN belongs to. */
export function aboutUser(account: string, user: string): string {
  return `${account}/${user}`;
}
