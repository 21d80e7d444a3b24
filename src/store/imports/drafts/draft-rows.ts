import * as v from "valibot";
import type { ColumnKey } from "../../../domain/columns.ts";
import type { KeptChange } from "../../../domain/import/draft-change.ts";
import type { Import } from "../../../domain/import/import.ts";
import type { Reading, ReadingFindings } from "../../../domain/import/reading.ts";
import { cells, json, maybeText, whole } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { firstRow, rows } from "../../decode.ts";
import { importOf, importRow } from "../import-record.ts";
import { findings, readingOf } from "../reading.ts";
import { newestStatement, readNewest } from "./changes.ts";

/** An import with its rows as they are now, PINs still sealed. */
export type KeptDraft = {
  readonly import: Import;
  readonly reading: Reading;
  readonly found: ReadingFindings;
  readonly notify_email: string | null;
  readonly headers: { readonly [K in ColumnKey]?: string };
  readonly revision: number;
  readonly rows: readonly KeptRow[];
  /** What was changed last (I12); null where nothing was. */
  readonly newest: KeptChange | null;
};

/** A row as it is kept: its PIN sealed apart from its cells. */
export type KeptRow = Readonly<v.InferOutput<typeof keptRow>>;

const keptRow = v.object({
  row: whole,
  cells: json(cells),
  pin: maybeText,
  corrections: v.nullable(json(cells)),
  revision: whole,
});

const draftRow = v.object({
  ...importRow.entries,
  found: json(findings),
  headers: json(cells),
  revision: whole,
});

/** Finds an import with what checking its rows again needs, in one call; null when there is none. */
export async function findDraft(db: AccountDatabase, account: string, importId: string): Promise<KeptDraft | null> {
  return readDraft(await db.batch(draftStatements(db, account, importId)), 0);
}

/** How many results readDraft takes out of a batch. */
export const DRAFT_STATEMENTS = 3;

/** The reads that make up a draft; readDraft understands their results. */
export function draftStatements(
  db: AccountDatabase,
  account: string,
  importId: string,
): readonly D1PreparedStatement[] {
  return [
    db.sql("SELECT * FROM imports WHERE account = ?1 AND id = ?2 AND deleted_at IS NULL", account, importId),
    db.sql(
      `SELECT row, cells, pin, corrections, revision FROM import_rows
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2) ORDER BY row`,
      account,
      importId,
    ),
    newestStatement(db, account, importId),
  ];
}

/** Reads a draft out of a batch, from the result at `at` on; null when there is none. */
export function readDraft(results: readonly D1Result[], at: number): KeptDraft | null {
  const record = firstRow(draftRow, results, at);
  if (!record) return null;
  const { found, notify_email, headers, revision } = record;
  return {
    import: importOf(record),
    reading: readingOf(record),
    found,
    notify_email,
    headers,
    revision,
    rows: rows(keptRow, results, at + 1),
    newest: readNewest(results, at + 2),
  };
}
