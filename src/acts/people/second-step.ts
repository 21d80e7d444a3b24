import { FACTOR_MINUTES } from "../../domain/limits.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { findPerson } from "../../store/people/people.ts";
import { sessionEndStatement } from "../../store/people/sessions.ts";
import { findSignIn, type SignIn, signInEndStatement } from "../../store/people/sign-ins.ts";
import { sha256 } from "../../vault/hashes.ts";
import { type Doorstep, later } from "../scene.ts";
import { takeCode } from "./codes.ts";
import { heldBack } from "./held-back.ts";
import { type Site, takePasskey } from "./passkeys.ts";
import { type Admitted, returnSignInStatements } from "./rate-limits.ts";
import { type CameIn, openAtDoor } from "./sign-in.ts";

const MINUTE_MS = 60_000;

/** Finds whose sign-in this is that owes a factor, for ten minutes after their password; null where there is none. */
export async function findOwing(door: Doorstep, secret: string): Promise<SignIn | null> {
  return findSignIn(door.directory, sha256(secret), later(door, -FACTOR_MINUTES * MINUTE_MS));
}

/** A code or a passkey, in a sign-in that owes it. */
export type FactorGiven = {
  /** The secret of the sign-in. */
  readonly secret: string;
  readonly code: string;
  /** What the browser says of a passkey that was used; "" where a code is given. */
  readonly passkey: string;
  readonly site: Site;
  /** The secret of a session that this browser has already: it ends (S1). */
  readonly before: string | null;
  readonly browser: string | null;
};

/**
 * Signs in whoever has given their password and gives a code or uses a passkey now (S1). Wrong codes count like wrong passwords, and their
 * answers are held back like theirs (S6).
 */
export async function giveFactor(door: Doorstep, given: FactorGiven): Promise<Result<CameIn>> {
  const owing = await findOwing(door, given.secret);
  if (!owing) return refuse("unauthorized", { reason: "late_code" });
  return heldBack(door, owing.email_key, (admitted) => lookAtCode(door, owing, given, admitted));
}

async function lookAtCode(
  door: Doorstep,
  { email_key: key, email }: SignIn,
  given: FactorGiven,
  admitted: Admitted,
): Promise<Result<CameIn>> {
  const { directory, now } = door;
  const person = await findPerson(directory, key, now);
  if (!person || person.accounts.length + person.invitations.length === 0)
    return refuse("unauthorized", { reason: "late_code" });
  const account = (person.accounts[0] ?? person.invitations[0])?.id ?? null;
  const taken =
    given.passkey === ""
      ? await takeCode(door, { key, email, account }, given.code)
      : await takePasskey(door, key, { ...given, purpose: "sign-in" });
  if (!taken.ok) return taken;
  if (!taken.value) return refuse("unauthorized", { reason: given.passkey === "" ? "code" : "passkey" });
  const idHash = sha256(given.secret);
  const opened = await openAtDoor(
    door,
    person,
    { key, browser: given.browser, provedAt: now, by: taken.value },
    {
      on: { signIn: idHash },
      before: [
        ...returnSignInStatements(door, admitted),
        ...(given.before ? [sessionEndStatement(directory, sha256(given.before))] : []),
      ],
      after: [signInEndStatement(directory, idHash)],
    },
  );
  return opened ? done(opened) : refuse("unauthorized", { reason: "late_code" });
}
