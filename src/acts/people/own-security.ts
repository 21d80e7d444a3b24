import { emailKey } from "../../domain/cells/email.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { changePassword } from "../../store/people/own-password.ts";
import { findPerson } from "../../store/people/people.ts";
import { endOtherSessions, endSession } from "../../store/people/sessions.ts";
import { sha256 } from "../../vault/hashes.ts";
import { ringOf } from "../../vault/ring.ts";
import { writeBySession } from "../by-session.ts";
import { auditOf, nameOf, type Scene } from "../scene.ts";
import { keepAttempt } from "./evidence.ts";
import { hashInTurn, matchInTurn, waitingOf } from "./hashing.ts";
import { heldBack } from "./held-back.ts";
import { mailNotice } from "./notices.ts";
import { readNewPassword, SAME_PASSWORD } from "./passwords.ts";
import { type Admitted, returnSignInStatements } from "./rate-limits.ts";

/** Which of the two passwords is wrong stands in the `field` of the failure. */
export type PasswordChange = {
  readonly current: string;
  readonly password: string;
  /** The secret of the session that stays. */
  readonly session: string;
};

/**
 * Changes the password of the administrator who asks (S1); guesses at the current one count like those at the door, and the
 * answer is held back like one there (S6).
 */
export async function changeOwnPassword(scene: Scene, change: PasswordChange): Promise<Result<null>> {
  const { directory, now } = scene;
  const key = ownKey(scene);
  const person = await findPerson(directory, key, now);
  const owner = { email: person?.email ?? key, accounts: person?.accounts.map(({ name }) => name) ?? [] };
  const read = readNewPassword(change.password, owner);
  if (!read.ok) return { ok: false, failure: { ...read.failure, field: "password" } };
  const changed = await heldBack(scene, key, (admitted) =>
    changeHash(scene, change, { was: person?.password_hash ?? null, admitted }),
  );
  if (changed.ok) await mailNotice(scene, { account: scene.account, to: owner.email, what: "password", name: "" });
  return changed;
}

async function changeHash(
  scene: Scene,
  change: PasswordChange,
  { was, admitted }: { readonly was: string | null; readonly admitted: Admitted },
): Promise<Result<null>> {
  const { directory, now, address } = scene;
  const [key, secret] = [ownKey(scene), ringOf(scene.env)];
  const matches = await matchInTurn(secret, change.current, was, waitingOf(admitted));
  if (!matches.ok) return matches;
  if (!matches.value || was === null) {
    await keepAttempt(scene, key, "session.fail");
    return refuseCurrent();
  }
  await directory.batch(returnSignInStatements(scene, admitted));
  if (change.current.normalize("NFC") === change.password.normalize("NFC")) return SAME_PASSWORD;
  const becomes = await hashInTurn(secret, change.password);
  if (!becomes.ok) return becomes;
  const sessionHash = sha256(change.session);
  const own = { key, was, becomes: becomes.value, sessionHash, now, address };
  const changed = await writeBySession(scene, (written) => changePassword(written, own));
  if (!changed.ok) return changed;
  return changed.value ? done(null) : refuseCurrent();
}

function refuseCurrent() {
  return refuse("invalid_option", { about: "current_password" }, { field: "current" });
}

/** Ends one of the sessions of the administrator who asks. */
export async function endOwnSession(scene: Scene, name: string): Promise<Result<null>> {
  const ended = await writeBySession(scene, (directory) =>
    endSession(directory, ownKey(scene), name, sessionEnd(scene, {})),
  );
  if (!ended.ok) return ended;
  return ended.value ? done(null) : nothingHere();
}

/** Ends all sessions of the administrator who asks but the one with this secret; none to end is done already. */
export async function endOthers(scene: Scene, session: string): Promise<Result<boolean>> {
  const entry = sessionEnd(scene, { others: true });
  return writeBySession(scene, (directory) => endOtherSessions(directory, ownKey(scene), sha256(session), entry));
}

function sessionEnd(scene: Scene, detail: Readonly<Record<string, boolean>>) {
  return { ...auditOf(scene, "session.end", nameOf(scene.asker)), detail };
}

/** The comparison key of whoever asks: an administrator behind requireSession. */
export function ownKey({ asker }: Scene): string {
  return emailKey(nameOf(asker));
}
