import type { SignInWay } from "../../domain/people/proof.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";

/**
 * What a session is opened on. All that is named here must still be so, or none is opened: what ends somebody's sessions must not
 * be outlived by one that was on its way.
 */
export type OpenedOn = {
  /** The person has one of these as password, and no second factor. */
  readonly passwords?: readonly string[];
  /** The sign-in of this hash owes its factor. */
  readonly signIn?: string;
  /** The session of this hash, which is to go on, is there. */
  readonly session?: string;
};

/** The statement that opens a session by the hash of its secret (S1); the person has just signed in and proved themselves unless told otherwise. */
export function sessionStatement(
  db: DirectoryDatabase,
  session: {
    readonly idHash: string;
    readonly emailKey: string;
    readonly account: string | null;
    readonly now: string;
    readonly browser?: string | null;
    readonly address?: string | null;
    readonly provedAt?: string | null;
    readonly since?: string;
    readonly by: SignInWay | null;
  },
  { passwords, signIn, session: before }: OpenedOn = {},
): DirectoryStatement {
  return db.sql(
    `INSERT INTO sessions (id_hash, email_key, account, created_at, seen_at, browser, address, proved_at, by_access,
                           signed_in_by)
     SELECT ?1, ?2, ?3, ?8, ?4, ?5, ?6, ?7, iif(?9 = 'access', 1, 0), ?9
     WHERE (?10 IS NULL OR EXISTS (SELECT 1 FROM people WHERE email_key = ?2 AND instr(?10, '"' || password_hash || '"') > 0
              AND NOT EXISTS (SELECT 1 FROM factors WHERE factors.email_key = ?2)))
       AND (?11 IS NULL OR EXISTS (SELECT 1 FROM sign_ins WHERE id_hash = ?11 AND email_key = ?2))
       AND (?12 IS NULL OR EXISTS (SELECT 1 FROM sessions WHERE id_hash = ?12 AND email_key = ?2))`,
    session.idHash,
    session.emailKey,
    session.account,
    session.now,
    session.browser ?? null,
    session.address ?? null,
    session.provedAt === undefined ? session.now : session.provedAt,
    session.since ?? session.now,
    session.by,
    passwords ? JSON.stringify(passwords) : null,
    signIn ?? null,
    before ?? null,
  );
}

/** The statement that tells whether a session of this secret was opened, by its hash. */
export function sessionIsOpenStatement(db: DirectoryDatabase, idHash: string): DirectoryStatement {
  return db.sql("SELECT 1 FROM sessions WHERE id_hash = ?1", idHash);
}
