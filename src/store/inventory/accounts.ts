import * as v from "valibot";
import { type Account, type AccountFacts, selfServices } from "../../domain/account/account.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { json, services, text, texts, truth, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { firstRow, onlyRow, rows } from "../decode.ts";
import { guarded } from "../guarded.ts";

const accountRow = v.object({
  id: text,
  name: text,
  silent_mode: truth,
  extension_length: whole,
  reserved_extensions: texts,
  retention_days: whole,
  time_zone: text,
  require_factor: truth,
  self_service: json(v.array(v.picklist(selfServices))),
  revision: whole,
  created_at: text,
  services,
});
type AccountRow = v.InferOutput<typeof accountRow>;

const subscriptionRow = v.object({ type: text, total: whole, used: whole, available: whole });
const locationRow = v.object({ id: text, name: text, country: text, address: text, main: truth });

/** An account's facts at one revision. */
export type FactsAtRevision = { readonly facts: AccountFacts; readonly revision: number };

/** The reads that make up an account's facts; readFacts understands their results. */
export function factStatements(db: AccountDatabase, account: string): readonly D1PreparedStatement[] {
  return [
    db.sql(
      `SELECT id, name, silent_mode, extension_length, reserved_extensions, retention_days, time_zone, require_factor, self_service, revision, created_at,
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
  const row = firstRow(accountRow, results, 0);
  if (!row) return null;
  return {
    revision: row.revision,
    facts: {
      account: accountOf(row),
      subscriptions: rows(subscriptionRow, results, 1),
      locations: rows(locationRow, results, 2),
    },
  };
}

/** Finds an account's facts in one call. */
export async function findFacts(db: AccountDatabase, account: string): Promise<FactsAtRevision | null> {
  return readFacts(await db.batch(factStatements(db, account)));
}

function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    services: row.services,
    silent_mode: row.silent_mode,
    extension_length: row.extension_length,
    reserved_extensions: row.reserved_extensions,
    retention_days: row.retention_days,
    time_zone: row.time_zone,
    require_factor: row.require_factor,
    self_service: row.self_service,
  };
}

/** What zoneStatement is decoded by. */
export const zoneRow = v.object({ time_zone: text });

/** Reads the zone of an account. */
export function zoneStatement(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql("SELECT time_zone FROM accounts WHERE id = ?1", account);
}

/** Finds the zone of an account; UTC where there is no such account. */
export async function findTimeZone(db: AccountDatabase, account: string): Promise<string> {
  return (await db.first(zoneRow, zoneStatement(db, account)))?.time_zone ?? "UTC";
}

const countsRow = v.object({ users: whole, numbers_parked: whole, numbers_assigned: whole, locations: whole });
export type AccountCounts = Readonly<v.InferOutput<typeof countsRow>>;

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
  const row = firstRow(accountRow, results, 0);
  return row && { ...accountOf(row), created_at: row.created_at, counts: onlyRow(countsRow, results, 1) };
}

/** Lists accounts by id, from after the cursor. */
export async function listAccounts(db: AccountDatabase, after: string, limit: number): Promise<readonly Account[]> {
  const listed = await db.all(
    accountRow,
    db.sql(
      `SELECT id, name, silent_mode, extension_length, reserved_extensions, retention_days, time_zone, require_factor, self_service, revision, created_at,
              (SELECT json_group_array(service) FROM services WHERE account = accounts.id) AS services
       FROM accounts WHERE id > ?1 ORDER BY id LIMIT ?2`,
      after,
      limit,
    ),
  );
  return listed.map(accountOf);
}

/** The statements that write an account and its services as given, whether it exists or not. */
export function saveAccountStatements(
  db: AccountDatabase,
  account: Account,
  now: string,
): readonly D1PreparedStatement[] {
  return [
    db.sql(
      `INSERT INTO accounts (id, name, silent_mode, extension_length, reserved_extensions, retention_days, self_service, created_at,
         time_zone, require_factor)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, silent_mode = excluded.silent_mode,
         extension_length = excluded.extension_length, reserved_extensions = excluded.reserved_extensions,
         retention_days = excluded.retention_days, self_service = excluded.self_service, time_zone = excluded.time_zone,
         require_factor = excluded.require_factor`,
      account.id,
      account.name,
      account.silent_mode ? 1 : 0,
      account.extension_length,
      JSON.stringify(account.reserved_extensions),
      account.retention_days,
      JSON.stringify(account.self_service),
      now,
      account.time_zone,
      account.require_factor ? 1 : 0,
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

/** Removes an account with everything in D1 that belongs to it; its audit stays, for the operator (S8). */
export async function deleteAccount(db: AccountDatabase, account: string, audit: AuditEntry): Promise<void> {
  const statements = [
    db.sql("DELETE FROM numbers WHERE account = ?1", account),
    db.sql("DELETE FROM users WHERE account = ?1", account),
    db.sql(
      "INSERT INTO removed_accounts (account, removed_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
      account,
      audit.at,
    ),
    db.sql("DELETE FROM accounts WHERE id = ?1", account),
  ];
  await guarded(db, { account }, statements, audit);
}
