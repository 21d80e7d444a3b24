import { raiseRevision } from "./assertions.ts";
import { type AuditEntry, auditIfChangedStatement } from "./audit.ts";
import { type Database, rowsOf } from "./database.ts";

export type ListedNumber = {
  readonly e164: string;
  readonly toll_free: boolean;
  readonly status: "parked" | "assigned";
  readonly user: string | null;
};

/** Parks numbers that the account does not have yet; tells how many were added. */
export async function parkNumbers(
  db: Database,
  account: string,
  numbers: readonly { readonly e164: string; readonly toll_free: boolean }[],
  audit: AuditEntry,
): Promise<number> {
  const results = await db.batch([
    db.sql(
      `INSERT INTO numbers (account, e164, toll_free)
       SELECT ?1, value ->> 'e164', value ->> 'toll_free' FROM json_each(?2) WHERE true
       ON CONFLICT DO NOTHING`,
      account,
      JSON.stringify(numbers),
    ),
    auditIfChangedStatement(db, audit),
    raiseRevision(db, account),
  ]);
  return results[0]?.meta.changes ?? 0;
}

/** Lists numbers in order, from after the cursor (E.164); `q` finds any part of a number. */
export async function listNumbers(
  db: Database,
  account: string,
  page: { status: "parked" | "assigned" | null; q: string; after: string; limit: number },
): Promise<readonly ListedNumber[]> {
  const records = await db.all<{ e164: string; toll_free: number; user_id: string | null }>(
    db.sql(
      `SELECT e164, toll_free, user_id FROM numbers
       WHERE account = ?1 AND e164 > ?2 AND (?3 IS NULL OR (user_id IS NULL) = (?3 = 'parked'))
         AND (?4 = '' OR instr(e164, ?4) > 0)
       ORDER BY e164 LIMIT ?5`,
      account,
      page.after,
      page.status,
      page.q,
      page.limit,
    ),
  );
  return records.map(({ e164, toll_free, user_id }) => ({
    e164,
    toll_free: toll_free === 1,
    status: user_id === null ? "parked" : "assigned",
    user: user_id,
  }));
}

/** How many numbers are parked, and how many of these are toll-free. */
export async function countParked(db: Database, account: string): Promise<{ parked: number; toll_free: number }> {
  const counts = await db.first<{ parked: number; toll_free: number }>(
    db.sql(
      `SELECT count(*) AS parked, count(*) FILTER (WHERE toll_free = 1) AS toll_free
       FROM numbers WHERE account = ?1 AND user_id IS NULL`,
      account,
    ),
  );
  return counts ?? { parked: 0, toll_free: 0 };
}

/** Removes a parked number; tells what became of it. */
export async function removeNumber(
  db: Database,
  account: string,
  e164: string,
  audit: AuditEntry,
): Promise<"removed" | "in_use" | "absent"> {
  const results = await db.batch([
    db.sql("DELETE FROM numbers WHERE account = ?1 AND e164 = ?2 AND user_id IS NULL RETURNING e164", account, e164),
    auditIfChangedStatement(db, audit),
    db.sql("SELECT 1 AS held FROM numbers WHERE account = ?1 AND e164 = ?2", account, e164),
    raiseRevision(db, account),
  ]);
  if (rowsOf(results, 0).length > 0) return "removed";
  return rowsOf(results, 2).length > 0 ? "in_use" : "absent";
}
