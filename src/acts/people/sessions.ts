import { SIGNED_IN_HOURS, SIGNED_IN_IDLE_MINUTES } from "../../domain/limits.ts";
import { findPerson, type Person } from "../../store/people/people.ts";
import {
  listSessions,
  nameOfSession,
  type OwnSession,
  findSession as readSession,
  type Session,
  touchSession,
} from "../../store/people/sessions.ts";
import { sha256 } from "../../vault/hashes.ts";
import type { Doorstep, Scene } from "../scene.ts";
import { ownKey } from "./own-security.ts";

const MINUTE_MS = 60_000;
/** A session that is in use is noted so often. */
const TOUCH_MS = 60_000;

/** A session that is alive, with whose it is; `account` is null until the person has chosen one of several. */
export type OpenSession = Pick<
  Session,
  "email" | "email_key" | "account" | "account_name" | "role" | "created_at" | "proved_at"
>;

/**
 * Finds the session with this secret, unless it has been idle or alive for too long (S1); notes that it is in use, and from
 * where. What a page asks for by itself is no use.
 */
export async function findSession(door: Doorstep, secret: string, byItself = false): Promise<OpenSession | null> {
  const session = await readSession(door.directory, sha256(secret), bounds(door.now));
  if (session && !byItself && Date.parse(session.seen_at) < Date.parse(door.now) - TOUCH_MS)
    await touchSession(door.directory, session.id_hash, door);
  return session;
}

/** The accounts that a person administers, and those that invite them. */
export type OwnAccounts = Pick<Person, "accounts" | "invitations">;

/** Lists the accounts that the person of a session administers, and those that invite them. */
export async function listOwnAccounts(door: Doorstep, session: OpenSession): Promise<OwnAccounts> {
  return (await findPerson(door.directory, session.email_key, door.now)) ?? { accounts: [], invitations: [] };
}

/** Sessions of a person; `current` is the name of the one with the secret. */
export type OwnSessions = { readonly sessions: readonly OwnSession[]; readonly current: string };

/** Lists the sessions of the administrator who asks, at most so many, the one that was used last first. */
export async function listOwnSessions(scene: Scene, secret: string, limit: number): Promise<OwnSessions> {
  const sessions = await listSessions(scene.directory, ownKey(scene), { ...bounds(scene.now), limit });
  return { sessions, current: nameOfSession(sha256(secret)) };
}

/** From when on a session must have been used and begun to be alive now (S1). */
function bounds(now: string): { readonly seenAfter: string; readonly createdAfter: string } {
  const ago = (minutes: number) => new Date(Date.parse(now) - minutes * MINUTE_MS).toISOString();
  return { seenAfter: ago(SIGNED_IN_IDLE_MINUTES), createdAfter: ago(SIGNED_IN_HOURS * 60) };
}
