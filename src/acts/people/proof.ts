import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { findPerson } from "../../store/people/people.ts";
import { proveSessionStatements } from "../../store/people/sessions.ts";
import { makeSecret, sha256 } from "../../vault/hashes.ts";
import { ringOf } from "../../vault/ring.ts";
import { auditOf, nameOf, type Scene } from "../scene.ts";
import { takeCode } from "./codes.ts";
import { keepAttempt } from "./evidence.ts";
import { matchInTurn } from "./hashing.ts";
import { heldBack } from "./held-back.ts";
import { ownKey } from "./own-security.ts";
import { returnSignInStatements } from "./rate-limits.ts";

/**
 * The password of the administrator who asks, or a code of their second factor, which counts where it is given; and the secret
 * of the session that it is given in.
 */
export type Proof = { readonly password: string; readonly code: string; readonly session: string };

/**
 * Takes the password or a code of the administrator who asks as proof that it is still they who use this session (S1). Guesses
 * count like those at the door, and the answer is held back like one there (S6). Gives
 * the secret that the session has from then on: whoever has learnt the one before has nothing.
 */
export async function proveOneself(scene: Scene, proof: Proof): Promise<Result<string>> {
  return heldBack(scene, ownKey(scene), () => lookAtProof(scene, proof));
}

async function lookAtProof(scene: Scene, { password, code, session }: Proof): Promise<Result<string>> {
  const { directory } = scene;
  const key = ownKey(scene);
  const right = code.trim() === "" ? await isRightPassword(scene, password) : await isRightCode(scene, code);
  if (!right.ok) return right;
  const secret = makeSecret();
  const entry = auditOf(scene, "session.prove", nameOf(scene.asker));
  await directory.batch([
    ...returnSignInStatements(scene, key),
    ...proveSessionStatements(directory, { idHash: sha256(session), becomes: sha256(secret) }, entry),
  ]);
  return done(secret);
}

async function isRightPassword(scene: Scene, password: string): Promise<Result<null>> {
  const { directory, now, env } = scene;
  const key = ownKey(scene);
  const person = await findPerson(directory, key, now);
  const matches = await matchInTurn(ringOf(env), password, person?.password_hash ?? null);
  if (!matches.ok) return matches;
  if (matches.value) return done(null);
  await keepAttempt(scene, key, "session.fail");
  return refuse("invalid_option", { about: "current_password" }, { field: "password" });
}

async function isRightCode(scene: Scene, code: string): Promise<Result<null>> {
  const { asker, account } = scene;
  const email = asker.kind === "administrator" ? asker.email : "";
  const taken = await takeCode(scene, { key: ownKey(scene), email, account }, code);
  if (!taken.ok) return taken;
  return taken.value ? done(null) : refuse("invalid_option", { about: "code" }, { field: "code" });
}
