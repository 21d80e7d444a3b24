import * as v from "valibot";
import { mailKinds, mailStates } from "../../domain/mail/mail.ts";
import { type Notice, writeNotice } from "../../domain/mail/notice.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { maybeText, text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { attempt } from "../guarded.ts";
import { recordMailsStatement } from "./record-mails.ts";

const mailRow = v.object({
  id: text,
  kind: v.picklist(mailKinds),
  to: text,
  user: maybeText,
  state: v.picklist(mailStates),
  attempts: whole,
  last_error: maybeText,
});

/** A mail as the API shows it: never its body. */
export type Mail = Readonly<v.InferOutput<typeof mailRow>>;

/** What a list of mails is decoded by. */
export const loggedMail = v.object({ ...mailRow.entries, created_at: text, due_at: text, sent_at: maybeText });

/** A mail as people see it in the log: when it was recorded, sent, and until when it waits. */
export type LoggedMail = Readonly<v.InferOutput<typeof loggedMail>>;

/**
 * Puts a mail that failed or bounced back into the queue; tells whether it did. A mail with a password that has been replaced since is
 * left as it is (M1), and so is one whose user was deleted (A2).
 */
export async function retryMail(db: AccountDatabase, id: string, audit: AuditEntry): Promise<boolean> {
  const statement = db.sql(
    `UPDATE mails SET state = 'pending', attempts = 0, due_at = ?3, last_error = NULL, bounced = NULL
     WHERE account = ?1 AND id = ?2 AND (state = 'failed' OR bounced IS NOT NULL)
       AND NOT (kind = 'password' AND EXISTS (SELECT 1 FROM users
         WHERE users.id = mails.user_id AND users.password_version <> mails.password_version))
       AND (user_id IS NULL OR EXISTS (SELECT 1 FROM users WHERE users.id = mails.user_id))`,
    audit.account,
    id,
    audit.at,
  );
  return (await attempt(db, "other", [statement], audit)).changed;
}

/** Finds a mail of the account; null when there is none. */
export async function findMail(db: AccountDatabase, account: string, id: string): Promise<Mail | null> {
  return db.first(
    mailRow,
    db.sql(
      `SELECT id, kind, to_address AS "to", user_id AS user, iif(bounced IS NULL, state, 'bounced') AS state, attempts, coalesce(bounced, last_error) AS last_error
       FROM mails WHERE account = ?1 AND id = ?2`,
      account,
      id,
    ),
  );
}

/** A mail with a one-time link, and from when on it may go. */
export type LinkMail = {
  readonly account: string;
  readonly kind: "invitation" | "admin_reset";
  readonly to: string;
  readonly link: string;
  readonly due: string;
  readonly now: string;
};

/**
 * Records a mail that belongs to no user, once: an invitation or a reset of an administrator. Those of its kind to this
 * address that still wait are cancelled: their links have ended (M12).
 */
export async function saveLinkMail(db: AccountDatabase, mail: LinkMail): Promise<void> {
  const { account, kind, to, link, due, now } = mail;
  const id = `mail_${link}`;
  await db.batch([
    db.sql(
      `UPDATE mails INDEXED BY mails_rare SET state = 'cancelled', lease = NULL, leased_until = NULL, last_error = 'E_SUPERSEDED'
       WHERE account = ?1 AND kind = ?2 AND kind NOT IN ('password', 'welcome') AND to_address = ?3 AND id <> ?4
         AND state = 'pending' AND (leased_until IS NULL OR leased_until <= ?5)`,
      account,
      kind,
      to,
      id,
      now,
    ),
    recordMailsStatement(db, { account, now }, [{ id, kind, to, link, due }]),
  ]);
}

/** Calls off invitations to an address that wait: they were taken back (S1). */
export async function cancelInvitations(
  db: AccountDatabase,
  { account, to, now }: { readonly account: string; readonly to: string; readonly now: string },
): Promise<void> {
  await db.run(
    db.sql(
      `UPDATE mails INDEXED BY mails_rare SET state = 'cancelled', lease = NULL, leased_until = NULL, last_error = 'E_SUPERSEDED'
       WHERE account = ?1 AND kind = 'invitation' AND kind NOT IN ('password', 'welcome') AND to_address = ?2
         AND state = 'pending' AND (leased_until IS NULL OR leased_until <= ?3)`,
      account,
      to,
      now,
    ),
  );
}

/** Records a mail to a person about their own sign-in (S8). */
export async function saveNoticeMail(
  db: AccountDatabase,
  mail: { account: string; id: string; to: string; notice: Notice; now: string },
): Promise<void> {
  const { account, id, to, notice, now } = mail;
  const about = writeNotice(notice);
  await db.run(recordMailsStatement(db, { account, now }, [{ id, kind: "security_notice", to, about }]));
}
