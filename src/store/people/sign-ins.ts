import * as v from "valibot";
import { text } from "../columns.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";

/** Who has given their password and owes their factor. */
export type SignIn = { readonly email_key: string; readonly email: string };

/** The statement that keeps a sign-in that owes its factor, by the hash of its secret, if the person still has one of these as password. */
export function signInStatement(
  db: DirectoryDatabase,
  {
    idHash,
    key,
    now,
    passwords,
  }: {
    readonly idHash: string;
    readonly key: string;
    readonly now: string;
    readonly passwords: readonly string[];
  },
): DirectoryStatement {
  return db.sql(
    `INSERT INTO sign_ins (id_hash, email_key, created_at) SELECT ?1, ?2, ?3
     FROM people WHERE email_key = ?2 AND instr(?4, '"' || password_hash || '"') > 0`,
    idHash,
    key,
    now,
    JSON.stringify(passwords),
  );
}

/** The statement that tells whether a sign-in was kept, by the hash of its secret. */
export function signInIsKeptStatement(db: DirectoryDatabase, idHash: string): DirectoryStatement {
  return db.sql("SELECT 1 FROM sign_ins WHERE id_hash = ?1", idHash);
}

/** Finds a sign-in that owes its factor and began after a moment. */
export async function findSignIn(db: DirectoryDatabase, idHash: string, after: string): Promise<SignIn | null> {
  return db.first(
    v.object({ email_key: text, email: text }),
    db.sql(
      `SELECT people.email_key, people.email FROM sign_ins JOIN people ON people.email_key = sign_ins.email_key
       WHERE id_hash = ?1 AND sign_ins.created_at > ?2`,
      idHash,
      after,
    ),
  );
}

/** The statement that ends a sign-in that owes its factor. */
export function signInEndStatement(db: DirectoryDatabase, idHash: string): DirectoryStatement {
  return db.sql("DELETE FROM sign_ins WHERE id_hash = ?1", idHash);
}

/** The statement that ends all that a person has begun, where their password is this one now. */
export function signInsEndStatement(db: DirectoryDatabase, key: string, passwordHash: string): DirectoryStatement {
  return db.sql(
    `DELETE FROM sign_ins WHERE email_key = ?1
       AND EXISTS (SELECT 1 FROM people WHERE email_key = ?1 AND password_hash = ?2)`,
    key,
    passwordHash,
  );
}
