import { type AuditEntry, runAudited } from "./audit.ts";
import type { Database } from "./database.ts";

export const mailKinds = [
  "password",
  "welcome",
  "voicemail_pin",
  "password_changed",
  "invitation",
  "admin_reset",
  "import_finished",
  "webhook_disabled",
] as const;
export type MailKind = (typeof mailKinds)[number];
export const mailStates = ["pending", "sent", "failed", "cancelled"] as const;
export type MailState = (typeof mailStates)[number];

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

export type MailsPage = {
  readonly import: string | null;
  readonly state: MailState | null;
  readonly kind: MailKind | null;
  readonly after: string;
  readonly limit: number;
};

/** Lists mails by id, from after the cursor. */
export async function listMails(db: Database, account: string, page: MailsPage): Promise<readonly Mail[]> {
  return db.all<Mail>(
    db.sql(
      `SELECT id, kind, to_address AS "to", user_id AS user, state, attempts, last_error FROM mails
       WHERE account = ?1 AND id > ?2 AND (?3 IS NULL OR import_id = ?3) AND (?4 IS NULL OR state = ?4)
         AND (?5 IS NULL OR kind = ?5)
       ORDER BY id LIMIT ?6`,
      account,
      page.after,
      page.import,
      page.state,
      page.kind,
      page.limit,
    ),
  );
}

/** How many mails of an import are in each state, by kind (X1). */
export async function countMails(
  db: Database,
  account: string,
  importId: string,
): Promise<readonly { readonly kind: MailKind; readonly state: MailState; readonly mails: number }[]> {
  return db.all(
    db.sql(
      "SELECT kind, state, count(*) AS mails FROM mails WHERE account = ?1 AND import_id = ?2 GROUP BY kind, state",
      account,
      importId,
    ),
  );
}

/** Puts a failed mail back into the queue; tells whether it had failed. */
export function retryMail(db: Database, id: string, audit: AuditEntry): Promise<boolean> {
  const statement = db.sql(
    `UPDATE mails SET state = 'pending', attempts = 0, due_at = ?3, last_error = NULL
     WHERE account = ?1 AND id = ?2 AND state = 'failed'`,
    audit.account,
    id,
    audit.at,
  );
  return runAudited(db, statement, audit);
}

/** Finds a mail of the account; null when there is none. */
export async function findMail(db: Database, account: string, id: string): Promise<Mail | null> {
  return db.first<Mail>(
    db.sql(
      `SELECT id, kind, to_address AS "to", user_id AS user, state, attempts, last_error
       FROM mails WHERE account = ?1 AND id = ?2`,
      account,
      id,
    ),
  );
}

/** The statement that records a mail that belongs to no user: an invitation or a reset of an administrator. */
export function linkMailStatement(
  db: Database,
  mail: { id: string; account: string; kind: "invitation" | "admin_reset"; to: string; link: string; now: string },
): D1PreparedStatement {
  return db.sql(
    `INSERT INTO mails (id, account, kind, to_address, link_id, state, due_at, created_at)
     VALUES (?1, ?2, ?3, ?4, ?5, 'pending', ?6, ?6)`,
    mail.id,
    mail.account,
    mail.kind,
    mail.to,
    mail.link,
    mail.now,
  );
}
