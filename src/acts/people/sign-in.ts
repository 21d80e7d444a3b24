import { emailKey } from "../../domain/cells/email.ts";
import type { SignInWay } from "../../domain/people/proof.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import type { DirectoryStatement } from "../../store/database.ts";
import { hasChanged } from "../../store/decode.ts";
import { directoryAuditIfChangedStatement, signOutEntryStatement } from "../../store/people/directory-audit.ts";
import { type OpenedOn, sessionIsOpenStatement, sessionStatement } from "../../store/people/open-session.ts";
import { findPerson, type Person, raiseHashStatement } from "../../store/people/people.ts";
import { sessionEndStatement } from "../../store/people/sessions.ts";
import { signInIsKeptStatement, signInStatement } from "../../store/people/sign-ins.ts";
import { isOutdated, makeSecret, sha256 } from "../../vault/hashes.ts";
import { markBrowser } from "../../vault/known-browser.ts";
import { ringOf } from "../../vault/ring.ts";
import type { Doorstep } from "../scene.ts";
import { keepAttempt } from "./evidence.ts";
import { hashInTurn, matchInTurn, waitingOf } from "./hashing.ts";
import { heldBack } from "./held-back.ts";
import { type Admitted, returnSignInStatements } from "./rate-limits.ts";

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
  return heldBack(door, key, async (admitted) => {
    const looked = await lookAtPassword(door, wish, { key, admitted });
    // The password or the factors are others by now, or the same password is kept by another hash: what is so now decides.
    return looked ?? (await lookAtPassword(door, wish, { key, admitted })) ?? refuse("unauthorized", WRONG);
  });
}

const WRONG = { reason: "password" } as const;

type Trying = { readonly key: string; readonly admitted: Admitted };

/** Null where what was looked at has changed meanwhile: nobody is signed in then. */
async function lookAtPassword(
  door: Doorstep,
  wish: SignInWish,
  { key, admitted }: Trying,
): Promise<Result<SignedIn> | null> {
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
    return refuse("unauthorized", WRONG);
  }
  const raised = await raisedHash(door, key, person, wish.password);
  const right = [...returnSignInStatements(door, admitted), ...raised.statements];
  const passwords = [...(person.password_hash === null ? [] : [person.password_hash]), ...raised.hashes];
  if (person.has_factor) return beginSecondStep(door, { key, passwords }, right);
  const opened = await openAtDoor(
    door,
    person,
    { key, browser: wish.browser ?? null, provedAt: door.now, by: "password" },
    {
      on: { passwords },
      before: [...right, ...(wish.before ? [sessionEndStatement(door.directory, sha256(wish.before))] : [])],
    },
  );
  return opened && done({ ...opened, owes: false });
}

async function beginSecondStep(
  door: Doorstep,
  who: { readonly key: string; readonly passwords: readonly string[] },
  before: readonly DirectoryStatement[],
): Promise<Result<SignedIn> | null> {
  const { directory, now } = door;
  const secret = makeSecret();
  const idHash = sha256(secret);
  const results = await directory.once(
    [...before, signInStatement(directory, { ...who, idHash, now })],
    signInIsKeptStatement(directory, idHash),
  );
  const isKept = results === null || hasChanged(results, before.length);
  return isKept ? done({ secret, account: null, owes: true, mark: "" }) : null;
}

/** What a session is opened on, and what is done before that and after it, in the same transaction. */
type Opening = {
  readonly on?: OpenedOn;
  readonly before?: readonly DirectoryStatement[];
  readonly after?: readonly DirectoryStatement[];
};

/**
 * Opens a session for a person who has proved who they are: in their only account, or before they choose one or accept an
 * invitation. Null where that on which it was to be opened is not so any more.
 */
export async function openAtDoor(
  door: Doorstep,
  { accounts: [only, ...others], invitations }: Pick<Person, "accounts" | "invitations">,
  who: Omit<NewSession, "account">,
  opening: Opening,
): Promise<CameIn | null> {
  const account = only && others.length + invitations.length === 0 ? only.id : null;
  const opened = await openSession(door, { ...who, account }, opening);
  return opened && { ...opened, mark: markBrowser(ringOf(door.env), who.key, door.now) };
}

/** Where the hash was made at less cost than today's, or with another key, it is made anew, if there is room just now (S6, S11). */
async function raisedHash(door: Doorstep, key: string, { password_hash: was }: Person, password: string) {
  const becomes =
    was !== null && isOutdated(ringOf(door.env), was) ? await hashInTurn(ringOf(door.env), password) : null;
  if (was === null || !becomes?.ok) return { statements: [], hashes: [] };
  const raise = raiseHashStatement(door.directory, { key, was, becomes: becomes.value });
  return { statements: [raise], hashes: [becomes.value] };
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

/** Opens a session; null where that on which it was to be opened is not so any more. */
export async function openSession(
  door: Doorstep,
  { key, secret = makeSecret(), ...opening }: NewSession & { readonly secret?: string },
  { on, before = [], after = [] }: Opening,
): Promise<Opened | null> {
  const { directory, now, address } = door;
  const { account } = opening;
  const session = { ...opening, idHash: sha256(secret), emailKey: key, now, address };
  const opened = sessionStatement(directory, session, on);
  const results = await directory.once(
    [...before, opened, ...(account === null ? [] : comingStatements(door, account, opening.by, key)), ...after],
    sessionIsOpenStatement(directory, session.idHash),
  );
  return results === null || hasChanged(results, before.length) ? { secret, account } : null;
}

function comingStatements({ directory, now, address }: Doorstep, account: string, by: SignInWay | null, who: string) {
  const detail = by === null ? {} : { by };
  const entry = { account, at: now, who, address, action: "session.open", subject: who, detail };
  return [directoryAuditIfChangedStatement(directory, entry)];
}

/** Ends a session. */
export async function signOut(door: Doorstep, secret: string): Promise<void> {
  const idHash = sha256(secret);
  const { directory } = door;
  await directory.batch([signOutEntryStatement(directory, idHash, door), sessionEndStatement(directory, idHash)]);
}
