import { emailKey } from "../../domain/cells/email.ts";
import type { SignInWay } from "../../domain/people/proof.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import type { DirectoryStatement } from "../../store/database.ts";
import { directoryAuditStatement, signOutEntryStatement } from "../../store/people/directory-audit.ts";
import { acceptStatements, findPerson, type Person, raiseHashStatement } from "../../store/people/people.ts";
import { sessionEndStatement, sessionIsOpenStatement, sessionStatement } from "../../store/people/sessions.ts";
import { signInIsKeptStatement, signInStatement } from "../../store/people/sign-ins.ts";
import { isOutdated, makeSecret, sha256 } from "../../vault/hashes.ts";
import { markBrowser } from "../../vault/known-browser.ts";
import { ringOf } from "../../vault/ring.ts";
import type { Doorstep } from "../scene.ts";
import { keepAttempt } from "./evidence.ts";
import { hashInTurn, matchInTurn, waitingOf } from "./hashing.ts";
import { heldBack } from "./held-back.ts";
import { type Admitted, returnSignInStatements } from "./rate-limits.ts";
import type { OpenSession } from "./sessions.ts";

/** A session that was opened; its secret goes into the cookie. `account` is null while one must be chosen. */
export type Opened = { readonly secret: string; readonly account: string | null };

/** A session that was opened at the door, and the mark by which its browser is known from now on (S6). */
export type CameIn = Opened & { readonly mark: string };

/** What comes of a right password: a session, or a sign-in that `owes` a second factor, which its secret names. */
export type SignedIn = CameIn & { readonly owes: boolean };

export type SignInWish = {
  readonly email: string;
  readonly password: string;
  /** The secret of a session that this browser has already: it ends (S1). */
  readonly before?: string | null;
  /** What the browser is called, for the list of sessions. */
  readonly browser?: string | null;
};

/** Signs a person in, who may owe a second factor then (S1). A wrong address and a wrong password are told apart neither in words nor in time. */
export async function signIn(door: Doorstep, wish: SignInWish): Promise<Result<SignedIn>> {
  const key = emailKey(wish.email.trim());
  return heldBack(door, key, (admitted) => lookAtPassword(door, wish, { key, admitted }));
}

type Trying = { readonly key: string; readonly admitted: Admitted };

async function lookAtPassword(door: Doorstep, wish: SignInWish, { key, admitted }: Trying): Promise<Result<SignedIn>> {
  const person = await findPerson(door.directory, key, door.now);
  const matches = await matchInTurn(
    ringOf(door.env),
    wish.password,
    person?.password_hash ?? null,
    waitingOf(admitted),
  );
  if (!matches.ok) return matches;
  if (!person || !matches.value || person.accounts.length + person.invitations.length === 0) {
    await keepAttempt(door, key, "session.fail");
    return refuse("unauthorized", { reason: "password" });
  }
  const right = [...returnSignInStatements(door, admitted), ...(await raisedHash(door, key, person, wish.password))];
  if (person.has_factor) return done(await beginSecondStep(door, key, right));
  const opened = await openAtDoor(
    door,
    person,
    { key, browser: wish.browser ?? null, provedAt: door.now, by: "password" },
    [...right, ...(wish.before ? [sessionEndStatement(door.directory, sha256(wish.before))] : [])],
  );
  return done({ ...opened, owes: false });
}

async function beginSecondStep(door: Doorstep, key: string, before: readonly DirectoryStatement[]): Promise<SignedIn> {
  const { directory, now } = door;
  const secret = makeSecret();
  const idHash = sha256(secret);
  await directory.once(
    [...before, signInStatement(directory, { idHash, key, now })],
    signInIsKeptStatement(directory, idHash),
  );
  return { secret, account: null, owes: true, mark: "" };
}

/** Opens a session for a person who has proved who they are: in their only account, or before they choose one or accept an invitation. */
export async function openAtDoor(
  door: Doorstep,
  { accounts: [only, ...others], invitations }: Pick<Person, "accounts" | "invitations">,
  who: Omit<NewSession, "account">,
  before: readonly DirectoryStatement[] = [],
): Promise<CameIn> {
  const account = only && others.length + invitations.length === 0 ? only.id : null;
  const opened = await openSession(door, { ...who, account }, before);
  return { ...opened, mark: markBrowser(ringOf(door.env), who.key, door.now) };
}

/** Where the hash was made at less cost than today's, or with another key, it is made anew, if there is room just now (S6, S11). */
async function raisedHash(door: Doorstep, key: string, { password_hash: was }: Person, password: string) {
  if (was === null || !isOutdated(ringOf(door.env), was)) return [];
  const becomes = await hashInTurn(ringOf(door.env), password);
  return becomes.ok ? [raiseHashStatement(door.directory, { key, was, becomes: becomes.value })] : [];
}

type NewSession = {
  readonly key: string;
  readonly account: string | null;
  readonly browser: string | null;
  readonly provedAt: string | null;
  /** When the person signed in; now, unless it goes on from a session that there was. */
  readonly since?: string;
  /** By what they signed in; null where the version before has opened the session that it goes on from. */
  readonly by: SignInWay | null;
};

async function openSession(
  door: Doorstep,
  { key, ...opening }: NewSession,
  before: readonly DirectoryStatement[],
): Promise<Opened> {
  const { directory, now, address } = door;
  const { account } = opening;
  const secret = makeSecret();
  const session = { ...opening, idHash: sha256(secret), emailKey: key, now, address };
  const opened = sessionStatement(directory, session);
  await directory.once(
    [...before, opened, ...(account === null ? [] : comingStatements(door, account, opening.by, key))],
    sessionIsOpenStatement(directory, session.idHash),
  );
  return { secret, account };
}

function comingStatements({ directory, now, address }: Doorstep, account: string, by: SignInWay | null, who: string) {
  const detail = by === null ? {} : { by };
  const entry = { account, at: now, who, address, action: "session.open", subject: who, detail };
  return [directoryAuditStatement(directory, entry)];
}

/**
 * Goes on with one of the accounts that a person administers, or accepts the invitation of one (S1); the session is made anew, so
 * that its secret changes. When they signed in and when they last gave their password stays.
 */
export async function chooseAccount(
  door: Doorstep,
  session: Pick<OpenSession, "email_key" | "proved_at" | "created_at" | "by_access" | "signed_in_by"> & {
    readonly secret: string;
    readonly browser?: string | null;
  },
  account: string,
): Promise<Result<Opened>> {
  const { email_key: key, browser = null, proved_at: provedAt, created_at: since } = session;
  const by = session.signed_in_by ?? (session.by_access ? "access" : null);
  const opening = { key, account, browser, provedAt, since, by };
  const { directory, now, address } = door;
  const person = await findPerson(directory, key, now);
  const end = sessionEndStatement(directory, sha256(session.secret));
  if (person?.accounts.some(({ id }) => id === account)) return done(await openSession(door, opening, [end]));
  if (!person?.invitations.some(({ id }) => id === account)) return refuse("not_found", { what: "account" });
  const entry = { account, at: now, who: key, address, action: "administrators.accept", subject: key };
  const accept = acceptStatements(directory, { account, key, now }, entry);
  return done(await openSession(door, opening, [end, ...accept]));
}

/** Ends a session. */
export async function signOut(door: Doorstep, secret: string): Promise<void> {
  const idHash = sha256(secret);
  const { directory } = door;
  await directory.batch([signOutEntryStatement(directory, idHash, door), sessionEndStatement(directory, idHash)]);
}
