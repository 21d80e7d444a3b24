import { createHmac } from "node:crypto";
import { sameSecret } from "./hashes.ts";
import { keyFor } from "./keys.ts";
import { type Key, type KeyRing, keysNamed } from "./ring.ts";

/** Adds to the id of a link the name of the key that its token is derived with. */
export function linkIdOf(ring: KeyRing, id: string): string {
  return `${id}_${ring.current.name}`;
}

/** Derives the token of a one-time link, so that a mail that is sent again carries the same one. */
export function linkToken(ring: KeyRing, linkId: string): string {
  return tokenOf(keysOfLink(ring, linkId)[0] ?? ring.current, linkId);
}

/** Tells whether a token is the one of its link. */
export function isLinkToken(ring: KeyRing, token: string): boolean {
  const id = token.split(".")[0] ?? "";
  const keys = keysOfLink(ring, id);
  // Where its key is gone, whatever is mailed from now on is derived with the current one.
  const tried = keys.length === 0 ? [ring.current] : keys;
  return tried.filter((key) => sameSecret(token, tokenOf(key, id))).length > 0;
}

/** The version before names no key: then any of the ring may be it. */
function keysOfLink(ring: KeyRing, id: string): readonly Key[] {
  return keysNamed(ring, /_([0-9a-f]{8})$/.exec(id)?.[1]);
}

function tokenOf(key: Key, linkId: string): string {
  return `${linkId}.${createHmac("sha256", keyFor(key, "link")).update(linkId).digest("base64url")}`;
}
