import * as v from "valibot";
import type { Import } from "../../domain/import/import.ts";
import type { EarlierImport } from "../../domain/problems/codes/imports.ts";
import { text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { firstRow } from "../decode.ts";
import { importOf, importRow } from "./import-record.ts";
import { activeImportStatement } from "./imports.ts";

/** The content of a file, and the import that it is of; null before it is one. */
export type Content = { readonly sha256: string; readonly importId: string | null };

/** The imports that a check has to know of: the one that runs, and the last one of the very same content that was started. */
export type OtherImports = { readonly running: Import | null; readonly sameFile: EarlierImport | null };

const earlier = v.object({ import: text, at: text, by: text, state: text, created: whole, rows: whole });

/** How many results readOtherImports takes out of a batch. */
export const OTHER_STATEMENTS = 2;

/** Finds the imports that a check has to know of, for a batch. */
export function otherStatements(
  db: AccountDatabase,
  account: string,
  { sha256, importId }: Content,
): readonly D1PreparedStatement[] {
  return [
    activeImportStatement(db, account),
    db.sql(
      `SELECT id AS import, started_at AS at, started_by AS by, state, created, row_count AS rows FROM imports
       WHERE account = ?1 AND file_sha256 = ?2 AND started_at IS NOT NULL AND (?3 IS NULL OR id <> ?3)
       ORDER BY id DESC LIMIT 1`,
      account,
      sha256,
      importId,
    ),
  ];
}

/** Reads them out of the results of a batch, from the one at `first` on. */
export function readOtherImports(results: readonly D1Result[], first: number): OtherImports {
  const running = firstRow(importRow, results, first);
  return { running: running && importOf(running), sameFile: firstRow(earlier, results, first + 1) };
}
