import { ulid } from "ulid";
import { emailKey } from "../../domain/cells/email.ts";
import type { NewMail } from "../../domain/user/new-user.ts";
import type { User } from "../../domain/user/user.ts";
import type { SecretMail } from "../../store/users/secrets.ts";

/** A Welcome mail to a user who exists (M3). */
export function welcomeTo({ id, email }: Pick<User, "id" | "email">): NewMail {
  return { id: `mail_${id}_welcome_${ulid()}`, kind: "welcome", to: email, user: id, password_version: 0 };
}

/**
 * The mails of a new password, the one that carries it first. Whose password goes to another address than their own is told
 * without it (M7).
 */
export function passwordTo(
  { id, email }: Pick<User, "id" | "email">,
  to: string,
  version: number,
): readonly [SecretMail, ...SecretMail[]] {
  const password = { id: `mail_${id}_password_${version}`, kind: "password", to } as const;
  if (emailKey(to) === emailKey(email)) return [password];
  return [password, { id: `mail_${id}_password_changed_${version}`, kind: "password_changed", to: email }];
}
