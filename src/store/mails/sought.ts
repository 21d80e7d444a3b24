import type { MailKind, MailState } from "../../domain/mail/mail.ts";
import { matchEmail } from "../../domain/user/search-text.ts";
import type { AccountDatabase } from "../database.ts";
import type { LoggedMail } from "./mails.ts";

export type MailsPage = {
  /** A part of the address that they went to; "" for any. Then the newest come first. */
  readonly q: string;
  readonly import: string | null;
  readonly state: MailState | null;
  readonly kind: MailKind | null;
  readonly after: string;
  readonly limit: number;
};

/** Gives what a list goes on behind: by id, and where an address is sought by time. */
export function cursorOf({ id, created_at }: LoggedMail, q: string): string {
  return q === "" ? id : `${created_at} ${id}`;
}

/** So many users are looked at whose addresses hold what is sought. */
const MOST_USERS = 500;

/**
 * Mails by a part of the address that they went to, newest first. No index leads there: each would cost an import a row for
 * each mail. They are found by the users whose address it is, by the imports that had passwords sent to one, among the rare
 * kinds, and by the mails that told a user that their password had gone to another address.
 */
export function soughtStatement(db: AccountDatabase, account: string, page: MailsPage): D1PreparedStatement {
  const [time = "", id = ""] = page.after.split(" ");
  return db.sql(
    `SELECT id, kind, to_address AS "to", user_id AS user, iif(bounced IS NULL, state, 'bounced') AS state, attempts,
            coalesce(bounced, last_error) AS last_error, created_at, due_at, sent_at
     FROM (
       SELECT mails.* FROM (SELECT rowid AS serial FROM users_search
         WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?4 LIMIT ?5) AS found
       CROSS JOIN users ON users.account = ?1 AND users.serial = found.serial
       CROSS JOIN mails ON mails.account = ?1 AND mails.id > 'mail_' || users.id || '_' AND mails.id < 'mail_' || users.id || '\`'
       UNION
       SELECT mails.* FROM imports CROSS JOIN mails ON mails.account = ?1
         AND mails.id > replace(imports.id, 'imp_', 'mail_usr_') || '_'
         AND mails.id < replace(imports.id, 'imp_', 'mail_usr_') || '\`'
       WHERE imports.account = ?1 AND instr(lower(imports.password_recipient), ?2) > 0
       UNION
       SELECT * FROM mails INDEXED BY mails_rare WHERE account = ?1 AND kind NOT IN ('password', 'welcome')
       UNION
       SELECT mails.* FROM mails AS told INDEXED BY mails_rare
       CROSS JOIN mails ON mails.account = ?1 AND mails.id = replace(told.id, '_password_changed_', '_password_')
       WHERE told.account = ?1 AND told.kind NOT IN ('password', 'welcome') AND told.kind = 'password_changed')
     WHERE instr(lower(to_address), ?2) > 0 AND (?6 IS NULL OR iif(bounced IS NULL, state, 'bounced') = ?6) AND (?7 IS NULL OR kind = ?7)
       AND (?8 IS NULL OR import_id = ?8) AND (?9 = '' OR (created_at, id) < (?9, ?10))
     ORDER BY created_at DESC, id DESC LIMIT ?3`,
    account,
    page.q.toLowerCase(),
    page.limit,
    matchEmail(page.q),
    MOST_USERS,
    page.state,
    page.kind,
    page.import,
    time,
    id,
  );
}
