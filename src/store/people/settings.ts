import type { Account } from "../../domain/account/account.ts";
import { type Database, rowsOf } from "../database.ts";
import { FACT_STATEMENTS, factStatements, readFacts } from "../inventory/accounts.ts";

/** An administrator as others of the account see him; `joined_at` is null until he has first come into the account. */
export type Colleague = { readonly email: string; readonly created_at: string; readonly joined_at: string | null };

/** What the page of an account's settings shows. */
export type Settings = {
  readonly account: Account;
  readonly administrators: readonly Colleague[];
  /** How many administrators there are in all. */
  readonly many: number;
};

/** Finds an account's settings, with administrators by address from after the cursor, in one call. */
export async function findSettings(
  db: Database,
  account: string,
  page: { readonly after: string; readonly limit: number },
): Promise<Settings | null> {
  const results = await db.batch([
    ...factStatements(db, account),
    db.sql(
      `SELECT coalesce(administrators.email, people.email) AS email, administrators.created_at, administrators.joined_at
       FROM administrators JOIN people ON people.email_key = administrators.email_key
       WHERE administrators.account = ?1 AND administrators.email_key > ?2
       ORDER BY administrators.email_key LIMIT ?3`,
      account,
      page.after,
      page.limit,
    ),
    db.sql("SELECT count(*) AS many FROM administrators WHERE account = ?1", account),
  ]);
  const known = readFacts(results);
  if (!known) return null;
  const administrators = rowsOf<Colleague>(results, FACT_STATEMENTS);
  const [counted] = rowsOf<{ many: number }>(results, FACT_STATEMENTS + 1);
  return { account: known.facts.account, administrators, many: counted?.many ?? 0 };
}

/** Finds one administrator of the account, by the comparison key of his address, and whether there are others. */
export async function findColleague(
  db: Database,
  account: string,
  key: string,
): Promise<{ readonly email: string; readonly others: boolean } | null> {
  const found = await db.first<{ email: string; others: number }>(
    db.sql(
      `SELECT coalesce(administrators.email, people.email) AS email,
              EXISTS (SELECT 1 FROM administrators WHERE account = ?1 AND email_key <> ?2) AS others
       FROM administrators JOIN people ON people.email_key = administrators.email_key
       WHERE administrators.account = ?1 AND administrators.email_key = ?2`,
      account,
      key,
    ),
  );
  return found && { email: found.email, others: found.others === 1 };
}
