import type { MailKind, MailState } from "../../domain/mail/mail.ts";
import type { AuditEntry } from "../audit/audit.ts";
import type { AccountDatabase } from "../database.ts";
import { attempt } from "../guarded.ts";

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

/** The statement that records the mail to an administrator about a webhook that was switched off. */
export function webhookMailStatement(
  db: AccountDatabase,
  mail: {
    readonly id: string;
    readonly account: string;
    readonly to: string;
    /** The webhook's address. */
    readonly about: string;
    readonly now: string;
  },
): D1PreparedStatement {
  return db.sql(
    `INSERT INTO mails (id, account, kind, to_address, about, state, due_at, created_at)
     VALUES (?1, ?2, 'webhook_disabled', ?3, ?4, 'pending', ?5, ?5)`,
    mail.id,
    mail.account,
    mail.to,
    mail.about,
    mail.now,
  );
}

/** Records a mail that belongs to no user, once: an invitation or a reset of an administrator. */
export async function saveLinkMail(
  db: AccountDatabase,
  mail: { account: string; kind: "invitation" | "admin_reset"; to: string; link: string; now: string },
): Promise<void> {
  await db.run(
    db.sql(
      `INSERT INTO mails (id, account, kind, to_address, link_id, state, due_at, created_at)
       VALUES ('mail_' || ?4, ?1, ?2, ?3, ?4, 'pending', ?5, ?5) ON CONFLICT (account, id) DO NOTHING`,
      mail.account,
      mail.kind,
      mail.to,
      mail.link,
      mail.now,
    ),
  );
}
