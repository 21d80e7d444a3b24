import { emailKey } from "../../domain/cells/email.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { removeAllFactors } from "../../store/people/factors.ts";
import { findPerson } from "../../store/people/people.ts";
import { endAllSessions } from "../../store/people/sessions.ts";
import { nameOf, type Scene } from "../scene.ts";
import { mailNotice } from "./notices.ts";

/**
 * Removes all second factors of a person who has lost them, with their recovery codes, and ends their sessions; they are mailed,
 * and each of their accounts has it in its audit (S1, S8). Who has none is left alone.
 */
export async function removeLostFactors(scene: Scene, email: string): Promise<Result<null>> {
  const { directory, now: at, address, asker } = scene;
  const key = emailKey(email);
  const person = await findPerson(directory, key, at);
  if (!person) return nothingHere();
  const entry = { key, at, address, action: "factor.remove_all", who: nameOf(asker) };
  const removed = await removeAllFactors(directory, entry);
  const account = (person.accounts[0] ?? person.invitations[0])?.id;
  if (removed && account !== undefined)
    await mailNotice(scene, { account, to: person.email, what: "factors_removed", name: "" });
  return done(null);
}

/** Signs a person out everywhere; each of their accounts has it in its audit (S1, S8). Who has no session is left alone. */
export async function endSessionsOf(scene: Scene, email: string): Promise<Result<null>> {
  const { directory, now: at, address, asker } = scene;
  const key = emailKey(email);
  if (!(await findPerson(directory, key, at))) return nothingHere();
  await endAllSessions(directory, { key, at, address, action: "session.end_all", who: nameOf(asker) });
  return done(null);
}
