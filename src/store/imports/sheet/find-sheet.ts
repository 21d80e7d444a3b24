import * as v from "valibot";
import type { InventoryCounts } from "../../../domain/account/wizard.ts";
import { text, whole } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { firstRow, rows } from "../../decode.ts";
import { FACT_STATEMENTS, type FactsAtRevision, factStatements, readFacts } from "../../inventory/accounts.ts";
import { countsStatement, readCounts } from "../../inventory/counts.ts";
import { askForDraft, type KeptDraft } from "../drafts/draft-rows.ts";

const problemsRow = v.object({ row: whole, problems: text });

/** A draft, and the account that it is checked against at its revision. */
export type KeptSheet = FactsAtRevision & {
  readonly kept: KeptDraft;
  readonly counts: InventoryCounts;
  /** Mails of the account that went out on the day. */
  readonly mailsOfDay: number;
  /** What the last check has found in the rows that are asked about, as JSON; without those in which it has found nothing. */
  readonly problems: ReadonlyMap<number, string>;
};

/** The day, and the rows whose problems are to be compared with those of the next check. */
export type SheetWish = { readonly day: string; readonly rows: readonly number[] };

/** Finds a draft with all that its sheet shows of the account, in one call; null when there is none. */
export async function findSheet(
  db: AccountDatabase,
  account: string,
  importId: string,
  wish: SheetWish,
): Promise<KeptSheet | null> {
  const draft = askForDraft(db, account, importId);
  const results = await db.batch([
    ...factStatements(db, account),
    ...draft.statements,
    countsStatement(db, account),
    db.sql("SELECT mails FROM mail_days WHERE account = ?1 AND day = ?2", account, wish.day),
    db.sql(
      `SELECT row, problems FROM import_rows
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2) AND problems IS NOT NULL
         AND row IN (SELECT value FROM json_each(?3))`,
      account,
      importId,
      JSON.stringify(wish.rows),
    ),
  ]);
  const known = readFacts(results);
  const kept = draft.read(results, FACT_STATEMENTS);
  if (!known || !kept) return null;
  const next = FACT_STATEMENTS + draft.statements.length;
  const sent = firstRow(v.object({ mails: whole }), results, next + 1);
  const problems = new Map(rows(problemsRow, results, next + 2).map((found) => [found.row, found.problems]));
  return { ...known, kept, counts: readCounts(results, next), mailsOfDay: sent?.mails ?? 0, problems };
}
