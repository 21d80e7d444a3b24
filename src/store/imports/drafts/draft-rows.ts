import * as v from "valibot";
import type { ColumnKey } from "../../../domain/columns.ts";
import type { KeptChange } from "../../../domain/import/draft-change.ts";
import { type Import, isDraft } from "../../../domain/import/import.ts";
import type { Reading, ReadingFindings } from "../../../domain/import/reading.ts";
import { cells, json, text, whole } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { firstRow, rows } from "../../decode.ts";
import { importOf, importRow } from "../import-record.ts";
import { findings, readingOf } from "../reading.ts";
import { newestStatement, readNewest } from "./changes.ts";
import { type KeptRow, keptRow } from "./kept-row.ts";
import { knownRows, noteRead } from "./known-rows.ts";

/** An import with its rows as they are now, PINs still sealed. */
export type KeptDraft = {
  readonly import: Import;
  readonly reading: Reading;
  readonly found: ReadingFindings;
  readonly notify_email: string | null;
  readonly headers: { readonly [K in ColumnKey]?: string };
  readonly revision: number;
  readonly touched_at: string;
  readonly rows: readonly KeptRow[];
  /** What was changed last (I12); null where nothing was. */
  readonly newest: KeptChange | null;
};

const draftRow = v.object({
  ...importRow.entries,
  found: json(findings),
  headers: json(cells),
  revision: whole,
  touched_at: text,
});

/** Finds an import with what checking its rows again needs, in one call; null when there is none. */
export async function findDraft(db: AccountDatabase, account: string, importId: string): Promise<KeptDraft | null> {
  const { statements, read } = askForDraft(db, account, importId);
  return read(await db.batch(statements), 0);
}

/** The reads of a batch that make up a draft, and what understands their results, from the one at `at` on. */
export type DraftQuery = {
  readonly statements: readonly D1PreparedStatement[];
  readonly read: (results: readonly D1Result[], at: number) => KeptDraft | null;
};

/** Asks for a draft. Its rows travel only if they may be others than those that this isolate knows. */
export function askForDraft(db: AccountDatabase, account: string, importId: string): DraftQuery {
  const known = knownRows({ account, importId });
  const statements = [
    db.sql("SELECT * FROM imports WHERE account = ?1 AND id = ?2 AND deleted_at IS NULL", account, importId),
    db.sql(
      `SELECT row, cells, pin, corrections, revision FROM import_rows
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2
           AND NOT (revision = ?3 AND touched_at = ?4 AND state IN ('invalid', 'ready')))
       ORDER BY row`,
      account,
      importId,
      known?.at.revision ?? 0,
      known?.at.touchedAt ?? "",
    ),
    newestStatement(db, account, importId),
  ];
  const read = (results: readonly D1Result[], at: number) => {
    const record = firstRow(draftRow, results, at);
    if (!record) return null;
    const { found, notify_email, headers, revision, touched_at } = record;
    const draft = { import: importOf(record), reading: readingOf(record), found, notify_email, headers };
    const isKnown = known?.at.revision === revision && known.at.touchedAt === touched_at && isDraft(record.state);
    const kept = isKnown ? known.rows : rows(keptRow, results, at + 1);
    if (!isKnown && isDraft(record.state)) noteRead({ account, importId, revision, touchedAt: touched_at }, kept);
    return { ...draft, revision, touched_at, rows: kept, newest: readNewest(results, at + 2) };
  };
  return { statements, read };
}
