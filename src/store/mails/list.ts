import type { AccountDatabase } from "../database.ts";
import { type LoggedMail, loggedMail } from "./mails.ts";
import { type MailsPage, soughtStatement } from "./sought.ts";

/** Lists mails by id, from after the cursor, each filter by the shortest way that leads to it among 100,000 mails. */
export async function listMails(db: AccountDatabase, account: string, page: MailsPage): Promise<readonly LoggedMail[]> {
  return db.all(loggedMail, listStatement(db, account, page));
}

function listStatement(db: AccountDatabase, account: string, page: MailsPage): D1PreparedStatement {
  if (page.q !== "") return soughtStatement(db, account, page);
  if (page.import !== null) return ofImport(db, account, page, page.import);
  if (page.kind !== null && page.kind !== "password" && page.kind !== "welcome") return ofRareKind(db, account, page);
  switch (page.state) {
    case "failed":
      return failed(db, account, page);
    case "bounced":
      return bounced(db, account, page);
    case "cancelled":
      return cancelled(db, account, page);
    case "pending":
      return pending(db, account, page);
    case "held":
      return held(db, account, page);
    case "sent":
    case null:
      return among(db, account, page);
    default:
      return page.state satisfies never;
  }
}

/** By their ids, which are made of their users' and these of the import's. */
function ofImport(db: AccountDatabase, account: string, page: MailsPage, importId: string): D1PreparedStatement {
  const { first, last, end } = idsOf(importId);
  return db.sql(
    `SELECT id, kind, to_address AS "to", user_id AS user, iif(bounced IS NULL, state, 'bounced') AS state, attempts,
            coalesce(bounced, last_error) AS last_error, created_at, due_at, sent_at
     FROM (SELECT * FROM mails WHERE account = ?1 AND id = ?4
           UNION ALL
           SELECT * FROM mails WHERE account = ?1 AND id > max(?2, ?5) AND id < ?6)
     WHERE import_id = ?7 AND id > ?2 AND (?8 IS NULL OR iif(bounced IS NULL, state, 'bounced') = ?8) AND (?9 IS NULL OR kind = ?9)
     ORDER BY id LIMIT ?3`,
    account,
    page.after,
    page.limit,
    end,
    first,
    last,
    importId,
    page.state,
    page.kind,
  );
}

function ofRareKind(db: AccountDatabase, account: string, page: MailsPage): D1PreparedStatement {
  return db.sql(
    `SELECT id, kind, to_address AS "to", user_id AS user, iif(bounced IS NULL, state, 'bounced') AS state, attempts,
            coalesce(bounced, last_error) AS last_error, created_at, due_at, sent_at
     FROM mails INDEXED BY mails_rare
     WHERE account = ?1 AND kind NOT IN ('password', 'welcome') AND kind = ?4 AND id > ?2
       AND (?5 IS NULL OR iif(bounced IS NULL, state, 'bounced') = ?5)
     ORDER BY id LIMIT ?3`,
    account,
    page.after,
    page.limit,
    page.kind,
    page.state,
  );
}

function failed(db: AccountDatabase, account: string, page: MailsPage): D1PreparedStatement {
  return db.sql(
    `SELECT id, kind, to_address AS "to", user_id AS user, state, attempts, last_error, created_at, due_at, sent_at
     FROM mails INDEXED BY mails_failed
     WHERE account = ?1 AND state = 'failed' AND id > ?2 AND (?4 IS NULL OR kind = ?4)
     ORDER BY id LIMIT ?3`,
    account,
    page.after,
    page.limit,
    page.kind,
  );
}

function bounced(db: AccountDatabase, account: string, page: MailsPage): D1PreparedStatement {
  return db.sql(
    `SELECT id, kind, to_address AS "to", user_id AS user, 'bounced' AS state, attempts, bounced AS last_error, created_at,
            due_at, sent_at
     FROM mails INDEXED BY mails_bounced
     WHERE account = ?1 AND bounced IS NOT NULL AND id > ?2 AND (?4 IS NULL OR kind = ?4)
     ORDER BY id LIMIT ?3`,
    account,
    page.after,
    page.limit,
    page.kind,
  );
}

function cancelled(db: AccountDatabase, account: string, page: MailsPage): D1PreparedStatement {
  return db.sql(
    `SELECT id, kind, to_address AS "to", user_id AS user, state, attempts, last_error, created_at, due_at, sent_at
     FROM mails INDEXED BY mails_cancelled
     WHERE account = ?1 AND state = 'cancelled' AND id > ?2 AND (?4 IS NULL OR kind = ?4)
     ORDER BY id LIMIT ?3`,
    account,
    page.after,
    page.limit,
    page.kind,
  );
}

/** Reads all that is pending: an index by id would cost every mail two writes more. */
function pending(db: AccountDatabase, account: string, page: MailsPage): D1PreparedStatement {
  return db.sql(
    `SELECT id, kind, to_address AS "to", user_id AS user, state, attempts, last_error, created_at, due_at, sent_at
     FROM mails INDEXED BY mails_pending
     WHERE account = ?1 AND state = 'pending' AND id > ?2 AND (?4 IS NULL OR kind = ?4)
     ORDER BY id LIMIT ?3`,
    account,
    page.after,
    page.limit,
    page.kind,
  );
}

/** Only imports whose mails nobody has released have any that are held. */
function held(db: AccountDatabase, account: string, page: MailsPage): D1PreparedStatement {
  return db.sql(
    `SELECT mails.id, kind, to_address AS "to", user_id AS user, mails.state, attempts, last_error, mails.created_at, due_at,
            sent_at
     FROM imports CROSS JOIN mails ON mails.account = ?1 AND mails.id > ?2
       AND mails.id > replace(imports.id, 'imp_', 'mail_usr_') || '_'
       AND mails.id < replace(imports.id, 'imp_', 'mail_usr_') || '\`'
     WHERE imports.account = ?1 AND imports.mails = 'hold' AND imports.mails_released_at IS NULL
       AND mails.import_id = imports.id AND mails.state = 'held' AND (?4 IS NULL OR kind = ?4)
     ORDER BY mails.id LIMIT ?3`,
    account,
    page.after,
    page.limit,
    page.kind,
  );
}

function among(db: AccountDatabase, account: string, page: MailsPage): D1PreparedStatement {
  return db.sql(
    `SELECT id, kind, to_address AS "to", user_id AS user, iif(bounced IS NULL, state, 'bounced') AS state, attempts,
            coalesce(bounced, last_error) AS last_error, created_at, due_at, sent_at
     FROM mails
     WHERE account = ?1 AND id > ?2 AND (?4 IS NULL OR iif(bounced IS NULL, state, 'bounced') = ?4) AND (?5 IS NULL OR kind = ?5)
     ORDER BY id LIMIT ?3`,
    account,
    page.after,
    page.limit,
    page.state,
    page.kind,
  );
}

/** Between which ids the mails to the users of an import lie. */
export function idsOfImportMails(importId: string): { readonly first: string; readonly last: string } {
  return idsOf(importId);
}

/** The ids of an import's mails: those of its users lie between two, that of its end is one. */
export function idsOf(importId: string): { readonly first: string; readonly last: string; readonly end: string } {
  const users = `mail_usr_${importId.replace("imp_", "")}`;
  // What follows "_" in ASCII.
  return { first: `${users}_`, last: `${users}\``, end: `mail_${importId}_import_finished` };
}
