import { Buffer } from "node:buffer";
import { hkdfSync } from "node:crypto";
import type { Key } from "./ring.ts";

/** What keys are derived for: each purpose has a key of its own, so that none can stand in for another. */
export type Purpose =
  | "password-derive"
  | "password-check"
  | "password-seed"
  | "pin"
  | "upload"
  | "link"
  | "webhook"
  | "administrator"
  | "factor"
  | "browser"
  | "hint"
  | "password-hash";

/** How keys are derived from a secret. */
const DERIVATION = 1;

const derived = new Map<string, Buffer>();

/** Gives the 256-bit key of a purpose, derived from a secret of the deployment by HKDF-SHA-256 (RFC 5869). */
export function keyFor({ secret }: Key, purpose: Purpose): Buffer {
  const name = `${purpose}:${secret}`;
  const known = derived.get(name);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", secret, "muster", `${purpose}:${DERIVATION}`, 32));
  derived.set(name, key);
  return key;
}
