import type { Problem, Warning } from "../../../domain/check/report.ts";
import type { Cells } from "../../../domain/columns.ts";
import type { WantedUser } from "../../../domain/user/user.ts";
import type { AccountDatabase } from "../../database.ts";

/** A checked row as it is kept: `pin` is sealed, `cells` are without it. */
export type StoredDraftRow = {
  readonly row: number;
  readonly cells: Cells;
  readonly wanted: WantedUser | null;
  readonly email_key: string | null;
  readonly pin: string | null;
  readonly problems: readonly (Problem | Warning)[];
  /** What was corrected in Muster; a corrected PIN stands as "". */
  readonly corrections: Cells | null;
  /** Raised by each correction of the row. */
  readonly revision: number;
};

/** D1 takes 2,000,000 bytes a parameter; rows are staged in slices well below it. */
const SLICE_CHARACTERS = 500_000;

/** Keeps rows of a draft as they are now, for the batch that keeps the draft; what is the same already is not written. */
export function stageRows(
  db: AccountDatabase,
  importId: string,
  rows: readonly StoredDraftRow[],
): readonly D1PreparedStatement[] {
  return slices(rows.map((row) => JSON.stringify(row))).map((slice) =>
    db.sql(
      `INSERT INTO import_rows (import_id, row, outcome, cells, wanted, email_key, pin, problems, corrections, revision)
       SELECT ?1, value ->> 'row', 'pending', value -> 'cells', nullif(value -> 'wanted', 'null'),
              value ->> 'email_key', value ->> 'pin', nullif(value -> 'problems', '[]'),
              nullif(value -> 'corrections', 'null'), value ->> 'revision'
       FROM json_each(?2) WHERE true
       ON CONFLICT (import_id, row) DO UPDATE SET cells = excluded.cells, wanted = excluded.wanted,
         email_key = excluded.email_key, pin = excluded.pin, problems = excluded.problems,
         corrections = excluded.corrections, revision = excluded.revision
       WHERE (import_rows.revision, import_rows.cells, import_rows.wanted, import_rows.email_key, import_rows.pin,
              import_rows.problems, import_rows.corrections)
         IS NOT (excluded.revision, excluded.cells, excluded.wanted, excluded.email_key, excluded.pin, excluded.problems,
                 excluded.corrections)`,
      importId,
      slice,
    ),
  );
}

/** Joins things that are JSON already to JSON arrays that each fit into one parameter. */
export function slices(texts: readonly string[]): readonly string[] {
  const made: string[] = [];
  let open: string[] = [];
  let length = 0;
  for (const text of texts) {
    if (length + text.length > SLICE_CHARACTERS && open.length > 0) {
      made.push(`[${open.join(",")}]`);
      open = [];
      length = 0;
    }
    open.push(text);
    length += text.length;
  }
  return open.length > 0 ? [...made, `[${open.join(",")}]`] : made;
}
