import * as v from "valibot";
import type { Move, MoveOf } from "../../domain/operation/moving.ts";
import { text } from "../columns.ts";
import { type AccountDatabase, isStale } from "../database.ts";
import { rows } from "../decode.ts";
import { guarded } from "../guarded.ts";
import { fenceTexts, unfenceTexts } from "./statements.ts";
import { movedTables } from "./tables.ts";

/** What an account is to a database while it is moved: where it leaves, and where it comes to. */
const roles = ["waiting", "leaving", "arriving", "arrived", "clearing"] as const;
export type MoveRole = (typeof roles)[number];

const roleRow = v.object({ role: v.picklist(roles), move: text });

/** Finds what an account is to a database in a move; null where it is nothing, or is in another one. */
export async function findRole(db: AccountDatabase, { account, id }: Move): Promise<MoveRole | null> {
  const found = await db.first(roleRow, db.sql("SELECT role, move FROM moving_accounts WHERE account = ?1", account));
  return found?.move === id ? found.role : null;
}

/** Finds the move in which an account is anything to a database; null where it is nothing. */
export async function findInMove(db: AccountDatabase, account: string): Promise<MoveOf | null> {
  const found = await db.first(roleRow, db.sql("SELECT role, move FROM moving_accounts WHERE account = ?1", account));
  return found && { account, id: found.move };
}

/** Lists the accounts that are on their way into a database or out of it. */
export async function listInMove(db: AccountDatabase): Promise<readonly string[]> {
  const found = await db.all(v.object({ account: text }), db.sql("SELECT account FROM moving_accounts LIMIT 100"));
  return found.map(({ account }) => account);
}

/** Tells whether any account is on its way into a database or out of it. */
export function hasMoving(db: AccountDatabase): Promise<boolean> {
  return db.has(db.sql("SELECT 1 FROM moving_accounts LIMIT 1"));
}

/** Notes that an account is to leave a database. */
export async function wait(db: AccountDatabase, { account, id }: Move): Promise<void> {
  await db.run(
    db.sql(
      "INSERT INTO moving_accounts (account, role, move) VALUES (?1, 'waiting', ?2) ON CONFLICT DO NOTHING",
      account,
      id,
    ),
    "same",
  );
}

/**
 * Notes that an account comes to a database; tells whether it may. Where one of this id lives, or has been removed and has left
 * its audit, it may not: what is copied could not be told from that any more.
 */
export async function arrive(db: AccountDatabase, { account, id }: Move): Promise<boolean> {
  const results = await db.batch(
    [
      db.sql(
        `INSERT INTO moving_accounts (account, role, move) SELECT ?1, 'arriving', ?2
         WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE accounts.id = ?1)
           AND NOT EXISTS (SELECT 1 FROM audit WHERE audit.account = ?1)
           AND NOT EXISTS (SELECT 1 FROM removed_accounts WHERE removed_accounts.account = ?1)
         ON CONFLICT DO NOTHING`,
        account,
        id,
      ),
      db.sql("SELECT role, move FROM moving_accounts WHERE account = ?1", account),
    ],
    "same",
  );
  return rows(roleRow, results, 1)[0]?.move === id;
}

/**
 * Fences an account: from here on its database refuses to write anything of it, in the transaction that finds that nothing is
 * under way. Throws "stale" (isStale) while an import is active, or somebody holds mails or deliveries whose end they must record.
 */
export async function fence(db: AccountDatabase, { account, id }: Move, now: string): Promise<void> {
  const first = db.sql(
    `UPDATE moving_accounts SET role = 'leaving' WHERE account = ?1 AND move = ?2 AND role = 'waiting'
       AND NOT EXISTS (SELECT 1 FROM imports WHERE imports.account = ?1 AND state IN ('running', 'stopping', 'undoing'))
       AND NOT EXISTS (SELECT 1 FROM mails INDEXED BY mails_pending
                       WHERE mails.account = ?1 AND state = 'pending' AND leased_until > ?3)
       AND NOT EXISTS (SELECT 1 FROM webhook_deliveries INDEXED BY webhook_deliveries_pending
                       WHERE webhook_deliveries.account = ?1 AND state = 'pending' AND leased_until > ?3)`,
    account,
    id,
    now,
  );
  const fences = movedTables.flatMap((table) => fenceTexts(table, account));
  await guarded(
    db,
    { account, first },
    fences.map((one) => db.sql(one)),
    null,
  );
}

/** Tells whether a database still refuses to write anything of an account: one that was restored meanwhile does not. */
export async function isFenced(db: AccountDatabase, account: string): Promise<boolean> {
  const found = await db.only(
    v.object({ many: v.number() }),
    db.sql(
      "SELECT count(*) AS many FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'moving_' || ?1 || '_*'",
      account,
    ),
  );
  return found.many === movedTables.flatMap((table) => fenceTexts(table, account)).length;
}

/** Ends what one role allows: nothing that was sent before, and comes late, is put in or deleted any more. */
export async function changeRole(
  db: AccountDatabase,
  { account, id }: Move,
  { from, to }: { readonly from: MoveRole; readonly to: MoveRole },
): Promise<void> {
  await db.run(
    db.sql(
      "UPDATE moving_accounts SET role = ?4 WHERE account = ?1 AND move = ?2 AND role = ?3",
      account,
      id,
      from,
      to,
    ),
    "same",
  );
}

/** Begins to clear what an account has left behind: deleting is allowed, and all else refused as before. */
export async function beginClearing(db: AccountDatabase, move: MoveOf): Promise<void> {
  const { account, id } = move;
  const unfences = movedTables.flatMap((table) => unfenceTexts(table, account, ["DELETE"]));
  await whileIn(db, move, [
    ...unfences.map((one) => db.sql(one)),
    db.sql("UPDATE moving_accounts SET role = 'clearing' WHERE account = ?1 AND move = ?2", account, id),
  ]);
}

/** Lets an account go: a database writes of it again, or has nothing of it. */
export async function release(db: AccountDatabase, move: MoveOf): Promise<void> {
  const { account, id } = move;
  const unfences = movedTables.flatMap((table) => unfenceTexts(table, account, ["INSERT", "UPDATE", "DELETE"]));
  await whileIn(db, move, [
    ...unfences.map((one) => db.sql(one)),
    db.sql("DELETE FROM moving_accounts WHERE account = ?1 AND move = ?2", account, id),
  ]);
}

/**
 * Fences have the name of their account alone: what a call takes down that was sent for one move, and comes only in another, would be
 * the other's. Then nothing is done.
 */
async function whileIn(
  db: AccountDatabase,
  { account, id }: MoveOf,
  statements: readonly D1PreparedStatement[],
): Promise<void> {
  const first = db.sql("UPDATE moving_accounts SET role = role WHERE account = ?1 AND move = ?2", account, id);
  try {
    await guarded(db, { account, first }, statements, null);
  } catch (error) {
    if (!isStale(error)) throw error;
  }
}
