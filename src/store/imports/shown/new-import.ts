import type { Import, OpenDraft } from "../../../domain/import/import.ts";
import { DRAFTS_PER_ACCOUNT } from "../../../domain/limits.ts";
import type { AccountDatabase } from "../../database.ts";
import { firstRow } from "../../decode.ts";
import { FACT_STATEMENTS, type FactsAtRevision, factStatements, readFacts } from "../../inventory/accounts.ts";
import { type ParkedCounts, parkedStatement, readParked } from "../../inventory/numbers.ts";
import { openDraftsStatement, readDrafts } from "../drafts/bin.ts";
import { importOf, importRow } from "../import-record.ts";
import { lastEndedStatement, shownImportStatement } from "../imports.ts";

/** What the page of a new import needs to know. */
export type NewImportFacts = {
  readonly known: FactsAtRevision;
  /** What comes before it: what runs, or what has ended and nobody has hidden (I8). */
  readonly shown: Import | null;
  readonly numbers: ParkedCounts;
  /** The import that has ended and was uploaded last. */
  readonly last: Import | null;
  /** The newest drafts that nobody has started or thrown away. */
  readonly drafts: readonly OpenDraft[];
};

/** Finds what the page of a new import shows, in one call; null where there is no such account. */
export async function findNewImport(db: AccountDatabase, account: string): Promise<NewImportFacts | null> {
  const results = await db.batch([
    ...factStatements(db, account),
    shownImportStatement(db, account),
    lastEndedStatement(db, account),
    parkedStatement(db, account),
    openDraftsStatement(db, account, DRAFTS_PER_ACCOUNT),
  ]);
  const known = readFacts(results);
  if (!known) return null;
  const importAt = (at: number) => {
    const record = firstRow(importRow, results, FACT_STATEMENTS + at);
    return record && importOf(record);
  };
  const numbers = readParked(results, FACT_STATEMENTS + 2);
  const drafts = readDrafts(results, FACT_STATEMENTS + 3);
  return { known, shown: importAt(0), last: importAt(1), numbers, drafts };
}
