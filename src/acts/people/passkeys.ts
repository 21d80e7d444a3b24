import * as v from "valibot";
import type { FactorKind } from "../../domain/people/factor.ts";
import type { ProofKind } from "../../domain/people/proof.ts";
import { done, type Failure, type Result, refuse } from "../../domain/problems/result.ts";
import { log } from "../../log.ts";
import { type Factor, listFactors, noteUse } from "../../store/people/factors.ts";
import { sha256 } from "../../vault/hashes.ts";
import {
  countSignatures,
  isPasskeyKey,
  isSignedBy,
  type PasskeyPurpose,
  passkeyChallenge,
  passkeyKinds,
  textIn,
} from "../../vault/passkey.ts";
import { type KeyRing, ringOf } from "../../vault/ring.ts";
import { aboutFactor, openText } from "../../vault/seal.ts";
import type { Doorstep, Scene } from "../scene.ts";
import { keepAttempt } from "./evidence.ts";
import { keepOwn } from "./factors.ts";
import { ownKey } from "./own-security.ts";

/** Where pages are: a passkey belongs to this host, and is taken from this origin alone. */
export type Site = { readonly origin: string; readonly host: string };

const KIND = "passkey" satisfies FactorKind & ProofKind;
const bytes = v.pipe(v.string(), v.regex(/^[\w-]{1,8000}$/));
const kept = v.object({ credential: bytes, public_key: bytes });
const made = v.object({ ...kept.entries, client_data: bytes, authenticator_data: bytes });
const signed = v.object({ credential: bytes, client_data: bytes, authenticator_data: bytes, signature: bytes });
const client = v.object({
  type: v.string(),
  challenge: v.string(),
  origin: v.string(),
  crossOrigin: v.exactOptional(v.boolean()),
});

/** Reads a JSON text that a browser has sent; null where it has not this shape. */
function readJson<Schema extends v.GenericSchema>(text: string, schema: Schema): v.InferOutput<Schema> | null {
  const read = v.safeParse(v.pipe(v.string(), v.maxLength(MOST_CHARACTERS), v.parseJson(), schema), text);
  return read.success ? read.output : null;
}

const MOST_CHARACTERS = 20_000;

/** What a browser needs to know to make a passkey, or to use one. */
export type PasskeyOffer = {
  readonly challenge: string;
  readonly host: string;
  /** Passkeys that the person has, by what authenticators call them. */
  readonly known: readonly string[];
  /** Tells the person from others at an authenticator, and tells nothing of them. */
  readonly user: string;
  readonly kinds: readonly number[];
};

/** Offers a passkey to the administrator who asks; it has to come back in the session with this secret. */
export async function offerPasskey(scene: Scene, session: string, { host }: Site): Promise<PasskeyOffer> {
  const key = ownKey(scene);
  const known = await listPasskeys(scene, key);
  const challenge = passkeyChallenge(session, "new");
  return { challenge, host, known, user: sha256(key), kinds: passkeyKinds };
}

/** Lists a person's passkeys, by what authenticators call them. */
export async function listPasskeys({ directory, env }: Doorstep, key: string): Promise<readonly string[]> {
  const ring = ringOf(env);
  const passkeys = (await listFactors(directory, key)).filter(({ kind }) => kind === KIND);
  return passkeys.flatMap((factor) => readJson(secretOf(ring, factor), kept)?.credential ?? []);
}

/** What a browser says of a passkey that was made, and the secret of the session in which it was asked to. */
export type PasskeyWish = { readonly passkey: string; readonly session: string };

/**
 * Adds a passkey to the sign-in of the administrator who asks (S1): what addFactor promises. Who made the authenticator is not
 * asked.
 */
export async function addPasskey(
  scene: Scene,
  { passkey, session }: PasskeyWish,
  site: Site,
): Promise<Result<readonly string[] | null>> {
  const given = readJson(passkey, made);
  const challenge = passkeyChallenge(session, "new");
  if (!given || !isOurs(given.client_data, { type: "webauthn.create", challenge, site })) return NO_PASSKEY;
  const count = countSignatures(given.authenticator_data, site.host);
  if (count === null || !isReadableKey(given.public_key)) return NO_PASSKEY;
  const { credential, public_key } = given;
  const id = `fac_${sha256(credential).slice(0, 26)}`;
  const secret = JSON.stringify({ credential, public_key });
  return keepOwn(scene, { id, kind: KIND, secret, last_step: count }, session);
}

const NO_PASSKEY: { readonly ok: false; readonly failure: Failure } = refuse(
  "invalid_option",
  { about: "passkey" },
  { field: "code" },
);

function isReadableKey(publicKey: string): boolean {
  try {
    return isPasskeyKey(publicKey);
  } catch (error) {
    log("passkey_unreadable", {}, error);
    return false;
  }
}

/** What a page needs to ask for a passkey. */
export type AskedPasskey = { readonly challenge: string; readonly host: string; readonly known: readonly string[] };

/** What a page needs to ask a person for a passkey that proves them in what has this secret; null where they have none. */
export async function askForPasskey(
  door: Doorstep,
  key: string,
  { secret, purpose, site }: Omit<PasskeyGiven, "passkey">,
): Promise<AskedPasskey | null> {
  const known = await listPasskeys(door, key);
  return known.length === 0 ? null : { challenge: passkeyChallenge(secret, purpose), host: site.host, known };
}

/** What somebody gives who uses a passkey, what for, and the secret of the sign-in or the session that it was asked for in. */
export type PasskeyGiven = {
  readonly passkey: string;
  readonly secret: string;
  readonly purpose: PasskeyPurpose;
  readonly site: Site;
};

/** Takes a passkey of a person (S1); null where it was wrong. What it has signed is good for this one sign-in or proof. */
export async function takePasskey(
  door: Doorstep,
  key: string,
  { passkey, secret, purpose, site }: PasskeyGiven,
): Promise<Result<ProofKind | null>> {
  const given = readJson(passkey, signed);
  const challenge = passkeyChallenge(secret, purpose);
  const count = given && countSignatures(given.authenticator_data, site.host);
  const isAsked = given !== null && isOurs(given.client_data, { type: "webauthn.get", challenge, site });
  for (const factor of isAsked && count !== null ? await listFactors(door.directory, key) : []) {
    const own = factor.kind === KIND ? readJson(secretOf(ringOf(door.env), factor), kept) : null;
    if (!own || !given || count === null || own.credential !== given.credential) continue;
    // One that counts and has not gone on is a copy of it.
    const isCopy = count > 0 && count <= factor.last_step;
    if (isCopy || !isSignedBy(own.public_key, given)) continue;
    await noteUse(door.directory, factor.id, count, door.now);
    return done(KIND);
  }
  await keepAttempt(door, key, "factor.fail");
  return done(null);
}

/** Tells whether a browser did this for a page of ours, asked with this challenge, and in no frame of somebody else's. */
function isOurs(
  clientData: string,
  asked: { readonly type: string; readonly challenge: string; readonly site: Site },
): boolean {
  const said = readJson(textIn(clientData), client);
  if (!said) return false;
  const { type, challenge, origin, crossOrigin = false } = said;
  return type === asked.type && challenge === asked.challenge && origin === asked.site.origin && !crossOrigin;
}

function secretOf(ring: KeyRing, { id, email_key, secret }: Factor): string {
  return openText(ring, "factor", aboutFactor(email_key, id), secret);
}
