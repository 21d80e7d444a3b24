import type { AccountFacts } from "../../domain/account/account.ts";
import type { InventoryCounts } from "../../domain/account/wizard.ts";
import type { Import } from "../../domain/import/import.ts";
import { DRAFTS_PER_ACCOUNT } from "../../domain/limits.ts";
import type { AccountDatabase } from "../database.ts";
import { firstRow } from "../decode.ts";
import { openDraftsStatement, readDrafts } from "../imports/bin.ts";
import { importOf, importRow } from "../imports/import-record.ts";
import { FACT_STATEMENTS, factStatements, readFacts } from "./accounts.ts";
import { countsStatement, readCounts } from "./counts.ts";

/** What Home shows of an account. */
export type HomeFacts = {
  readonly facts: AccountFacts;
  readonly counts: InventoryCounts;
  /** The import that runs, else the newest, be it a draft or ended; null before the first. */
  readonly latest: Import | null;
  /** The newest drafts that nobody has started or thrown away. */
  readonly drafts: readonly Import[];
};

/** Finds what Home shows, in one call. */
export async function findHome(db: AccountDatabase, account: string): Promise<HomeFacts | null> {
  const results = await db.batch([
    ...factStatements(db, account),
    countsStatement(db, account),
    db.sql(
      `SELECT * FROM imports WHERE account = ?1 AND id = coalesce(
         (SELECT id FROM imports WHERE account = ?1 AND state IN ('running', 'stopping', 'undoing')),
         (SELECT max(id) FROM imports WHERE account = ?1 AND deleted_at IS NULL))`,
      account,
    ),
    openDraftsStatement(db, account, DRAFTS_PER_ACCOUNT),
  ]);
  const known = readFacts(results);
  if (!known) return null;
  const counts = readCounts(results, FACT_STATEMENTS);
  const latest = firstRow(importRow, results, FACT_STATEMENTS + 1);
  return {
    facts: known.facts,
    counts,
    latest: latest && importOf(latest),
    drafts: readDrafts(results, FACT_STATEMENTS + 2),
  };
}
