import { isAtLeast, type Role, roles } from "../../domain/access/roles.ts";
import { DirectoryDatabase, type DirectoryStatement } from "../database.ts";

/** What somebody asks with: a session that began at a moment, and a role in an account. */
export type AskedWith = {
  readonly key: string;
  readonly since: string;
  readonly account: string;
  readonly role: Role;
};

/**
 * The directory as somebody writes it with a session: each batch is undone as a whole, and throws `isSessionOver`, where the session has
 * ended by then, or its person has a lesser role in the account (S1).
 */
export class SessionsDirectory extends DirectoryDatabase {
  readonly #with: AskedWith;

  constructor(d1: D1Database, asked: AskedWith) {
    super(d1);
    this.#with = asked;
  }

  override async batch(statements: readonly DirectoryStatement[], kind?: "same"): Promise<D1Result[]> {
    const [, ...results] = await super.batch([this.#assertion(), ...statements], kind);
    return results;
  }

  /** Writes nothing, and throws as every batch does. */
  async look(): Promise<void> {
    await this.batch([], "same");
  }

  #assertion(): DirectoryStatement {
    const { key, since, account, role } = this.#with;
    return this.sql(
      `INSERT INTO directory_assertions (id, ok)
       SELECT 1, EXISTS (
         SELECT 1 FROM sessions JOIN administrators ON administrators.email_key = sessions.email_key
         WHERE sessions.email_key = ?1 AND sessions.created_at = ?2 AND administrators.account = ?3
           AND administrators.joined_at IS NOT NULL AND instr(?4, '"' || administrators.role || '"') > 0)
       WHERE true
       ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
      key,
      since,
      account,
      JSON.stringify(roles.filter((one) => isAtLeast(one, role))),
    );
  }
}

/** Tells whether a batch was undone because the session that it was written with has ended, or has a lesser role. */
export function isSessionOver(error: unknown): boolean {
  return error instanceof Error && error.message.includes("session_holds");
}
