import { ulid } from "ulid";
import { emailKey } from "../../domain/cells/email.ts";
import { RESET_HOURS } from "../../domain/limits.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import type { DirectoryStatement } from "../../store/database.ts";
import { saveLinkMail } from "../../store/mails/mails.ts";
import { directoryAuditStatement } from "../../store/people/directory-audit.ts";
import { findLink, findPerson, joinedStatement, linkStatement, setPasswordByLink } from "../../store/people/people.ts";
import { sessionEndStatement, sessionStatement } from "../../store/people/sessions.ts";
import { hashPassword, linkToken, makeSecret, passwordMatches, sameSecret, sha256 } from "../../vault/hashes.ts";
import { wakeMails } from "../mails/wake-mails.ts";
import { type Doorstep, later } from "../scene.ts";
import { readNewPassword } from "./passwords.ts";
import { admitSignIn, returnSignIn } from "./rate-limits.ts";

/** A session that was opened; its secret goes into the cookie. `account` is null while one must be chosen. */
export type Opened = { readonly secret: string; readonly account: string | null };

const LINK_MS = RESET_HOURS * 3_600_000;

/** Signs a person in (S1). A wrong address and a wrong password are told apart neither in words nor in time. */
export async function signIn(
  door: Doorstep,
  given: { readonly email: string; readonly password: string },
): Promise<Result<Opened>> {
  const key = emailKey(given.email.trim());
  const admitted = await admitSignIn(door, key);
  if (!admitted.ok) return admitted;
  const person = await findPerson(door.directory, key);
  const matches = passwordMatches(door.env.MASTER_SECRET, given.password, person?.password_hash ?? null);
  if (!person || !matches || person.accounts.length === 0) {
    return refuse("unauthorized", { reason: "password" });
  }
  await returnSignIn(door, key);
  const [only, ...others] = person.accounts;
  return done(await openSession(door, key, only && others.length === 0 ? only.id : null));
}

async function openSession(
  door: Doorstep,
  key: string,
  account: string | null,
  before: readonly DirectoryStatement[] = [],
): Promise<Opened> {
  const { directory, now } = door;
  const secret = makeSecret();
  const opened = sessionStatement(directory, { idHash: sha256(secret), emailKey: key, account, now });
  await directory.batch([...before, opened, ...(account === null ? [] : comingStatements(door, account, key))]);
  return { secret, account };
}

function comingStatements({ directory, now, address }: Doorstep, account: string, who: string) {
  const entry = { account, at: now, who, address, action: "session.open", subject: who };
  return [directoryAuditStatement(directory, entry), joinedStatement(directory, account, who, now)];
}

/** Goes on with one of the accounts that a person administers; the session is made anew, so that its secret changes. */
export async function chooseAccount(
  door: Doorstep,
  session: { readonly secret: string; readonly email_key: string },
  account: string,
): Promise<Result<Opened>> {
  const person = await findPerson(door.directory, session.email_key);
  if (!person?.accounts.some(({ id }) => id === account)) return refuse("not_found", { what: "account" });
  const end = sessionEndStatement(door.directory, sha256(session.secret));
  return done(await openSession(door, session.email_key, account, [end]));
}

/** Ends a session. */
export async function signOut(door: Doorstep, secret: string): Promise<void> {
  await door.directory.run(sessionEndStatement(door.directory, sha256(secret)));
}

/** Mails a link for choosing a new password, if the address is an administrator's; the answer never tells whether it is. */
export async function askForReset(door: Doorstep, email: string): Promise<Result<null>> {
  const key = emailKey(email.trim());
  const admitted = await admitSignIn(door, `reset:${key}`);
  if (!admitted.ok) return admitted;
  const person = await findPerson(door.directory, key);
  const account = person?.accounts[0]?.id;
  if (!person || account === undefined) return done(null);
  const link = `lnk_${ulid()}`;
  const expiresAt = later(door, LINK_MS);
  await door.directory.run(linkStatement(door.directory, { id: link, kind: "admin_reset", key, expiresAt }));
  // After a crash here nobody is mailed the link, and it runs out; who waits for it asks again.
  await saveLinkMail(door.db, { account, kind: "admin_reset", to: person.email, link, now: door.now });
  await wakeMails(door.env, account);
  return done(null);
}

/** Whose password a one-time link sets; `email_key` is the comparison key of the address. */
export type LinkOwner = { readonly email: string; readonly email_key: string };

/** Tells whose password a one-time link sets. */
export async function openLink(door: Doorstep, token: string): Promise<Result<LinkOwner>> {
  const id = token.split(".")[0] ?? "";
  const genuine = sameSecret(token, linkToken(door.env.MASTER_SECRET, id));
  const found = genuine ? await findLink(door.directory, id, door.now) : null;
  return found ? done(found) : refuse("not_found", { what: "link" });
}

/** Sets a password by a one-time link and ends all sessions of the person; they sign in anew. */
export async function setPassword(door: Doorstep, token: string, password: string): Promise<Result<null>> {
  const link = await openLink(door, token);
  if (!link.ok) return link;
  const read = readNewPassword(password);
  if (!read.ok) return read;
  const id = token.split(".")[0] ?? "";
  const { now, address, env, directory } = door;
  const used = { id, key: link.value.email_key, now, address };
  const set = await setPasswordByLink(directory, used, hashPassword(env.MASTER_SECRET, read.value));
  return set ? done(null) : refuse("not_found", { what: "link" });
}
