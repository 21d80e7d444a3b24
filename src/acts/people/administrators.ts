import { ulid } from "ulid";
import type { Role } from "../../domain/access/roles.ts";
import { emailKey, mailboxOf, readEmail } from "../../domain/cells/email.ts";
import { INVITATION_DAYS } from "../../domain/limits.ts";
import type { PasswordOwner } from "../../domain/people/new-password.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { cancelInvitations, saveLinkMail } from "../../store/mails/mails.ts";
import { directoryAuditStatement } from "../../store/people/directory-audit.ts";
import { linkStatements, readMailDue } from "../../store/people/links.ts";
import {
  type Administrator,
  findPerson,
  removeAdministrator,
  saveAdministratorStatements,
} from "../../store/people/people.ts";
import { saveRole } from "../../store/people/settings.ts";
import { sha256 } from "../../vault/hashes.ts";
import { linkIdOf } from "../../vault/links.ts";
import { ringOf } from "../../vault/ring.ts";
import { writeBySession } from "../by-session.ts";
import { wakeMails } from "../mails/wake-mails.ts";
import { auditOf, type Scene } from "../scene.ts";
import { hashInTurn } from "./hashing.ts";
import { readNewPassword } from "./passwords.ts";

/** `form` tells a second sending of the same form from a new wish (E4). */
export type AdministratorWish = {
  readonly email: string;
  readonly role: Role;
  readonly password: string | null;
  readonly form?: string;
};

/**
 * Invites somebody to administer the account, by a mail with a one-time link. Whoever the operator gives a password, and who
 * has none, is an administrator at once; nobody else is before they accept (S1). Who is known is told neither in words nor in
 * what is done.
 */
export async function addAdministrator(
  scene: Scene,
  wish: AdministratorWish,
): Promise<Result<{ readonly email: string; readonly role: Role }>> {
  const email = readEmail(wish.email.trim());
  if (!email.ok) return refuse("invalid_option", { about: "email", fault: email });
  // A person may administer several accounts: were any of their administrators to choose the password of somebody who
  // has none yet, they could sign in as that person to the others.
  if (wish.password !== null && scene.asker.kind !== "operator") {
    return refuse("operator_only", { reason: "password" });
  }
  const known = await findFacts(scene.db, scene.account);
  if (!known) return nothingHere();
  const owner = { email: email.value, accounts: [known.facts.account.name] };
  const passwordHash = wish.password === null ? done(null) : await hashOf(scene, wish.password, owner);
  if (!passwordHash.ok) return passwordHash;
  const key = emailKey(email.value);
  const { account, now } = scene;
  const written = { account, email: email.value, key, role: wish.role, passwordHash: passwordHash.value, now };
  const link = linkOf(scene, key, wish.form);
  // They get it as they spell their address themselves: two that are compared alike may be two mailboxes.
  const person = await findPerson(scene.directory, key, now);
  const to = person?.password_hash ? person.email : mailboxOf(person?.email ?? email.value);
  const entry = {
    ...auditOf(scene, "administrators.add", key),
    detail: { role: wish.role, ...(wish.password === null ? {} : { with_password: true }) },
  };
  const saved = await writeBySession(scene, (directory) =>
    directory.batch([
      ...saveAdministratorStatements(directory, { ...written, mailbox: mailboxOf(email.value) }),
      directoryAuditStatement(directory, entry),
      ...invitationStatements(scene, key, link),
    ]),
  );
  if (!saved.ok) return saved;
  const due = readMailDue(saved.value);
  if (due !== null) await mailInvitation(scene, { to, link, due });
  return done({ email: email.value, role: wish.role });
}

async function hashOf({ env }: Scene, password: string, owner: PasswordOwner): Promise<Result<string>> {
  const read = readNewPassword(password, owner);
  return read.ok ? hashInTurn(ringOf(env), read.value) : read;
}

/** The link is named by a form together with what was sent, so that no form can name the link of somebody else. */
function linkOf({ account, env }: Scene, key: string, form: string | undefined): string {
  const id = form === undefined ? ulid() : sha256(`${account}/${key}/${form}`).slice(0, 32);
  return linkIdOf(ringOf(env), `lnk_${id}`);
}

/** A form that was sent twice has invited already; who administers the account already gets no link. */
function invitationStatements({ directory, account, now }: Scene, key: string, id: string) {
  const kind = "invitation";
  return linkStatements(directory, { id, kind, key, account, now, validSeconds: INVITATION_DAYS * 86_400 });
}

/**
 * The mail lies with the account, so it comes after the link: never does one go out whose link is not there. After a crash in
 * between the administrator is shown as invited, and the same wish sends the mail.
 */
async function mailInvitation(
  { db, env, account, now }: Scene,
  mail: { readonly to: string; readonly link: string; readonly due: string },
): Promise<void> {
  await saveLinkMail(db, { account, kind: "invitation", now, ...mail });
  await wakeMails(env, account);
}

/** Takes the administration of the account from somebody, or an invitation back, but never from the last owner. */
export async function dropAdministrator(scene: Scene, email: string): Promise<Result<null>> {
  const key = emailKey(email);
  const audit = auditOf(scene, "administrators.remove", key);
  const removed = await writeBySession(scene, (directory) => removeAdministrator(directory, key, audit));
  if (!removed.ok) return removed;
  if (removed.value === "absent") return nothingHere();
  if (removed.value === "last") return LAST_ADMINISTRATOR;
  const person = await findPerson(scene.directory, key, scene.now);
  if (person) await cancelInvitations(scene.db, { account: scene.account, to: person.email, now: scene.now });
  return done(null);
}

/** Gives an administrator another role, but never takes ownership from the last owner (S1). */
export async function changeRole(scene: Scene, email: string, role: Role): Promise<Result<Administrator>> {
  const key = emailKey(email);
  const audit = { ...auditOf(scene, "administrators.change_role", key), detail: { role } };
  const saved = await writeBySession(scene, (directory) => saveRole(directory, { key, role }, audit));
  if (!saved.ok) return saved;
  if (!saved.value) return nothingHere();
  return saved.value.role === role ? done(saved.value) : LAST_ADMINISTRATOR;
}

/** Somebody must be left who can let others in. */
export const LAST_ADMINISTRATOR = refuse("last_administrator", {});
