import { Buffer } from "node:buffer";
import { hkdfSync } from "node:crypto";

/** What keys are derived for: each purpose has a key of its own, so that none can stand in for another. */
export type Purpose = "password-derive" | "password-check" | "pin" | "upload" | "link" | "administrator";

/** The version of MASTER_SECRET that new secrets are made with. */
export const KEY_VERSION = 1;

const derived = new Map<string, Buffer>();

/** Gives the 256-bit key of a purpose, derived from the deployment's secret by HKDF-SHA-256 (RFC 5869). */
export function keyFor(secret: string, purpose: Purpose): Buffer {
  const name = `${purpose}:${secret}`;
  const known = derived.get(name);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", secret, "muster", `${purpose}:${KEY_VERSION}`, 32));
  derived.set(name, key);
  return key;
}
