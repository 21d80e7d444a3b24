import type { MailKind, MailState } from "../../domain/mail/mail.ts";
import type { AuditEntry } from "../audit/audit.ts";
import type { AccountDatabase } from "../database.ts";
import { attempt } from "../guarded.ts";
import { recordMailsStatement } from "./record-mails.ts";

/** A mail as the API shows it: never its body. */
export type Mail = {
  readonly id: string;
  readonly kind: MailKind;
  readonly to: string;
  readonly user: string | null;
  readonly state: MailState;
  readonly attempts: number;
  readonly last_error: string | null;
};

/** A mail as people see it in the log: when it was recorded, sent, and until when it waits. */
export type LoggedMail = Mail & {
  readonly created_at: string;
  readonly due_at: string;
  readonly sent_at: string | null;
};

/**
 * Puts a failed mail back into the queue; tells whether it did. A mail with a password that has been replaced since is
 * left as it is (M1).
 */
export async function retryMail(db: AccountDatabase, id: string, audit: AuditEntry): Promise<boolean> {
  const statement = db.sql(
    `UPDATE mails SET state = 'pending', attempts = 0, due_at = ?3, last_error = NULL
     WHERE account = ?1 AND id = ?2 AND state = 'failed'
       AND NOT (kind = 'password' AND EXISTS (SELECT 1 FROM users
         WHERE users.id = mails.user_id AND users.password_version <> mails.password_version))`,
    audit.account,
    id,
    audit.at,
  );
  return (await attempt(db, "other", [statement], audit)).changed;
}

/** Finds a mail of the account; null when there is none. */
export async function findMail(db: AccountDatabase, account: string, id: string): Promise<Mail | null> {
  return db.first<Mail>(
    db.sql(
      `SELECT id, kind, to_address AS "to", user_id AS user, state, attempts, last_error
       FROM mails WHERE account = ?1 AND id = ?2`,
      account,
      id,
    ),
  );
}

/** Records a mail that belongs to no user, once: an invitation or a reset of an administrator. */
export async function saveLinkMail(
  db: AccountDatabase,
  mail: { account: string; kind: "invitation" | "admin_reset"; to: string; link: string; now: string },
): Promise<void> {
  const { account, kind, to, link, now } = mail;
  await db.run(recordMailsStatement(db, { account, now }, [{ id: `mail_${link}`, kind, to, link }]));
}
