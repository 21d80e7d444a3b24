import type { Continuation } from "../../../domain/import/continuation.ts";
import type { ImportRow, Outcome } from "../../../domain/import/import.ts";
import type { AccountDatabase } from "../../database.ts";
import { firstRow } from "../../decode.ts";
import { zoneRow, zoneStatement } from "../../inventory/accounts.ts";
import { MAILS_NOW_STATEMENTS, type MailsNow, mailsNowStatements, readMailsNow } from "../../mails/counts.ts";
import { continuationsStatement, readContinuations } from "../continuations.ts";
import { type RowsPage, readListed, rowsStatement } from "../rows.ts";
import { outcomesStatement, type ReasonCount, readOutcomes, readReasons, reasonsStatement } from "./endings.ts";

/** What the page of an import that has ended shows. */
export type ShownResult = {
  /** Why rows were not created, the most frequent reason first. */
  readonly reasons: readonly ReasonCount[];
  readonly rows: readonly ImportRow[];
  /** How each row ended, in file order. */
  readonly outcomes: readonly Outcome[];
  readonly mails: MailsNow;
  /** What was made of the rows that were not created, the newest first (E10). */
  readonly continuations: readonly Continuation[];
  /** The zone of the account. */
  readonly time_zone: string;
};

/** Finds, in one call, what the page of an import that has ended shows. */
export async function findShownResult(
  db: AccountDatabase,
  account: string,
  importId: string,
  page: RowsPage,
): Promise<ShownResult> {
  const results = await db.batch([
    ...mailsNowStatements(db, account, importId),
    reasonsStatement(db, account, importId),
    rowsStatement(db, account, importId, page),
    outcomesStatement(db, account, importId),
    continuationsStatement(db, account, importId),
    zoneStatement(db, account),
  ]);
  const at = MAILS_NOW_STATEMENTS;
  return {
    mails: readMailsNow(results, 0),
    reasons: readReasons(results, at),
    rows: readListed(results, at + 1),
    outcomes: readOutcomes(results, at + 2),
    continuations: readContinuations(results, at + 3),
    time_zone: firstRow(zoneRow, results, at + 4)?.time_zone ?? "UTC",
  };
}
