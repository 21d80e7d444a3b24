import * as v from "valibot";
import { type Outcome, outcomes } from "../../../domain/import/import.ts";
import { text, whole } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { rows } from "../../decode.ts";

/** A reason why rows of an import were not created, and how many of them. */
export type ReasonCount = Readonly<v.InferOutput<typeof reasonCount>>;

const reasonCount = v.object({ code: text, rows: whole });

/** The statement that counts the rows of an import that were not created, by reason, the most frequent first. */
export function reasonsStatement(db: AccountDatabase, account: string, importId: string): D1PreparedStatement {
  return db.sql(
    `SELECT code, count(*) AS rows FROM import_rows
     WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2)
       AND outcome = 'failed' AND code IS NOT NULL
     GROUP BY code ORDER BY count(*) DESC, code`,
    account,
    importId,
  );
}

/** Gives the counts out of a result of a batch. */
export function readReasons(results: readonly D1Result[], at: number): readonly ReasonCount[] {
  return rows(reasonCount, results, at);
}

const ending = v.object({ outcome: v.picklist(outcomes) });

/** Gives outcomes out of a result of a batch. */
export function readOutcomes(results: readonly D1Result[], at: number): readonly Outcome[] {
  return rows(ending, results, at).map(({ outcome }) => outcome);
}

/** The statement that lists the outcomes of all rows of an import, in file order. */
export function outcomesStatement(db: AccountDatabase, account: string, importId: string): D1PreparedStatement {
  return db.sql(
    `SELECT outcome FROM import_rows
     WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2) ORDER BY row`,
    account,
    importId,
  );
}
