import type { AccountFacts } from "../../domain/account/account.ts";
import type { InventoryCounts } from "../../domain/account/wizard.ts";
import type { AccountDatabase } from "../database.ts";
import { FACT_STATEMENTS, factStatements, readFacts } from "./accounts.ts";
import { countsStatement, readCounts } from "./counts.ts";
import { type NumberList, type NumberPage, numbersStatement, readNumbers } from "./number-lists.ts";

/** What the list of numbers shows. */
export type NumbersFacts = {
  readonly facts: AccountFacts;
  readonly counts: InventoryCounts;
  readonly list: NumberList;
};

/** Finds a page of numbers with its account, in one call. */
export async function findNumbersPage(
  db: AccountDatabase,
  account: string,
  page: NumberPage,
): Promise<NumbersFacts | null> {
  const results = await db.batch([
    ...factStatements(db, account),
    countsStatement(db, account),
    numbersStatement(db, account, page),
  ]);
  const known = readFacts(results);
  if (!known) return null;
  const counts = readCounts(results, FACT_STATEMENTS);
  return { facts: known.facts, counts, list: readNumbers(results, FACT_STATEMENTS + 1, page) };
}
