import * as v from "valibot";
import type { Problem, Warning } from "../../domain/check/report.ts";
import { type ImportRow, type Outcome, outcomes } from "../../domain/import/import.ts";
import { cells, json, maybeText, problem, rowReason, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";
import { spellings } from "./spellings.ts";

const rowRow = v.object({
  row: whole,
  outcome: v.picklist(outcomes),
  failure: v.nullable(json(rowReason)),
  user_id: maybeText,
  email: maybeText,
  display_name: maybeText,
  extension: maybeText,
  primary_phone: maybeText,
  cells: json(cells),
  revision: whole,
});
type RowRecord = v.InferOutput<typeof rowRow>;

export type RowsPage = {
  readonly outcomes: readonly Outcome[];
  /** Only rows that were not created for this reason; left out or empty for all. */
  readonly code?: string;
  /** Part of a name, address, number or extension; empty for all. */
  readonly q: string;
  /** Rows after this one. */
  readonly after: number;
  readonly limit: number;
};

/** Lists rows of an import in file order. */
export async function listRows(
  db: AccountDatabase,
  account: string,
  importId: string,
  page: RowsPage,
): Promise<readonly ImportRow[]> {
  return readListed(await db.batch([rowsStatement(db, account, importId, page)]), 0);
}

/** The statement that lists them, for a batch. */
export function rowsStatement(
  db: AccountDatabase,
  account: string,
  importId: string,
  page: RowsPage,
): D1PreparedStatement {
  return db.sql(
    `SELECT row, outcome, user_id, revision, cells,
              CASE WHEN code IS NOT NULL THEN json_object('code', code, 'params', json(params)) END AS failure,
              coalesce(wanted ->> 'email', cells ->> 'email') AS email,
              coalesce(wanted ->> 'display_name', cells ->> 'display_name') AS display_name,
              coalesce(extension, CASE WHEN wanted IS NULL THEN cells ->> 'extension' ELSE wanted ->> 'extension' END) AS extension,
              coalesce(primary_phone, CASE WHEN wanted IS NULL THEN cells ->> 'primary_phone' ELSE wanted ->> 'primary_phone' END)
                AS primary_phone
       FROM import_rows
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2)
         AND row > ?3 AND outcome IN (SELECT value FROM json_each(?4))
         AND (?5 = '' OR EXISTS (SELECT 1 FROM json_each(?6) AS sought
           WHERE instr(lower(concat_ws(char(10), cells ->> 'display_name', cells ->> 'email', cells ->> 'extension', extension,
             cells ->> 'primary_phone', primary_phone, wanted ->> 'primary_phone', cells ->> 'additional_phones',
             wanted ->> 'additional_phones')), lower(sought.value)) > 0))
         AND (?8 = '' OR code = ?8)
       ORDER BY row LIMIT ?7`,
    account,
    importId,
    page.after,
    JSON.stringify(page.outcomes),
    page.q,
    spellings(page.q),
    page.limit,
    page.code ?? "",
  );
}

/** Gives the rows out of a result of a batch. */
export function readListed(results: readonly D1Result[], at: number): readonly ImportRow[] {
  return rows(rowRow, results, at).map(rowOf);
}

function rowOf(record: RowRecord): ImportRow {
  return {
    row: record.row,
    outcome: record.outcome,
    failure: record.failure,
    user: record.user_id,
    email: record.email ?? "",
    display_name: record.display_name ?? "",
    extension: record.extension,
    primary_phone: record.primary_phone,
    values: record.cells,
    revision: record.revision,
  };
}

/** Lists the problems of all rows of an import, in file order; warnings have `will_fail`. */
export async function listProblems(
  db: AccountDatabase,
  account: string,
  importId: string,
): Promise<readonly (Problem | Warning)[]> {
  const records = await db.all(
    v.object({ problems: json(v.array(problem)) }),
    db.sql(
      `SELECT problems FROM import_rows
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2) AND problems IS NOT NULL
       ORDER BY row`,
      account,
      importId,
    ),
  );
  return records.flatMap(({ problems }) => problems);
}

/** What an export needs of a row beside the upload itself. */
export type RowEnding = Readonly<v.InferOutput<typeof rowEnding>>;

const rowEnding = v.object({
  row: whole,
  outcome: v.picklist(outcomes),
  failure: v.nullable(json(rowReason)),
  corrections: v.nullable(json(cells)),
  pin: maybeText,
});

/** Lists how all rows of an import with these outcomes ended. */
export async function listEndings(
  db: AccountDatabase,
  account: string,
  importId: string,
  outcomes: readonly Outcome[],
): Promise<readonly RowEnding[]> {
  return db.all(
    rowEnding,
    db.sql(
      `SELECT row, outcome, corrections, pin,
              CASE WHEN code IS NOT NULL THEN json_object('code', code, 'params', json(params)) END AS failure
       FROM import_rows
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2)
         AND outcome IN (SELECT value FROM json_each(?3))
       ORDER BY row`,
      account,
      importId,
      JSON.stringify(outcomes),
    ),
  );
}
