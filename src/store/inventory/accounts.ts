import type { Account, AccountFacts, Location, Subscription } from "../../domain/account/account.ts";
import type { Service } from "../../domain/user/user.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { type AccountDatabase, parseColumn, rowsOf } from "../database.ts";
import { guarded } from "../guarded.ts";

export type AccountRow = {
  id: string;
  name: string;
  silent_mode: number;
  extension_length: number;
  reserved_extensions: string;
  retention_days: number;
  self_service: string;
  revision: number;
  created_at: string;
  services: string;
};

/** An account's facts at one revision. */
export type FactsAtRevision = { readonly facts: AccountFacts; readonly revision: number };

/** The four reads that make up an account's facts; readFacts understands their results. */
export function factStatements(db: AccountDatabase, account: string): readonly D1PreparedStatement[] {
  return [
    db.sql(
      `SELECT id, name, silent_mode, extension_length, reserved_extensions, retention_days, self_service, revision, created_at,
              (SELECT json_group_array(service) FROM services WHERE account = ?1) AS services
       FROM accounts WHERE id = ?1`,
      account,
    ),
    db.sql(
      `SELECT type, total, used, total - used AS available FROM subscriptions WHERE account = ?1 ORDER BY position, type_key`,
      account,
    ),
    db.sql(
      `SELECT id, name, country, address, main FROM locations WHERE account = ?1 ORDER BY main DESC, name_key`,
      account,
    ),
  ];
}

export const FACT_STATEMENTS = 3;

/** Reads the facts out of a batch that begins with factStatements; null when there is no such account. */
export function readFacts(results: readonly D1Result[]): FactsAtRevision | null {
  const [row] = rowsOf<AccountRow>(results, 0);
  if (!row) return null;
  const locations = rowsOf<Omit<Location, "main"> & { main: number }>(results, 2);
  return {
    revision: row.revision,
    facts: {
      account: accountOf(row),
      subscriptions: rowsOf<Subscription>(results, 1),
      locations: locations.map((location) => ({ ...location, main: location.main === 1 })),
    },
  };
}

/** Finds an account's facts in one call. */
export async function findFacts(db: AccountDatabase, account: string): Promise<FactsAtRevision | null> {
  return readFacts(await db.batch(factStatements(db, account)));
}

export function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    services: parseColumn<Service[]>(row.services),
    silent_mode: row.silent_mode === 1,
    extension_length: row.extension_length,
    reserved_extensions: parseColumn<string[]>(row.reserved_extensions),
    retention_days: row.retention_days,
    self_service: parseColumn<Account["self_service"]>(row.self_service),
  };
}

export type AccountCounts = { users: number; numbers_parked: number; numbers_assigned: number; locations: number };

/** Finds an account with its counts; null when there is none. */
export async function findAccount(
  db: AccountDatabase,
  account: string,
): Promise<(Account & { created_at: string; counts: AccountCounts }) | null> {
  const results = await db.batch([
    ...factStatements(db, account).slice(0, 1),
    db.sql(
      `SELECT users, parked AS numbers_parked, assigned AS numbers_assigned,
              (SELECT count(*) FROM locations WHERE account = ?1) AS locations
       FROM inventory_counts WHERE account = ?1`,
      account,
    ),
  ]);
  const [row] = rowsOf<AccountRow>(results, 0);
  const [counts] = rowsOf<AccountCounts>(results, 1);
  return row && counts ? { ...accountOf(row), created_at: row.created_at, counts } : null;
}

/** Lists accounts by id, from after the cursor. */
export async function listAccounts(db: AccountDatabase, after: string, limit: number): Promise<readonly Account[]> {
  const rows = await db.all<AccountRow>(
    db.sql(
      `SELECT id, name, silent_mode, extension_length, reserved_extensions, retention_days, self_service, revision, created_at,
              (SELECT json_group_array(service) FROM services WHERE account = accounts.id) AS services
       FROM accounts WHERE id > ?1 ORDER BY id LIMIT ?2`,
      after,
      limit,
    ),
  );
  return rows.map(accountOf);
}

/** The statements that write an account and its services as given, whether it exists or not. */
export function saveAccountStatements(
  db: AccountDatabase,
  account: Account,
  now: string,
): readonly D1PreparedStatement[] {
  return [
    db.sql(
      `INSERT INTO accounts (id, name, silent_mode, extension_length, reserved_extensions, retention_days, self_service, created_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, silent_mode = excluded.silent_mode,
         extension_length = excluded.extension_length, reserved_extensions = excluded.reserved_extensions,
         retention_days = excluded.retention_days, self_service = excluded.self_service`,
      account.id,
      account.name,
      account.silent_mode ? 1 : 0,
      account.extension_length,
      JSON.stringify(account.reserved_extensions),
      account.retention_days,
      JSON.stringify(account.self_service),
      now,
    ),
    db.sql(
      "DELETE FROM services WHERE account = ?1 AND service NOT IN (SELECT value FROM json_each(?2))",
      account.id,
      JSON.stringify(account.services),
    ),
    db.sql(
      `INSERT INTO services (account, service) SELECT ?1, value FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,
      account.id,
      JSON.stringify(account.services),
    ),
  ];
}

/** Removes an account with everything in D1 that belongs to it; only who did it is kept. */
export async function deleteAccount(db: AccountDatabase, account: string, audit: AuditEntry): Promise<void> {
  const statements = [
    db.sql("DELETE FROM numbers WHERE account = ?1", account),
    db.sql("DELETE FROM users WHERE account = ?1", account),
    db.sql("DELETE FROM audit WHERE account = ?1", account),
    db.sql("DELETE FROM accounts WHERE id = ?1", account),
  ];
  await guarded(db, { account }, statements, audit);
}
