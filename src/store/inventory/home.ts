import type { AccountFacts } from "../../domain/account/account.ts";
import type { InventoryCounts } from "../../domain/account/wizard.ts";
import type { Import, OpenDraft } from "../../domain/import/import.ts";
import { DRAFTS_PER_ACCOUNT } from "../../domain/limits.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";
import { openDraftsStatement, readDrafts } from "../imports/drafts/bin.ts";
import { importOf, importRow } from "../imports/import-record.ts";
import { activeImportStatement } from "../imports/imports.ts";
import { FACT_STATEMENTS, factStatements, readFacts } from "./accounts.ts";
import { countsStatement, readCounts } from "./counts.ts";

/** What Home shows of an account. */
export type HomeFacts = {
  readonly facts: AccountFacts;
  readonly counts: InventoryCounts;
  readonly running: Import | null;
  /** The newest that were started. */
  readonly started: readonly Import[];
  /** The newest drafts that nobody has started or thrown away. */
  readonly drafts: readonly OpenDraft[];
};

/** So many are shown. */
const STARTED = 7;

/** Finds what Home shows, in one call. */
export async function findHome(db: AccountDatabase, account: string): Promise<HomeFacts | null> {
  const results = await db.batch([
    ...factStatements(db, account),
    countsStatement(db, account),
    activeImportStatement(db, account),
    db.sql(
      "SELECT * FROM imports WHERE account = ?1 AND state NOT IN ('invalid', 'ready') ORDER BY id DESC LIMIT ?2",
      account,
      STARTED,
    ),
    openDraftsStatement(db, account, DRAFTS_PER_ACCOUNT),
  ]);
  const known = readFacts(results);
  if (!known) return null;
  const counts = readCounts(results, FACT_STATEMENTS);
  const importsOf = (at: number) => rows(importRow, results, FACT_STATEMENTS + at).map(importOf);
  const [running = null] = importsOf(1);
  const drafts = readDrafts(results, FACT_STATEMENTS + 3);
  return { facts: known.facts, counts, running, started: importsOf(2), drafts };
}
