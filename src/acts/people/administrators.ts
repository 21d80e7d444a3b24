import { ulid } from "ulid";
import { emailKey, readEmail } from "../../domain/cells/email.ts";
import { INVITATION_DAYS } from "../../domain/limits.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { auditStatement } from "../../store/audit/audit.ts";
import { isTaken } from "../../store/database.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { linkMailStatement } from "../../store/mails/mails.ts";
import { linkStatement, removeAdministrator, saveAdministratorStatements } from "../../store/people/people.ts";
import { hashPassword, sha256 } from "../../vault/hashes.ts";
import { wakeMails } from "../mails/wake-mails.ts";
import { auditOf, later, type Scene } from "../scene.ts";
import { readNewPassword } from "./passwords.ts";

const INVITATION_MS = INVITATION_DAYS * 86_400_000;

/** `form` tells a second sending of the same form from a new wish (E4). */
export type AdministratorWish = {
  readonly email: string;
  readonly password: string | null;
  readonly form?: string;
};

/** Makes somebody an administrator: with a password, or with an invitation mail that carries a one-time link. */
export async function addAdministrator(
  scene: Scene,
  wish: AdministratorWish,
): Promise<Result<{ readonly email: string }>> {
  const email = readEmail(wish.email.trim());
  if (!email.ok) return refuse("invalid_option", email.message);
  // A person may administer several accounts: were any of their administrators to choose the password of somebody who
  // has none yet, he could sign in as that person to the others.
  if (wish.password !== null && scene.asker.kind !== "operator") {
    return refuse("operator_only", "Only the operator may choose somebody else’s password. Send an invitation.");
  }
  const password = wish.password === null ? done(null) : readNewPassword(wish.password);
  if (!password.ok) return password;
  if (!(await findFacts(scene.db, scene.account))) return nothingHere();
  const key = emailKey(email.value);
  const passwordHash = password.value === null ? null : hashPassword(scene.env.MASTER_SECRET, password.value);
  const person = { account: scene.account, email: email.value, key, passwordHash, now: scene.now };
  const saved = [
    ...saveAdministratorStatements(scene.db, person),
    auditStatement(scene.db, auditOf(scene, "administrators.add", email.value)),
  ];
  await keepOnce(scene, saved, wish.password === null ? invitation(scene, person, wish.form) : []);
  if (wish.password === null) await wakeMails(scene.env, scene.account);
  return done({ email: email.value });
}

/** A form that was sent twice has invited already; the person is an administrator all the same. */
async function keepOnce(
  { db }: Scene,
  saved: readonly D1PreparedStatement[],
  invited: readonly D1PreparedStatement[],
): Promise<void> {
  try {
    await db.batch([...saved, ...invited]);
  } catch (error) {
    if (!isTaken(error, "links.id")) throw error;
    await db.batch(saved);
  }
}

type Invited = { readonly email: string; readonly key: string };

/** The link is named by a form together with what was sent, so that no form can name the link of somebody else. */
function invitation(scene: Scene, { email, key }: Invited, form?: string): readonly D1PreparedStatement[] {
  const { account, now } = scene;
  const link = form === undefined ? `lnk_${ulid()}` : `lnk_${sha256(`${account}/${key}/${form}`).slice(0, 32)}`;
  return [
    linkStatement(scene.db, { id: link, kind: "invitation", key, expiresAt: later(scene, INVITATION_MS) }),
    linkMailStatement(scene.db, { id: `mail_${link}`, account, kind: "invitation", to: email, link, now }),
  ];
}

/** Takes the administration of the account from somebody, but never from the last one. */
export async function dropAdministrator(scene: Scene, email: string): Promise<Result<null>> {
  const removed = await removeAdministrator(scene.db, emailKey(email), auditOf(scene, "administrators.remove", email));
  if (removed === "absent") return nothingHere();
  if (removed === "last") return LAST_ADMINISTRATOR;
  return done(null);
}

/** Somebody must be left who can let others in. */
export const LAST_ADMINISTRATOR = refuse("last_administrator", "Add another administrator first.");
