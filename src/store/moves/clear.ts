import type { MoveOf } from "../../domain/operation/moving.ts";
import type { AccountDatabase } from "../database.ts";
import { hasRows } from "../decode.ts";
import { clearText, leftText } from "./statements.ts";
import type { MovedTable } from "./tables.ts";

/** So many events at once become departed ones. */
const EVENTS_AT_ONCE = 50;

/**
 * Deletes a page of what an account has left in a table, or of a copy that was given up; tells whether more is left. Events that
 * were told here stay for whoever reads those of all accounts and has not come so far (`departing`).
 */
export async function clearPage(
  db: AccountDatabase,
  { account, id }: MoveOf,
  { table, isDeparting }: { readonly table: MovedTable; readonly isDeparting: boolean },
): Promise<boolean> {
  const page = isDeparting && table.name === "events" ? { ...table, most: EVENTS_AT_ONCE } : table;
  const departing = isDeparting && table.name === "events" ? [departStatement(db, account, id)] : [];
  const results = await db.batch(
    [...departing, db.sql(clearText(page), account, id), db.sql(leftText(page), account)],
    "same",
  );
  return hasRows(results, departing.length + 1);
}

function departStatement(db: AccountDatabase, account: string, move: string): D1PreparedStatement {
  return db.sql(
    `INSERT INTO departed_events (seq, id, account, type, at, data)
     SELECT seq, id, account, type, at, data FROM events
     WHERE seq IN (SELECT seq FROM events WHERE account = ?1 ORDER BY seq LIMIT ?3) AND moved = 0
       AND EXISTS (SELECT 1 FROM moving_accounts WHERE account = ?1 AND move = ?2 AND role = 'clearing')
     ON CONFLICT (seq) DO NOTHING`,
    account,
    move,
    EVENTS_AT_ONCE,
  );
}
