import * as v from "valibot";
import { type Role, roles } from "../../domain/access/roles.ts";
import { signInWays } from "../../domain/people/proof.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { maybeText, text, truth } from "../columns.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";
import { firstRow } from "../decode.ts";
import {
  directoryAuditIfChangedStatement,
  type PersonalEntry,
  personalAuditStatement,
  runAuditedInDirectory,
} from "./directory-audit.ts";

const sessionRow = v.object({
  id_hash: text,
  email: text,
  email_key: text,
  /** Null until the person has chosen one of several accounts. */
  account: maybeText,
  account_name: maybeText,
  /** The database that the account lies in (O6). */
  database: maybeText,
  moving: truth,
  /** What the person may do in the account; null until one is chosen. */
  role: v.nullable(v.picklist(roles)),
  created_at: text,
  seen_at: text,
  /** When the person last proved themselves in it; null where the version before or Cloudflare Access has opened it. */
  proved_at: maybeText,
  /** Whether Cloudflare Access has vouched for the person. */
  by_access: truth,
  /** By what the person signed in; null where the version before has opened it. */
  signed_in_by: v.nullable(v.picklist(signInWays)),
  /** Whether the person has a second factor, and whether the account demands one. */
  has_factor: truth,
  require_factor: truth,
});
export type Session = Readonly<v.InferOutput<typeof sessionRow>>;

/** From when on a session must have been used and begun to be alive. */
export type SessionBounds = { readonly seenAfter: string; readonly createdAfter: string };

/** A use of a session, and from where; it is noted unless one was since the moment before. */
export type SessionUse = { readonly now: string; readonly address: string | null; readonly unlessSince: string };

/**
 * Finds a session that is neither idle nor too old, whose person still administers its account; notes in the same call that it
 * is used, if it is.
 */
export async function findSession(
  db: DirectoryDatabase,
  idHash: string,
  bounds: SessionBounds,
  use: SessionUse | null,
): Promise<Session | null> {
  const found = foundStatement(db, idHash, bounds);
  if (use === null) return db.first(sessionRow, found);
  const results = await db.batch([touchStatement(db, idHash, bounds, use), found], "same");
  return firstRow(sessionRow, results, 1);
}

/** Finds whether a session that began at a moment is still there, and what its person may do in an account now; null where it has ended. */
export async function findStillOpen(
  db: DirectoryDatabase,
  was: { readonly email_key: string; readonly created_at: string; readonly account: string },
  createdAfter: string,
): Promise<{ readonly role: Role; readonly proved_at: string | null } | null> {
  return db.first(
    v.object({ role: v.picklist(roles), proved_at: maybeText }),
    db.sql(
      `SELECT administrators.role, sessions.proved_at FROM sessions
       JOIN administrators ON administrators.account = ?3 AND administrators.email_key = sessions.email_key
         AND administrators.joined_at IS NOT NULL
       WHERE sessions.email_key = ?1 AND sessions.created_at = ?2 AND sessions.created_at > ?4`,
      was.email_key,
      was.created_at,
      was.account,
      createdAfter,
    ),
  );
}

function foundStatement(db: DirectoryDatabase, idHash: string, bounds: SessionBounds): DirectoryStatement {
  return db.sql(
    `SELECT sessions.id_hash, people.email, people.email_key, sessions.account, places.name AS account_name, places.database,
              EXISTS (SELECT 1 FROM moves WHERE moves.account = sessions.account AND moves.state = 'copying') AS moving,
              administrators.role, sessions.created_at, sessions.seen_at, sessions.proved_at, sessions.by_access,
              sessions.signed_in_by,
              EXISTS (SELECT 1 FROM factors WHERE factors.email_key = sessions.email_key) AS has_factor,
              coalesce(places.require_factor, 0) AS require_factor
       FROM sessions JOIN people ON people.email_key = sessions.email_key
       LEFT JOIN places ON places.account = sessions.account
       LEFT JOIN administrators
         ON administrators.account = sessions.account AND administrators.email_key = sessions.email_key
           AND administrators.joined_at IS NOT NULL
       WHERE sessions.id_hash = ?1 AND sessions.seen_at > ?2 AND sessions.created_at > ?3
         AND (sessions.account IS NULL OR administrators.role IS NOT NULL)`,
    idHash,
    bounds.seenAfter,
    bounds.createdAfter,
  );
}

function touchStatement(
  db: DirectoryDatabase,
  idHash: string,
  { seenAfter, createdAfter }: SessionBounds,
  { now, address, unlessSince }: SessionUse,
): DirectoryStatement {
  return db.sql(
    `UPDATE sessions SET seen_at = ?4, address = ?5
     WHERE id_hash = ?1 AND seen_at > ?2 AND created_at > ?3 AND seen_at < ?6`,
    idHash,
    seenAfter,
    createdAfter,
    now,
    address,
    unlessSince,
  );
}

/**
 * The statements that note that the person of a session has proved themselves again, give it another secret, by its hash, and
 * keep it in the audit.
 */
export function proveSessionStatements(
  db: DirectoryDatabase,
  { idHash, becomes }: { readonly idHash: string; readonly becomes: string },
  audit: AuditEntry,
): readonly DirectoryStatement[] {
  return [
    db.sql("UPDATE sessions SET proved_at = ?2, id_hash = ?3 WHERE id_hash = ?1", idHash, audit.at, becomes),
    directoryAuditIfChangedStatement(db, audit),
  ];
}

/** The statement that ends a session. */
export function sessionEndStatement(db: DirectoryDatabase, idHash: string): DirectoryStatement {
  return db.sql("DELETE FROM sessions WHERE id_hash = ?1", idHash);
}

/** The name of a session, as its person sees it. */
export function nameOfSession(idHash: string): string {
  return idHash.slice(0, 16);
}

/** Ends a person's session of this name; tells whether there was one. */
export function endSession(db: DirectoryDatabase, key: string, name: string, audit: AuditEntry): Promise<boolean> {
  const statement = db.sql("DELETE FROM sessions WHERE email_key = ?1 AND substr(id_hash, 1, 16) = ?2", key, name);
  return runAuditedInDirectory(db, statement, audit);
}

/** Ends all of a person's sessions but one; tells whether there were others. */
export function endOtherSessions(
  db: DirectoryDatabase,
  key: string,
  idHash: string,
  audit: AuditEntry,
): Promise<boolean> {
  return runAuditedInDirectory(
    db,
    db.sql("DELETE FROM sessions WHERE email_key = ?1 AND id_hash <> ?2", key, idHash),
    audit,
  );
}

/** Ends all sessions of a person, and what they have begun to sign in with; each of their accounts has it in its audit. */
export async function endAllSessions(db: DirectoryDatabase, entry: PersonalEntry): Promise<void> {
  await db.batch([
    db.sql("DELETE FROM sessions WHERE email_key = ?1", entry.key),
    personalAuditStatement(db, entry),
    db.sql("DELETE FROM sign_ins WHERE email_key = ?1", entry.key),
  ]);
}
