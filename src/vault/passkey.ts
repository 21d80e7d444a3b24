import { Buffer } from "node:buffer";
import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";

/** What a passkey is asked for: to be made, to sign in, or to prove that it is still its person. */
export type PasskeyPurpose = "new" | "sign-in" | "proof";

/** The challenge that belongs to a secret of the browser's, and to nothing else: it is good as long as that is. */
export function passkeyChallenge(secret: string, what: PasskeyPurpose): string {
  return createHash("sha256").update(`passkey ${what} ${secret}`).digest("base64url");
}

/** What an authenticator has signed, in base64url (Web Authentication, an assertion). */
export type Signed = {
  readonly client_data: string;
  readonly authenticator_data: string;
  readonly signature: string;
};

/** Where the flags and the counter lie behind the hash of the host. */
const [FLAGS_AT, COUNTER_AT, LEAST_BYTES] = [32, 33, 37];
const USER_PRESENT = 0x01;

/**
 * Reads what an authenticator says of itself: how often it has signed, which is 0 where it does not count; null where it is not
 * for this host, or where nobody was there.
 */
export function countSignatures(authenticatorData: string, host: string): number | null {
  const bytes = Buffer.from(authenticatorData, "base64url");
  if (bytes.length < LEAST_BYTES) return null;
  if (!bytes.subarray(0, FLAGS_AT).equals(createHash("sha256").update(host).digest())) return null;
  return ((bytes[FLAGS_AT] ?? 0) & USER_PRESENT) === 0 ? null : bytes.readUInt32BE(COUNTER_AT);
}

/** The text of what a browser says that it did, which is JSON. */
export function textIn(clientData: string): string {
  return Buffer.from(clientData, "base64url").toString();
}

/** How the DER of a key begins, and how long the shortest is that is taken (Ed25519). */
const [SEQUENCE, LEAST_KEY_BYTES] = [0x30, 44];

/** A shorter one can be taken apart by whoever has seen it. */
const LEAST_RSA_BITS = 2_048;

/** Kinds of keys that are taken, by their numbers of COSE: ES256, EdDSA, RS256. */
export const passkeyKinds = [-7, -8, -257] as const;

/** Tells whether a key, a SubjectPublicKeyInfo in base64url, is of a kind that is taken; throws where it is none at all. */
export function isPasskeyKey(publicKey: string): boolean {
  // What does not even begin like one is not given to what takes it apart.
  const der = Buffer.from(publicKey, "base64url");
  if (der[0] !== SEQUENCE || der.length < LEAST_KEY_BYTES) return false;
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = keyOf(publicKey);
  if (type === "rsa") return LEAST_RSA_BITS <= (details?.modulusLength ?? 0);
  return type === "ed25519" || (type === "ec" && details?.namedCurve === "prime256v1");
}

/** Tells whether an authenticator has signed this with the key. */
export function isSignedBy(publicKey: string, { client_data, authenticator_data, signature }: Signed): boolean {
  const key = keyOf(publicKey);
  const client = createHash("sha256").update(Buffer.from(client_data, "base64url")).digest();
  const signed = Buffer.concat([Buffer.from(authenticator_data, "base64url"), client]);
  const digest = key.asymmetricKeyType === "ed25519" ? null : "sha256";
  return verify(digest, signed, key, Buffer.from(signature, "base64url"));
}

function keyOf(publicKey: string): KeyObject {
  return createPublicKey({ key: Buffer.from(publicKey, "base64url"), format: "der", type: "spki" });
}
