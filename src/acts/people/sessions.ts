import { isAtLeast, type Role } from "../../domain/access/roles.ts";
import { SIGNED_IN_HOURS, SIGNED_IN_IDLE_MINUTES } from "../../domain/limits.ts";
import { isProved } from "../../domain/people/proof.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { acceptStatements } from "../../store/people/accept.ts";
import { findSignInPicture, type SignInPicture } from "../../store/people/own-sign-in.ts";
import { findPerson, type Person } from "../../store/people/people.ts";
import {
  findStillOpen,
  nameOfSession,
  findSession as readSession,
  type Session,
  sessionEndStatement,
} from "../../store/people/sessions.ts";
import { notePlace } from "../../store/places/open.ts";
import { makeSecret, sha256 } from "../../vault/hashes.ts";
import { type Doorstep, later, type Scene } from "../scene.ts";
import { ownKey } from "./own-security.ts";
import { type Opened, openSession } from "./sign-in.ts";

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

/** What a request was let in by: a session of somebody with a role in an account. */
export type LetIn = Pick<OpenSession, "email_key" | "created_at"> & { readonly account: string; readonly role: Role };

/**
 * Refuses what was let in by a session that has ended since, or whose person has a lesser role in the account by now, or has not
 * proved themselves just before where that takes a `proof` (S1); gives when they last have. A session stays the same where its secret is
 * made anew.
 */
export async function isStillOpen(door: Doorstep, was: LetIn, proof: boolean): Promise<Result<string | null>> {
  const open = await findStillOpen(door.directory, was, bounds(door.now).createdAfter);
  if (!open || !isAtLeast(open.role, was.role)) return refuse("unauthorized", { reason: "session_over" });
  return proof && !isProved(open.proved_at, door.now) ? refuse("proof_needed", {}) : done(open.proved_at);
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

/**
 * Goes on with one of the accounts that a person administers, or accepts the invitation of one (S1); the session is made anew, so
 * that its secret changes. When they signed in and when they last gave their password stays. Null where the session has ended
 * meanwhile: none goes on from it.
 */
export async function chooseAccount(
  door: Doorstep,
  session: Pick<OpenSession, "email_key" | "proved_at" | "created_at" | "by_access" | "signed_in_by"> & {
    readonly secret: string;
    readonly browser?: string | null;
  },
  account: string,
): Promise<Result<Opened | null>> {
  const { email_key: key, browser = null, proved_at: provedAt, created_at: since } = session;
  const by = session.signed_in_by ?? (session.by_access ? "access" : null);
  const secret = makeSecret();
  const opening = { key, account, browser, provedAt, since, by, secret };
  const { directory, now, address } = door;
  const person = await findPerson(directory, key, now);
  const was = sha256(session.secret);
  const [on, end] = [{ session: was }, sessionEndStatement(directory, was)];
  if (person?.accounts.some(({ id }) => id === account))
    return done(await openSession(door, opening, { on, after: [end] }));
  if (!person?.invitations.some(({ id }) => id === account)) return refuse("not_found", { what: "account" });
  const entry = { account, at: now, who: key, address, action: "administrators.accept", subject: key };
  const accept = acceptStatements(directory, { account, key, now, session: sha256(secret) }, entry);
  return done(await openSession(door, opening, { on, after: [end, ...accept] }));
}
