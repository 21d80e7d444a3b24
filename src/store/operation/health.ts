import * as v from "valibot";
import { importStates } from "../../domain/import/import.ts";
import type { MailPause } from "../../domain/mail/pause.ts";
import { stuckSince } from "../../domain/operation/health.ts";
import { maybeText, text, whole } from "../columns.ts";
import type { AccountDatabase, DirectoryDatabase } from "../database.ts";
import { firstRow, onlyRow, rows } from "../decode.ts";
import { mailPause, pauseStatement } from "../mails/pause.ts";

const inState = v.object({ state: v.picklist(importStates), imports: whole });

/** What a database of accounts tells of its work. */
export type WorkSeen = {
  readonly states: readonly v.InferOutput<typeof inState>[];
  readonly stuck: number;
  /** Since when the import that is active for longest has been so; null when none is. */
  readonly activeSince: string | null;
  /** When the mail that is due for longest was due; null when none is. */
  readonly oldestDue: string | null;
  readonly pause: MailPause | null;
  /** The newest migration that was applied. */
  readonly schema: string;
  readonly bytes: number;
};

/** Looks at what is under way in a database of accounts, at a time in milliseconds (O3). */
export async function findWork(db: AccountDatabase, now: number): Promise<WorkSeen> {
  const results = await db.batch([
    db.sql("SELECT state, count(*) AS imports FROM imports GROUP BY state"),
    db.sql(
      `SELECT count(*) FILTER (WHERE coalesce(undo_started_at, started_at) < ?1) AS stuck,
              min(coalesce(undo_started_at, started_at)) AS activeSince
       FROM imports WHERE state IN ('running', 'stopping', 'undoing')`,
      stuckSince(now),
    ),
    db.sql(
      `SELECT min((SELECT due_at FROM mails INDEXED BY mails_pending
                   WHERE mails.account = accounts.id AND state = 'pending' ORDER BY due_at LIMIT 1)) AS oldest
       FROM accounts`,
    ),
    pauseStatement(db),
    db.sql("SELECT name FROM migrations_of_accounts ORDER BY id DESC LIMIT 1"),
  ]);
  return {
    states: rows(inState, results, 0),
    ...onlyRow(v.object({ stuck: whole, activeSince: maybeText }), results, 1),
    oldestDue: onlyRow(v.object({ oldest: maybeText }), results, 2).oldest,
    pause: firstRow(mailPause, results, 3),
    schema: onlyRow(v.object({ name: text }), results, 4).name,
    bytes: sizeOf(results),
  };
}

/** Looks at the directory: its newest migration, and its size (bytes). */
export async function findDirectory(
  directory: DirectoryDatabase,
): Promise<{ readonly schema: string; readonly bytes: number }> {
  const results = await directory.batch([
    directory.sql("SELECT name FROM migrations_of_directory ORDER BY id DESC LIMIT 1"),
  ]);
  return { schema: onlyRow(v.object({ name: text }), results, 0).name, bytes: sizeOf(results) };
}

/** Each answer of D1 says how large its database is. */
function sizeOf(results: readonly D1Result[]): number {
  return results[0]?.meta.size_after ?? 0;
}

/** Asks all databases for anything; throws where one does not answer. */
export async function askAlive(databases: readonly AccountDatabase[], directory: DirectoryDatabase): Promise<void> {
  const accounts = databases.map((db) => db.has(db.sql("SELECT 1")));
  await Promise.all([directory.has(directory.sql("SELECT 1")), ...accounts]);
}

/** Tells how large a database is (bytes). */
export async function findSize(db: AccountDatabase): Promise<number> {
  return sizeOf(await db.batch([db.sql("SELECT 1")]));
}
