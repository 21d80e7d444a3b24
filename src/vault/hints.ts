import { createHmac } from "node:crypto";
import { sameSecret } from "./hashes.ts";
import { keyFor } from "./keys.ts";
import { type Key, type KeyRing, keysOf } from "./ring.ts";

/** Where an account lies, as somebody was told who had proved that they may look at it (O7). */
export type Hint = { readonly account: string; readonly database: string };

const HINT = /^(DB(?:_\d+)?)\.([\w-]{43})\.(.{1,100})$/;

/** Makes a hint for whoever has this secret; it lets nobody in, and without the secret it says nothing. */
export function makeHint(ring: KeyRing, secret: string, hint: Hint): string {
  return [hint.database, seal(ring.current, secret, hint), hint.account].join(".");
}

/** Reads a hint that was made for whoever has this secret; null where it was not. */
export function readHint(ring: KeyRing, secret: string, text: string | null): Hint | null {
  const [, database = "", sealed = "", account = ""] = HINT.exec(text ?? "") ?? [];
  const hint = { account, database };
  return account !== "" && keysOf(ring).some((key) => sameSecret(seal(key, secret, hint), sealed)) ? hint : null;
}

function seal(key: Key, secret: string, { account, database }: Hint): string {
  return createHmac("sha256", keyFor(key, "hint")).update(`${secret} ${database} ${account}`).digest("base64url");
}
