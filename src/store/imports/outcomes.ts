import type { RowFailure } from "../../domain/import/import.ts";
import type { AccountDatabase } from "../database.ts";
import { countRowsStatement } from "./count-rows.ts";

/** A row that creates nobody; a skipped one has the user who exists (I10). */
export type EndedRow = {
  readonly row: number;
  readonly outcome: "failed" | "skipped";
  readonly failure: RowFailure;
  readonly existing: string | null;
};

/** The user that a row has become. */
type CreatedRow = {
  readonly row: number;
  readonly id: string;
  readonly settled: { readonly extension: string | null; readonly primary_phone: string | null };
};

type Outcomes = {
  readonly account: string;
  readonly importId: string;
  readonly now: string;
  readonly revision: number;
  readonly users: readonly CreatedRow[];
  readonly failures: readonly EndedRow[];
};

/** The statements that write what became of rows, and count them (X1). A row that has ended already is left as it is. */
export function outcomeStatements(db: AccountDatabase, commit: Outcomes): readonly D1PreparedStatement[] {
  const { users, failures } = commit;
  const ended = Map.groupBy(failures, ({ outcome }) => outcome);
  return [
    ...(users.length === 0 ? [] : [createdStatement(db, commit), countRowsStatement(db, commit, "created")]),
    ...[...ended].flatMap(([outcome, rows]) => [
      endedStatement(db, commit.importId, rows),
      countRowsStatement(db, commit, outcome),
    ]),
  ];
}

/**
 * A row finds what it has become under its own number, so that it is the only one that is read. Of what it asked for stays what
 * lists and an undo show of it and its cells do not say: the user has the rest, and a row that fits into a page of the database
 * beside others takes a fourth of the room.
 */
function createdStatement(db: AccountDatabase, { importId, users }: Outcomes): D1PreparedStatement {
  const rows = users.map(({ row }) => row);
  return db.sql(
    `UPDATE import_rows SET outcome = 'created', user_id = ?2 -> ('$.' || row) ->> 0, extension = ?2 -> ('$.' || row) ->> 1,
            primary_phone = ?2 -> ('$.' || row) ->> 2, email_key = NULL, pin = iif(corrections IS NULL, NULL, pin),
            wanted = json_patch('{}', json_object('display_name', wanted ->> 'display_name',
              'email', nullif(wanted ->> 'email', cells ->> 'email'), 'auto_phone', wanted ->> 'auto_phone',
              'additional_phones', json(nullif(wanted -> 'additional_phones', '[]'))))
     WHERE import_id = ?1 AND row BETWEEN ?3 AND ?4 AND outcome = 'pending' AND ?2 -> ('$.' || row) IS NOT NULL`,
    importId,
    JSON.stringify(
      Object.fromEntries(users.map(({ row, id, settled }) => [row, [id, settled.extension, settled.primary_phone]])),
    ),
    Math.min(...rows),
    Math.max(...rows),
  );
}

/** LIMIT -1 has what is given listed first, so that each finds its row by the key: else all rows of the import would be read. */
function endedStatement(db: AccountDatabase, importId: string, rows: readonly EndedRow[]): D1PreparedStatement {
  return db.sql(
    `UPDATE import_rows SET outcome = value ->> 'outcome', code = value ->> 'code', params = value -> 'params',
            user_id = value ->> 'existing'
     FROM (SELECT value, value ->> 'row' AS ended FROM json_each(?2) LIMIT -1)
     WHERE import_id = ?1 AND row = ended AND import_rows.outcome = 'pending'`,
    importId,
    JSON.stringify(rows.map(({ failure, ...ending }) => ({ ...ending, ...failure }))),
  );
}
