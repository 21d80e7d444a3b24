import type { Database } from "./database.ts";

export type Session = {
  readonly id_hash: string;
  readonly email: string;
  readonly email_key: string;
  /** Null until the person has chosen one of several accounts. */
  readonly account: string | null;
  readonly account_name: string | null;
  readonly created_at: string;
  readonly seen_at: string;
};

/** Opens a session by the hash of its secret (S1). */
export async function saveSession(
  db: Database,
  session: {
    readonly idHash: string;
    readonly emailKey: string;
    readonly account: string | null;
    readonly now: string;
  },
): Promise<void> {
  await db.run(
    db.sql(
      "INSERT INTO sessions (id_hash, email_key, account, created_at, seen_at) VALUES (?1, ?2, ?3, ?4, ?4)",
      session.idHash,
      session.emailKey,
      session.account,
      session.now,
    ),
  );
}

/** Finds a session that is neither idle nor too old, whose person still administers its account. */
export async function findSession(
  db: Database,
  idHash: string,
  bounds: { readonly seenAfter: string; readonly createdAfter: string },
): Promise<Session | null> {
  return db.first<Session>(
    db.sql(
      `SELECT sessions.id_hash, people.email, people.email_key, sessions.account, accounts.name AS account_name,
              sessions.created_at, sessions.seen_at
       FROM sessions JOIN people ON people.email_key = sessions.email_key
       LEFT JOIN accounts ON accounts.id = sessions.account
       WHERE sessions.id_hash = ?1 AND sessions.seen_at > ?2 AND sessions.created_at > ?3
         AND (sessions.account IS NULL OR EXISTS (SELECT 1 FROM administrators
               WHERE administrators.account = sessions.account AND administrators.email_key = sessions.email_key))`,
      idHash,
      bounds.seenAfter,
      bounds.createdAfter,
    ),
  );
}

/** Notes that a session is in use. */
export async function touchSession(db: Database, idHash: string, now: string): Promise<void> {
  await db.run(db.sql("UPDATE sessions SET seen_at = ?2 WHERE id_hash = ?1", idHash, now));
}

/** Ends a session. */
export async function deleteSession(db: Database, idHash: string): Promise<void> {
  await db.run(db.sql("DELETE FROM sessions WHERE id_hash = ?1", idHash));
}
