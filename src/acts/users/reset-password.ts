import { readEmail } from "../../domain/cells/email.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import type { HeldKey } from "../../store/imports/idempotency.ts";
import { findMail, type Mail } from "../../store/mails/mails.ts";
import { findSecrets, replacePassword, type UserSecrets } from "../../store/users/secrets.ts";
import { ringOf } from "../../vault/ring.ts";
import { newPassword } from "../../vault/temporary-password.ts";
import { wakeMails } from "../mails/wake-mails.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { refuseThirdAddress } from "../third-address.ts";
import { passwordTo } from "./mails-of.ts";
import { findAnswer } from "./sent-twice.ts";

export type PasswordReset = {
  /** Where the password goes; null to the user. */
  readonly recipient: string | null;
  /** The user's password as the form knew it (passwordMark); null where there was no form. */
  readonly seen: string | null;
};

/**
 * Makes a user a new temporary password, which ends the one before at once, and has it mailed; who gets it at another
 * address than their own is told without it (M1, M7); not everybody may send one there (refuseThirdAddress). Gives the mail that carries it. A
 * claim of a key is bound to that in the same transaction.
 */
export async function resetPassword(
  scene: Scene,
  id: string,
  wish: PasswordReset,
  claim: HeldKey | null = null,
): Promise<Result<Mail>> {
  const refused = wish.recipient === null ? null : refuseThirdAddress(scene);
  if (refused) return refused;
  const address = wish.recipient === null ? done(null) : readRecipient(wish.recipient);
  if (!address.ok) return address;
  const reset = await settleWrite(() => makePassword(scene, id, { ...wish, recipient: address.value, claim }));
  if (!reset.ok) return reset;
  await wakeMails(scene.env, scene.account);
  const mail = await findMail(scene.db, scene.account, reset.value);
  return mail ? done(mail) : nothingHere();
}

/** Names a user's password without telling anything of it. */
export function passwordMark({ password_version }: UserSecrets): string {
  return String(password_version);
}

/** Reads the address that a new password is to go to. */
export function readRecipient(text: string): Result<string> {
  const read = readEmail(text.trim());
  if (read.ok) return done(read.value);
  if (text.trim() === "") return refuse("invalid_option", { about: "no_recipient", form: "user" });
  return refuse("invalid_option", { about: "email", fault: read });
}

type Wish = PasswordReset & { readonly claim: HeldKey | null };

async function makePassword(scene: Scene, id: string, wish: Wish): Promise<Result<string>> {
  const { env, db, account } = scene;
  const known = await findSecrets(db, account, id);
  if (!known) return nothingHere();
  const to = wish.recipient ?? known.email;
  if (wish.seen !== null && wish.seen !== passwordMark(known)) {
    const answer = await findAnswer(scene, id, { kind: "password", to });
    if (answer) return done(answer.id);
  }
  const version = known.password_version + 1;
  const owner = { account, user: id, version };
  const password = newPassword(ringOf(env), owner);
  const [mail, ...others] = passwordTo(known, to, version);
  const audit = { ...auditOf(scene, "users.password_reset", id), detail: { email: known.email, sent_to: to } };
  await replacePassword(db, known, { password, mails: [mail, ...others], audit, claim: wish.claim });
  return done(mail.id);
}
