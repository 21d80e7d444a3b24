import type { MailKind } from "../../domain/mail/mail.ts";
import type { AccountDatabase } from "../database.ts";

/** Which mails are called off: those to some users, of some kinds. */
export type Cancelled = {
  readonly users: readonly string[];
  /** Null: of every kind. */
  readonly kinds: readonly MailKind[] | null;
  /** What is noted as the reason; null leaves what stands there. */
  readonly why: "E_SUPERSEDED" | null;
  readonly now: string;
};

/**
 * The statement that cancels mails to users that wait to be sent; the mails' ids begin with the user's. One that is being
 * sent just now is left to whoever sends it: it may arrive, and is recorded as what became of it (saveMailEndings).
 */
export function cancelMailsStatement(
  db: AccountDatabase,
  account: string,
  { users, kinds, why, now }: Cancelled,
): D1PreparedStatement {
  return db.sql(
    `UPDATE mails SET state = 'cancelled', lease = NULL, leased_until = NULL, last_error = coalesce(?5, last_error)
     WHERE account = ?1 AND id IN (
       SELECT mails.id FROM json_each(?2) AS given CROSS JOIN mails ON mails.account = ?1
         AND mails.id > 'mail_' || given.value || '_' AND mails.id < 'mail_' || given.value || '\`'
       WHERE mails.user_id = given.value AND mails.state IN ('pending', 'held')
         AND (?4 IS NULL OR mails.kind IN (SELECT value FROM json_each(?4)))
         AND (mails.leased_until IS NULL OR mails.leased_until <= ?3))`,
    account,
    JSON.stringify(users),
    now,
    kinds && JSON.stringify(kinds),
    why,
  );
}

/**
 * The statement that has newly recorded mails wait while an older one, which may carry what they replace, is just being
 * sent to the same user: the last one that arrives is to be the one that holds.
 */
export function waitForOlderStatement(
  db: AccountDatabase,
  account: string,
  { ids, now }: { readonly ids: readonly string[]; readonly now: string },
): D1PreparedStatement {
  return db.sql(
    `UPDATE mails SET due_at = coalesce(
       (SELECT max(sending.leased_until) FROM mails AS sending
        WHERE sending.account = ?1 AND sending.id > 'mail_' || mails.user_id || '_'
          AND sending.id < 'mail_' || mails.user_id || '\`'
          AND sending.user_id = mails.user_id AND sending.state = 'pending' AND sending.leased_until > ?3
          AND (sending.kind = mails.kind OR sending.kind = 'welcome' AND mails.kind = 'voicemail_pin')), due_at)
     WHERE account = ?1 AND id IN (SELECT value FROM json_each(?2)) AND state = 'pending'`,
    account,
    JSON.stringify(ids),
    now,
  );
}
