import { ulid } from "ulid";
import { emailKey, readEmail } from "../../domain/email.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/result.ts";
import { findFacts } from "../../store/accounts.ts";
import { auditStatement } from "../../store/audit.ts";
import { linkMailStatement } from "../../store/mails.ts";
import { linkStatement, removeAdministrator, saveAdministratorStatements } from "../../store/people.ts";
import { hashPassword } from "../../vault/hashes.ts";
import { auditOf, later, type Scene } from "../scene.ts";
import { readNewPassword } from "./passwords.ts";
import { wakeMails } from "./wake-mails.ts";

const INVITATION_MS = 7 * 86_400_000;

/** Makes somebody an administrator: with a password, or with an invitation mail that carries a one-time link. */
export async function addAdministrator(
  scene: Scene,
  wish: { readonly email: string; readonly password: string | null },
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
  await scene.db.batch([
    ...saveAdministratorStatements(scene.db, {
      account: scene.account,
      email: email.value,
      key,
      passwordHash,
      now: scene.now,
    }),
    ...(wish.password === null ? invitation(scene, email.value, key) : []),
    auditStatement(scene.db, auditOf(scene, "administrators.add", email.value)),
  ]);
  if (wish.password === null) await wakeMails(scene.env, scene.account);
  return done({ email: email.value });
}

function invitation(scene: Scene, email: string, key: string): readonly D1PreparedStatement[] {
  const link = `lnk_${ulid()}`;
  const mail = {
    id: `mail_${link}`,
    account: scene.account,
    kind: "invitation",
    to: email,
    link,
    now: scene.now,
  } as const;
  return [
    linkStatement(scene.db, { id: link, kind: "invitation", key, expiresAt: later(scene, INVITATION_MS) }),
    linkMailStatement(scene.db, mail),
  ];
}

/** Takes the administration of the account from somebody, but never from the last one. */
export async function dropAdministrator(scene: Scene, email: string): Promise<Result<null>> {
  const removed = await removeAdministrator(scene.db, emailKey(email), auditOf(scene, "administrators.remove", email));
  if (removed === "absent") return nothingHere();
  if (removed === "last") return refuse("last_administrator", "Add another administrator first.");
  return done(null);
}
