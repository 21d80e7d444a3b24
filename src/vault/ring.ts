import { Buffer } from "node:buffer";
import { hkdfSync } from "node:crypto";

/** A secret of the deployment with a name that tells it from others, and nothing of it. */
export type Key = { readonly name: string; readonly secret: string };

/** The secret that new things are made with, and the one before it, while that still opens what it has sealed (S11). */
export type KeyRing = { readonly current: Key; readonly previous: Key | null };

/** The ring of a deployment. This is the only place that reads its secrets. */
export function ringOf(env: { readonly MASTER_SECRET: string; readonly MASTER_SECRET_PREVIOUS?: string }): KeyRing {
  const { MASTER_SECRET: current, MASTER_SECRET_PREVIOUS: previous = "" } = env;
  return { current: keyOf(current), previous: previous === "" || previous === current ? null : keyOf(previous) };
}

/** The keys of a ring, the current one first. */
export function keysOf({ current, previous }: KeyRing): readonly Key[] {
  return previous === null ? [current] : [current, previous];
}

/** Finds the key of this name in a ring; where there is no name, any of them may be it. */
export function keysNamed(ring: KeyRing, name: string | undefined): readonly Key[] {
  return name === undefined || name === "" ? keysOf(ring) : keysOf(ring).filter((key) => key.name === name);
}

/** Characters of the name of a key: hexadecimal. */
export const NAME_LENGTH = 8;

const named = new Map<string, Key>();

function keyOf(secret: string): Key {
  const known = named.get(secret);
  if (known) return known;
  const name = Buffer.from(hkdfSync("sha256", secret, "muster", "name", NAME_LENGTH / 2)).toString("hex");
  const key = { name, secret };
  named.set(secret, key);
  return key;
}
