import { Buffer } from "node:buffer";
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { ORIGIN } from "./http.ts";

type Kind = "ec" | "rsa" | "ed25519" | "p384" | "short";

const made = {
  ec: () => generateKeyPairSync("ec", { namedCurve: "prime256v1" }),
  p384: () => generateKeyPairSync("ec", { namedCurve: "secp384r1" }),
  rsa: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
  short: () => generateKeyPairSync("rsa", { modulusLength: 1024 }),
  ed25519: () => generateKeyPairSync("ed25519"),
} as const satisfies Readonly<Record<Kind, () => { publicKey: KeyObject; privateKey: KeyObject }>>;

/** What an authenticator and a browser are told, and what they say otherwise than they should. */
export type Ceremony = {
  readonly challenge: string;
  readonly origin?: string;
  readonly host?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  readonly flags?: number;
  readonly count?: number;
};

const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64url");

/** A security key with one passkey, as a browser speaks for it. */
export class SecurityKey {
  readonly credential: string;
  readonly #key: { publicKey: KeyObject; privateKey: KeyObject };
  readonly #kind: Kind;

  /** `credential`: what it calls itself; by chance where nobody says. */
  constructor(kind: Kind = "ec", credential = base64url(randomBytes(16))) {
    this.credential = credential;
    this.#kind = kind;
    this.#key = made[kind]();
  }

  /** What comes of making it. */
  make(ceremony: Ceremony): string {
    const { client_data, authenticator_data } = this.#say("webauthn.create", ceremony);
    const public_key = base64url(this.#key.publicKey.export({ format: "der", type: "spki" }));
    return JSON.stringify({ credential: this.credential, public_key, client_data, authenticator_data });
  }

  /** What comes of using it. */
  use(ceremony: Ceremony): string {
    const { client_data, authenticator_data, client, authenticator } = this.#say("webauthn.get", ceremony);
    const signed = Buffer.concat([authenticator, createHash("sha256").update(client).digest()]);
    const signature = base64url(sign(this.#kind === "ed25519" ? null : "sha256", signed, this.#key.privateKey));
    return JSON.stringify({ credential: this.credential, client_data, authenticator_data, signature });
  }

  #say(done: string, ceremony: Ceremony) {
    const { challenge, origin = ORIGIN, host = "localhost", type = done, flags = 1, count = 0 } = ceremony;
    const crossOrigin = ceremony.crossOrigin ?? false;
    const client = Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count);
    const authenticator = Buffer.concat([createHash("sha256").update(host).digest(), Buffer.of(flags), counter]);
    return { client, authenticator, client_data: base64url(client), authenticator_data: base64url(authenticator) };
  }
}

/** What a page says that a browser has to know of passkeys. */
export function askedIn({ text }: { readonly text: string }): { readonly challenge: string; readonly known: string[] } {
  const told = /data-passkey="([^"]*)"/.exec(text)?.[1] ?? "";
  return JSON.parse(told.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
}
