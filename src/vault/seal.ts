import { Buffer } from "node:buffer";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { keyFor, type Purpose } from "./keys.ts";
import { type Key, type KeyRing, keysNamed, NAME_LENGTH } from "./ring.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What is sealed begins with one of these. The version before knows UNNAMED alone: it is sealed with the only secret there is. */
const UNNAMED = 1;
/** Behind it stands the name of the key. */
const NAMED = 2;

/**
 * Encrypts with AES-256-GCM; `about` (account and id of what it belongs to) must be given again to open it (M8). Where the
 * ring has two keys, what is sealed names the one that it is sealed with.
 */
export function sealBytes(ring: KeyRing, purpose: Purpose, about: string, clear: Uint8Array): Buffer {
  const { current, previous } = ring;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFor(current, purpose), nonce);
  cipher.setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(clear), cipher.final()]);
  const head = previous === null ? Buffer.of(UNNAMED) : headOf(current);
  return Buffer.concat([head, nonce, body, cipher.getAuthTag()]);
}

/** Decrypts what sealBytes made with a key of the ring; throws when it was changed or belongs to something else. */
export function openBytes(ring: KeyRing, purpose: Purpose, about: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const { name, rest } = parted(bytes);
  const failures: unknown[] = [];
  for (const key of keysNamed(ring, name)) {
    try {
      return decrypt(keyFor(key, purpose), about, rest);
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures[0] ?? new Error("this was sealed with a key that is not known");
}

/** Tells whether bytes are sealed with the current key of a ring of two, so that they need not be sealed anew. */
export function isOfCurrent(ring: KeyRing, sealed: Uint8Array): boolean {
  const head = headOf(ring.current);
  return Buffer.from(sealed.subarray(0, head.length)).equals(head);
}

function headOf({ name }: Key): Buffer {
  return Buffer.concat([Buffer.of(NAMED), Buffer.from(name, "hex")]);
}

/** The name of the key, "" where there is none, and what stands behind it. */
function parted(bytes: Buffer): { readonly name: string; readonly rest: Buffer } {
  const end = 1 + NAME_LENGTH / 2;
  if (bytes[0] === NAMED) return { name: bytes.subarray(1, end).toString("hex"), rest: bytes.subarray(end) };
  if (bytes[0] === UNNAMED) return { name: "", rest: bytes.subarray(1) };
  throw new Error("this is nothing that was sealed");
}

function decrypt(key: Buffer, about: string, rest: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, rest.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(rest.subarray(rest.length - TAG_BYTES));
  return Buffer.concat([decipher.update(rest.subarray(NONCE_BYTES, rest.length - TAG_BYTES)), decipher.final()]);
}

/** Encrypts a short text like sealBytes; base64. */
export function sealText(ring: KeyRing, purpose: Purpose, about: string, text: string): string {
  return sealBytes(ring, purpose, about, Buffer.from(text)).toString("base64");
}

/** Decrypts a short text. */
export function openText(ring: KeyRing, purpose: Purpose, about: string, sealed: string): string {
  return openBytes(ring, purpose, about, Buffer.from(sealed, "base64")).toString();
}

/** Seals a text anew with the current key of a ring of two; gives the same where it is sealed with that already. */
export function resealText(ring: KeyRing, purpose: Purpose, about: string, sealed: string): string {
  if (isOfCurrent(ring, Buffer.from(sealed, "base64"))) return sealed;
  return sealText(ring, purpose, about, openText(ring, purpose, about, sealed));
}

/** Encrypts a voicemail PIN for one account and one user or row; base64. */
export function sealPin(ring: KeyRing, about: string, pin: string): string {
  return sealText(ring, "pin", about, pin);
}

/** Decrypts a voicemail PIN. */
export function openPin(ring: KeyRing, about: string, sealed: string): string {
  return openText(ring, "pin", about, sealed);
}

/** Seals a PIN anew with the current key of a ring of two; gives the same where it is sealed with that already. */
export function resealPin(ring: KeyRing, about: string, sealed: string): string {
  return resealText(ring, "pin", about, sealed);
}

/** Names the row that a sealed PIN belongs to. */
export function aboutRow(account: string, importId: string, row: number): string {
  return `${account}/${importId}/${row}`;
}

/** Names the user that a sealed PIN belongs to. */
export function aboutUser(account: string, user: string): string {
  return `${account}/${user}`;
}

/** Names the second factor that a sealed secret belongs to. */
export function aboutFactor(emailKey: string, id: string): string {
  return `${emailKey}/${id}`;
}
