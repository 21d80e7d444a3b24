import * as v from "valibot";
import { emailKey } from "../../domain/cells/email.ts";
import { readAccessKeys } from "../../platform/access-keys.ts";
import { findPerson } from "../../store/people/people.ts";
import type { Doorstep } from "../scene.ts";
import { type Opened, openAtDoor } from "./sign-in.ts";

const key = v.object({ kid: v.string(), kty: v.literal("RSA"), n: v.string(), e: v.string() });
const published = v.object({ keys: v.array(v.unknown()) });

export type AccessKey = Readonly<v.InferOutput<typeof key>>;

/** Finds the keys with which a team of Cloudflare Access signs now; the one of this name, if there is one, is among them. */
export async function findAccessKeys(team: string, name: string): Promise<readonly AccessKey[]> {
  return keysIn(await readAccessKeys(team, (body) => keysIn(body).some(({ kid }) => kid === name)));
}

function keysIn(body: unknown): readonly AccessKey[] {
  const read = v.safeParse(published, body);
  return read.success ? read.output.keys.flatMap((one) => (v.is(key, one) ? [one] : [])) : [];
}

/**
 * Signs in the person whom Cloudflare Access vouches for (S1); null where nobody who may sign in has exactly this address. One
 * that is only alike, after the letters that look the same were made one, is somebody else's.
 */
export async function signInByAccess(
  door: Doorstep,
  { email, browser }: { readonly email: string; readonly browser: string | null },
): Promise<Opened | null> {
  const person = await findPerson(door.directory, emailKey(email), door.now);
  const isMeant = person !== null && lowered(person.email) === lowered(email);
  // Who was invited and has not followed the link is nobody yet.
  if (!isMeant || person.password_hash === null || person.accounts.length === 0) return null;
  // Whoever has the browser comes in this way again and again: it is no proof.
  return openAtDoor(door, person, { key: emailKey(email), browser, provedAt: null, by: "access" }, {});
}

/** In small letters, as far as A to Z go: a sign of Kelvin is no k. */
function lowered(email: string): string {
  return email.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
