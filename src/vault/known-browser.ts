import { createHmac, randomBytes } from "node:crypto";
import { sameSecret } from "./hashes.ts";
import { keyFor } from "./keys.ts";
import { type Key, type KeyRing, keysOf } from "./ring.ts";

/** Bytes of what tells one browser from another. */
const NAME_BYTES = 16;
const MARK = /^(\d{1,10})\.([\w-]{22})\.([\w-]{43})$/;
const SECOND_MS = 1_000;

/** Makes the mark of a browser in which a person has signed in just now (S6); it tells nothing of them. */
export function markBrowser(ring: KeyRing, emailKey: string, now: string): string {
  const since = Math.floor(Date.parse(now) / SECOND_MS);
  const name = randomBytes(NAME_BYTES).toString("base64url");
  return [since, name, seal(ring.current, { emailKey, since, name })].join(".");
}

/** Names the browser of a mark that was made for this person within so many days; null where it is none (S6). */
export function knownBrowser(
  ring: KeyRing,
  mark: string | null,
  { emailKey, now, days }: { readonly emailKey: string; readonly now: string; readonly days: number },
): string | null {
  const [, since = "", name = "", sealed = ""] = MARK.exec(mark ?? "") ?? [];
  const age = Date.parse(now) / SECOND_MS - Number(since);
  if (name === "" || age < -1 || age > days * 86_400) return null;
  const made = { emailKey, since: Number(since), name };
  return keysOf(ring).some((key) => sameSecret(seal(key, made), sealed)) ? name : null;
}

type Made = { readonly emailKey: string; readonly since: number; readonly name: string };

function seal(key: Key, { emailKey, since, name }: Made): string {
  return createHmac("sha256", keyFor(key, "browser")).update(`${since} ${name} ${emailKey}`).digest("base64url");
}
