import { ulid } from "ulid";
import { type AuditEntry, auditValues, lookValues } from "../audit/audit.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";
import { hasChanged } from "../decode.ts";

/** The statement that keeps an audit entry of something in the directory, for the batch that makes the change. */
export function directoryAuditStatement(db: DirectoryDatabase, entry: AuditEntry): DirectoryStatement {
  return db.sql(
    `INSERT INTO directory_audit (id, account, at, who, address, action, subject, detail)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
    ...auditValues(entry),
  );
}

/** The same, but kept only if the statement just before it in the batch has changed something. */
export function directoryAuditIfChangedStatement(db: DirectoryDatabase, entry: AuditEntry): DirectoryStatement {
  return db.sql(
    `INSERT INTO directory_audit (id, account, at, who, address, action, subject, detail)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE changes() > 0`,
    ...auditValues(entry),
  );
}

/** What a person does to what is their own on every account. */
export type PersonalEntry = {
  /** The comparison key of the person's address. */
  readonly key: string;
  readonly at: string;
  readonly address: string | null;
  readonly action: string;
  /** Who did it, where it is not the person. */
  readonly who?: string;
};

/** The statement that keeps an entry on each account of a person, if the statement just before it has changed something. */
export function personalAuditStatement(db: DirectoryDatabase, entry: PersonalEntry): DirectoryStatement {
  return db.sql(
    `INSERT INTO directory_audit (id, account, at, who, address, action, subject)
     SELECT ?2 || '_' || account, account, ?3, ?6, ?4, ?5, ?1
     FROM administrators WHERE email_key = ?1 AND joined_at IS NOT NULL AND changes() > 0`,
    entry.key,
    `aud_${ulid(Date.parse(entry.at))}`,
    entry.at,
    entry.address,
    entry.action,
    entry.who ?? entry.key,
  );
}

/** The statement that keeps that an invitation was accepted by its link, if the statement just before it has changed something. */
export function acceptedByLinkStatement(
  db: DirectoryDatabase,
  entry: Omit<PersonalEntry, "action"> & { readonly id: string },
): DirectoryStatement {
  return db.sql(
    `INSERT INTO directory_audit (id, account, at, who, address, action, subject)
     SELECT ?3, account, ?4, ?2, ?5, 'administrators.accept', ?2 FROM links WHERE id = ?1 AND changes() > 0`,
    entry.id,
    entry.key,
    `aud_${ulid(Date.parse(entry.at))}`,
    entry.at,
    entry.address,
  );
}

/** Runs one statement, and keeps the audit entry with it if it has changed something; tells whether it has. */
export async function runAuditedInDirectory(
  db: DirectoryDatabase,
  statement: DirectoryStatement,
  entry: AuditEntry,
): Promise<boolean> {
  return hasChanged(await db.batch([statement, directoryAuditIfChangedStatement(db, entry)]), 0);
}

/**
 * The statement that keeps an entry on each account of whoever has this e-mail, or on none where nobody has it: the same
 * work either way (S6). Done twice it keeps one.
 */
export function personalEntryStatement(db: DirectoryDatabase, entry: PersonalEntry): DirectoryStatement {
  return db.sql(
    `INSERT INTO directory_audit (id, account, at, who, address, action, subject)
     SELECT ?2 || '_' || account, account, ?3, ?1, ?4, ?5, ?1
     FROM (SELECT account FROM administrators WHERE email_key = ?1 AND joined_at IS NOT NULL
           UNION ALL SELECT '' WHERE NOT EXISTS
             (SELECT 1 FROM administrators WHERE email_key = ?1 AND joined_at IS NOT NULL))
     WHERE true
     ON CONFLICT (id) DO NOTHING`,
    entry.key,
    `aud_${ulid(Date.parse(entry.at))}`,
    entry.at,
    entry.address,
    entry.action,
  );
}

/** The statement that keeps the end of a session by its own person, for the batch in which it ends, before it does. */
export function signOutEntryStatement(
  db: DirectoryDatabase,
  idHash: string,
  { now, address }: { readonly now: string; readonly address: string | null },
): DirectoryStatement {
  return db.sql(
    `INSERT INTO directory_audit (id, account, at, who, address, action, subject)
     SELECT ?2, coalesce(account, ''), ?3, email_key, ?4, 'session.close', email_key FROM sessions WHERE id_hash = ?1`,
    idHash,
    `aud_${ulid(Date.parse(now))}`,
    now,
    address,
  );
}

/** Keeps an entry of what only reads, once for each person and thing in the ten minutes that begin at `slot` (S8). */
export async function directoryAuditOnce(db: DirectoryDatabase, entry: AuditEntry, slot: string): Promise<void> {
  const look = db.sql(
    "INSERT INTO directory_looks (slot, account, who, thing) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    ...lookValues(entry, slot),
  );
  await db.batch([look, directoryAuditIfChangedStatement(db, entry)], "same");
}

/** The statement that keeps how many tries of each network were turned away in ten minutes that are over. */
export function turnedAwayEntriesStatement(
  db: DirectoryDatabase,
  { now, before, limit }: { readonly now: string; readonly before: string; readonly limit: number },
): DirectoryStatement {
  return db.sql(
    `INSERT INTO directory_audit (id, account, at, who, address, action, detail)
     SELECT ?1 || '_' || slot || '_' || network, '', ?2, 'nobody', network, 'session.turn_away',
            json_object('tries', tries, 'since', slot)
     FROM turned_away WHERE slot < ?3 ORDER BY slot, network LIMIT ?4`,
    `aud_${ulid(Date.parse(now))}`,
    now,
    before,
    limit,
  );
}
