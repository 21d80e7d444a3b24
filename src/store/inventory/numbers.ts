import * as v from "valibot";
import type { AuditEntry } from "../audit/audit.ts";
import { maybeText, text, truth, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { hasRows, onlyRow } from "../decode.ts";
import { numberRemovedEventStatement, parkedEventStatement } from "../events/record-numbers.ts";
import { attempt } from "../guarded.ts";
import { countAddedStatement, countRemovedStatement } from "./counts.ts";

export type ListedNumber = {
  readonly e164: string;
  readonly toll_free: boolean;
  readonly status: "parked" | "assigned";
  readonly user: string | null;
};

/** Parks numbers that the account does not have yet; tells how many were added. */
export async function parkNumbers(
  db: AccountDatabase,
  account: string,
  numbers: readonly { readonly e164: string; readonly toll_free: boolean }[],
  audit: AuditEntry,
): Promise<number> {
  const told = numbers.map(({ e164 }) => e164);
  const statements = [
    parkedEventStatement(db, { account, at: audit.at }, told),
    countAddedStatement(db, account, numbers),
    db.sql(
      `INSERT INTO numbers (account, e164, toll_free)
       SELECT ?1, value ->> 'e164', value ->> 'toll_free' FROM json_each(?2) WHERE true
       ON CONFLICT DO NOTHING`,
      account,
      JSON.stringify(numbers),
    ),
    // D1 says how much was changed with all that the triggers did; SQLite counts the numbers alone.
    db.sql("SELECT changes() AS parked"),
  ];
  const { results } = await attempt(db, "inventory", statements, audit);
  return onlyRow(v.object({ parked: whole }), results, 3).parked;
}

/** A number with the name of the user who has it. */
export type NamedNumber = ListedNumber & { readonly user_name: string | null };

/** Finds a number of the account; null when there is none. */
export async function findNumber(db: AccountDatabase, account: string, e164: string): Promise<NamedNumber | null> {
  const found = await db.first(
    numberRow,
    db.sql(
      `SELECT numbers.e164, numbers.toll_free, numbers.user_id, users.display_name AS user_name
       FROM numbers LEFT JOIN users ON users.id = numbers.user_id
       WHERE numbers.account = ?1 AND numbers.e164 = ?2`,
      account,
      e164,
    ),
  );
  return found && numberOf(found);
}

/** What each list of numbers is decoded by. */
export const numberRow = v.object({ e164: text, toll_free: truth, user_id: maybeText, user_name: maybeText });
export type NumberRecord = Readonly<v.InferOutput<typeof numberRow>>;

/** Gives a number out of its record. */
export function numberOf({ e164, toll_free, user_id, user_name }: NumberRecord): NamedNumber {
  const status = user_id === null ? "parked" : "assigned";
  return { e164, toll_free, status, user: user_id, user_name };
}

const parkedRow = v.object({ parked: whole, toll_free: whole });
export type ParkedCounts = Readonly<v.InferOutput<typeof parkedRow>>;

/** Counts the numbers that are parked, and how many of these are toll-free. */
export function parkedStatement(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql("SELECT parked, parked_toll_free AS toll_free FROM inventory_counts WHERE account = ?1", account);
}

/** Reads them out of a result of a batch. */
export function readParked(results: readonly D1Result[], at: number): ParkedCounts {
  return onlyRow(parkedRow, results, at);
}

/** Removes a parked number; tells what became of it. */
export async function removeNumber(
  db: AccountDatabase,
  account: string,
  e164: string,
  audit: AuditEntry,
): Promise<"removed" | "in_use" | "absent"> {
  const statements = [
    countRemovedStatement(db, account, e164),
    db.sql("DELETE FROM numbers WHERE account = ?1 AND e164 = ?2 AND user_id IS NULL", account, e164),
    db.sql("SELECT 1 AS held FROM numbers WHERE account = ?1 AND e164 = ?2", account, e164),
  ];
  const told = numberRemovedEventStatement(db, { account, at: audit.at }, e164);
  const { changed, results } = await attempt(db, "inventory", statements, audit, [told]);
  if (changed) return "removed";
  return hasRows(results, 2) ? "in_use" : "absent";
}
