import type { MailKind } from "../../../domain/mail/mail.ts";
import type { AuditEntry } from "../../audit/audit.ts";
import type { AccountDatabase } from "../../database.ts";
import { type Basis, guarded } from "../../guarded.ts";
import { cancelMailsStatement, waitForOlderStatement } from "../../mails/cancel.ts";
import { type MailRecord, recordMailsStatements } from "../../mails/record-mails.ts";

/** A user with what is kept of a new password that takes the place of the one that was read. */
export type NewPassword = {
  readonly id: string;
  readonly version: number;
  readonly password_seed: string;
  readonly password_check: string;
};

/** Mails that come with an act, and of which kind older ones that wait are called off. */
export type BulkMails = {
  readonly kind: Extract<MailKind, "password" | "welcome">;
  readonly users: readonly string[];
  readonly mails: readonly MailRecord[];
};

/**
 * Puts new passwords in the place of those that were read, with their mails, in one transaction: those before are wrong from
 * now on, and their mails that wait are cancelled (M1). Throws "stale" (isStale) and changes nothing unless each of the
 * users is there and has the version that was read.
 */
export async function replacePasswords(
  db: AccountDatabase,
  basis: Pick<Basis, "account" | "first">,
  passwords: readonly NewPassword[],
  { mails, audit }: { readonly mails: readonly MailRecord[]; readonly audit: AuditEntry },
): Promise<void> {
  const statement = db.sql(
    `UPDATE users SET password_version = password_version + 1, password_seed = value ->> 'password_seed',
       password_check = value ->> 'password_check', password_expires_at = NULL
     FROM json_each(?2)
     WHERE +users.account = ?1 AND users.id = value ->> 'id' AND users.password_version = value ->> 'version'`,
    basis.account,
    JSON.stringify(passwords),
  );
  const sent = { kind: "password", users: passwords.map(({ id }) => id), mails } as const;
  const exactly = { statement, rows: passwords.length };
  await guarded(db, { ...basis, exactly }, mailStatements(db, basis.account, sent, audit.at), audit);
}

/**
 * Records Welcome mails to users; those that wait already are cancelled, so that nobody gets two. Throws "stale" (isStale)
 * and records nothing unless what it was decided on still holds.
 */
export async function recordWelcomes(
  db: AccountDatabase,
  basis: Basis & { readonly revision: number },
  sent: Omit<BulkMails, "kind">,
  audit: AuditEntry,
): Promise<void> {
  await guarded(db, basis, mailStatements(db, basis.account, { kind: "welcome", ...sent }, audit.at), audit);
}

function mailStatements(
  db: AccountDatabase,
  account: string,
  { kind, users, mails }: BulkMails,
  now: string,
): readonly D1PreparedStatement[] {
  const ids = mails.filter((mail) => mail.kind === kind).map(({ id }) => id);
  return [
    cancelMailsStatement(db, account, { users, kinds: [kind], why: "E_SUPERSEDED", now }),
    ...recordMailsStatements(db, { account, now }, mails),
    waitForOlderStatement(db, account, { ids, now }),
  ];
}
