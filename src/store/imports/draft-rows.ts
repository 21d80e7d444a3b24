import type { Cells, ColumnKey } from "../../domain/columns.ts";
import type { FallbackEncoding } from "../../domain/file/format.ts";
import type { Import } from "../../domain/import/import.ts";
import { type AccountDatabase, parseColumn, rowsOf } from "../database.ts";
import { type ImportRecord, importOf } from "./imports.ts";

/** An import with its rows as they are now, PINs still sealed. */
export type KeptDraft = {
  readonly import: Import;
  readonly fallback_encoding: FallbackEncoding;
  readonly notify_email: string | null;
  readonly headers: { readonly [K in ColumnKey]?: string };
  readonly revision: number;
  readonly rows: readonly KeptRow[];
};

/** A row as it is kept: its PIN sealed apart from its cells. */
export type KeptRow = {
  readonly row: number;
  readonly cells: Cells;
  readonly pin: string | null;
  readonly corrections: Cells | null;
  readonly revision: number;
};

type DraftRecord = ImportRecord & {
  fallback_encoding: FallbackEncoding;
  notify_email: string | null;
  headers: string;
  revision: number;
};

/** Finds an import with what checking its rows again needs, in one call; null when there is none. */
export async function findDraft(db: AccountDatabase, account: string, importId: string): Promise<KeptDraft | null> {
  const results = await db.batch([
    db.sql("SELECT * FROM imports WHERE account = ?1 AND id = ?2", account, importId),
    db.sql(
      `SELECT row, cells, pin, corrections, revision FROM import_rows
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2) ORDER BY row`,
      account,
      importId,
    ),
  ]);
  const [record] = rowsOf<DraftRecord>(results, 0);
  if (!record) return null;
  const rows = rowsOf<Omit<KeptRow, "cells" | "corrections"> & { cells: string; corrections: string | null }>(
    results,
    1,
  );
  return {
    import: importOf(record),
    fallback_encoding: record.fallback_encoding,
    notify_email: record.notify_email,
    headers: parseColumn<KeptDraft["headers"]>(record.headers),
    revision: record.revision,
    rows: rows.map(({ cells, corrections, ...row }) => ({
      ...row,
      cells: parseColumn<Cells>(cells),
      corrections: corrections === null ? null : parseColumn<Cells>(corrections),
    })),
  };
}
