import { SIGNED_IN_HOURS, SIGNED_IN_IDLE_MINUTES } from "../../domain/limits.ts";
import { findSignInPicture, type SignInPicture } from "../../store/people/own-sign-in.ts";
import { findPerson, type Person } from "../../store/people/people.ts";
import { nameOfSession, findSession as readSession, type Session } from "../../store/people/sessions.ts";
import { notePlace } from "../../store/places/open.ts";
import { sha256 } from "../../vault/hashes.ts";
import { type Doorstep, later, type Scene } from "../scene.ts";
import { ownKey } from "./own-security.ts";

const MINUTE_MS = 60_000;
/** A session that is in use is noted so often. */
const TOUCH_MS = 60_000;

/** A session that is alive, with whose it is; `account` is null until the person has chosen one of several. */
export type OpenSession = Omit<Session, "id_hash" | "seen_at">;

/**
 * Finds the session with this secret, unless it has been idle or alive for too long (S1); notes that it is in use, and from
 * where. What a page asks for by itself is no use.
 */
export async function findSession(door: Doorstep, secret: string, byItself = false): Promise<OpenSession | null> {
  const { directory, now, address } = door;
  const use = byItself ? null : { now, address, unlessSince: later(door, -TOUCH_MS) };
  const session = await readSession(directory, sha256(secret), bounds(now), use);
  if (session?.account && session.database)
    notePlace(session.account, { database: session.database, moving: session.moving });
  return session;
}

/** The accounts that a person administers, and those that invite them. */
export type OwnAccounts = Pick<Person, "accounts" | "invitations">;

/** Lists the accounts that the person of a session administers, and those that invite them. */
export async function listOwnAccounts(door: Doorstep, session: OpenSession): Promise<OwnAccounts> {
  return (await findPerson(door.directory, session.email_key, door.now)) ?? { accounts: [], invitations: [] };
}

/** A person's own sign-in; `current` is the name of the session with the secret. */
export type OwnSignIn = SignInPicture & { readonly current: string };

/** Finds the factors of the administrator who asks, and at most so many of their sessions, the one that was used last first. */
export async function findOwnSignIn(scene: Scene, secret: string, limit: number): Promise<OwnSignIn> {
  const picture = await findSignInPicture(scene.directory, ownKey(scene), { ...bounds(scene.now), limit });
  return { ...picture, current: nameOfSession(sha256(secret)) };
}

/** From when on a session must have been used and begun to be alive now (S1). */
function bounds(now: string): { readonly seenAfter: string; readonly createdAfter: string } {
  const ago = (minutes: number) => new Date(Date.parse(now) - minutes * MINUTE_MS).toISOString();
  return { seenAfter: ago(SIGNED_IN_IDLE_MINUTES), createdAfter: ago(SIGNED_IN_HOURS * 60) };
}
