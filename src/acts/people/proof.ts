import type { ProofKind } from "../../domain/people/proof.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { findPerson } from "../../store/people/people.ts";
import { proveSessionStatements } from "../../store/people/sessions.ts";
import { makeSecret, sha256 } from "../../vault/hashes.ts";
import { ringOf } from "../../vault/ring.ts";
import { auditOf, nameOf, type Scene } from "../scene.ts";
import { takeCode } from "./codes.ts";
import { keepAttempt } from "./evidence.ts";
import { matchInTurn, waitingOf } from "./hashing.ts";
import { heldBack } from "./held-back.ts";
import { ownKey } from "./own-security.ts";
import { type AskedPasskey, askForPasskey, type Site, takePasskey } from "./passkeys.ts";
import { type Admitted, returnSignInStatements } from "./rate-limits.ts";

/**
 * The password of the administrator who asks, or a code or a passkey of their second factor, which counts where it is given; and
 * the secret of the session that it is given in.
 */
export type Proof = {
  readonly password: string;
  readonly code: string;
  /** What the browser says of a passkey that was used; "" where there is none. */
  readonly passkey: string;
  readonly site: Site;
  readonly session: string;
};

/** What a page needs to ask the administrator who asks for a passkey as proof, in a session with this secret; null where they have none. */
export function askForProof(scene: Scene, session: string, site: Site): Promise<AskedPasskey | null> {
  return askForPasskey(scene, ownKey(scene), { secret: session, purpose: "proof", site });
}

/**
 * Takes the password, a code or a passkey of the administrator who asks as proof that it is still they who use this session (S1). Guesses
 * count like those at the door, and the answer is held back like one there (S6). Gives
 * the secret that the session has from then on: whoever has learnt the one before has nothing.
 */
export async function proveOneself(scene: Scene, proof: Proof): Promise<Result<string>> {
  return heldBack(scene, ownKey(scene), (admitted) => lookAtProof(scene, proof, admitted));
}

async function lookAtProof(scene: Scene, proof: Proof, admitted: Admitted): Promise<Result<string>> {
  const { directory } = scene;
  const { password, code, session } = proof;
  const isCode = code.trim() !== "";
  const second = () => (isCode ? isRightCode(scene, code) : isRightPassword(scene, password, admitted));
  const right = proof.passkey === "" ? await second() : await isRightPasskey(scene, proof);
  if (!right.ok) return right;
  const secret = makeSecret();
  const entry = { ...auditOf(scene, "session.prove", nameOf(scene.asker)), detail: { by: right.value } };
  await directory.batch([
    ...returnSignInStatements(scene, admitted),
    ...proveSessionStatements(directory, { idHash: sha256(session), becomes: sha256(secret) }, entry),
  ]);
  return done(secret);
}

async function isRightPasskey(scene: Scene, { passkey, session, site }: Proof): Promise<Result<ProofKind>> {
  const given = { passkey, secret: session, purpose: "proof", site } as const;
  const taken = await takePasskey(scene, ownKey(scene), given);
  if (!taken.ok) return taken;
  return taken.value ? done(taken.value) : refuse("invalid_option", { about: "passkey_used" });
}

async function isRightPassword(scene: Scene, password: string, admitted: Admitted): Promise<Result<ProofKind>> {
  const { directory, now, env } = scene;
  const key = ownKey(scene);
  const person = await findPerson(directory, key, now);
  const matches = await matchInTurn(ringOf(env), password, person?.password_hash ?? null, waitingOf(admitted));
  if (!matches.ok) return matches;
  if (matches.value) return done("password");
  await keepAttempt(scene, key, "session.fail");
  return refuse("invalid_option", { about: "current_password" }, { field: "password" });
}

async function isRightCode(scene: Scene, code: string): Promise<Result<ProofKind>> {
  const { asker, account } = scene;
  const email = asker.kind === "administrator" ? asker.email : "";
  const taken = await takeCode(scene, { key: ownKey(scene), email, account }, code);
  if (!taken.ok) return taken;
  return taken.value ? done(taken.value) : refuse("invalid_option", { about: "code" }, { field: "code" });
}
