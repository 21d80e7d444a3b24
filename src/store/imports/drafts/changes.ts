import * as v from "valibot";
import { bulkStep } from "../../../domain/import/bulk-step.ts";
import type { ChangeAbout, KeptChange, NewChange } from "../../../domain/import/draft-change.ts";
import type { RowBefore } from "../../../domain/import/row-before.ts";
import { CHANGES_KEPT, CHANGES_SIZE } from "../../../domain/limits.ts";
import { cells, field, json, maybeText, text, whole } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { firstRow, type RowSchema, rows } from "../../decode.ts";
import { reading } from "../reading.ts";
import { slices } from "./stage-rows.ts";

/** What a row was, as it is kept: a PIN that was changed stands sealed, apart from the texts; null for none. */
export type StoredRowBefore = RowBefore & { readonly pin?: string | null };

/** A change as it is kept, with what there was before. */
export type StoredChange = Omit<NewChange, "rows"> & { readonly rows: readonly StoredRowBefore[] };

/** What becomes of the changes of a draft: one is added, or the newest is taken back. */
export type HistoryStep =
  | { readonly add: StoredChange; readonly by: string; readonly at: string }
  | { readonly takenBack: string };

const about: v.GenericSchema<unknown, ChangeAbout> = v.variant("kind", [
  v.object({ kind: v.literal("cells"), fields: v.array(field), removed: whole }),
  v.object({ kind: v.picklist(["rows_removed", "columns"]) }),
  v.object({ kind: v.literal("encoding"), encoding: maybeText }),
  v.object({ kind: v.literal("bulk"), steps: v.array(bulkStep) }),
]);

/** What a change is decoded by, out of all its columns. */
const changeRow = v.object({
  place: whole,
  about: json(about),
  reading: v.nullable(json(reading)),
  changed: whole,
  changed_by: text,
  changed_at: text,
});

/** What is decoded of a row that a change has replaced. */
export const rowBefore: RowSchema<StoredRowBefore> = v.object({
  row: whole,
  revision: whole,
  texts: cells,
  corrected: v.array(field),
  pin: v.exactOptional(maybeText),
});

/** The statements that keep a step of a draft's history, for the batch that changes it from this revision on. */
export function historyStatements(
  db: AccountDatabase,
  importId: string,
  revision: number,
  step: HistoryStep,
): readonly D1PreparedStatement[] {
  if ("takenBack" in step) {
    const place = placeOf(step.takenBack);
    return [db.sql("DELETE FROM draft_changes WHERE import_id = ?1 AND place = ?2", importId, place)];
  }
  const { add, by, at } = step;
  const place = revision + 1;
  const parts = slices(add.rows.map((row) => JSON.stringify(row)));
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return [
    db.sql(
      `INSERT INTO draft_changes (import_id, place, about, reading, changed, size, changed_by, changed_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
      importId,
      place,
      JSON.stringify(add.about),
      add.reading && JSON.stringify(add.reading),
      add.changed,
      size,
      by,
      at,
    ),
    ...parts.map((part, at) =>
      db.sql(
        "INSERT INTO draft_change_parts (import_id, place, part, before) VALUES (?1, ?2, ?3, ?4)",
        importId,
        place,
        at,
        part,
      ),
    ),
    forgetStatement(db, importId),
  ];
}

/** Forgets the changes beyond the last ones, and those before the newest that hold too much. */
function forgetStatement(db: AccountDatabase, importId: string): D1PreparedStatement {
  return db.sql(
    `DELETE FROM draft_changes WHERE import_id = ?1 AND place IN (
       SELECT place FROM
         (SELECT place, row_number() OVER newer AS nth, sum(size) OVER newer AS held
          FROM draft_changes WHERE import_id = ?1 WINDOW newer AS (ORDER BY place DESC))
       WHERE nth > ?2 OR (nth > 1 AND held > ?3))`,
    importId,
    CHANGES_KEPT,
    CHANGES_SIZE,
  );
}

/** Lists what was changed in a draft, newest first, from before the cursor (the id of a change). */
export async function listChanges(
  db: AccountDatabase,
  account: string,
  importId: string,
  page: { readonly before: string; readonly limit: number },
): Promise<readonly KeptChange[]> {
  const found = await db.all(
    changeRow,
    db.sql(
      `SELECT place, about, reading, changed, changed_by, changed_at FROM draft_changes
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2) AND (?3 = 0 OR place < ?3)
       ORDER BY place DESC LIMIT ?4`,
      account,
      importId,
      placeOf(page.before),
      page.limit,
    ),
  );
  return found.map(changeOf);
}

/** The newest change of a draft, with all that it has replaced. */
export type NewestChange = KeptChange & Pick<StoredChange, "reading" | "rows">;

/** Finds the newest change of a draft; null when nothing was changed in it. */
export async function findNewestChange(
  db: AccountDatabase,
  account: string,
  importId: string,
): Promise<NewestChange | null> {
  const results = await db.batch([
    newestStatement(db, account, importId),
    db.sql(
      `SELECT before FROM draft_change_parts
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2)
         AND place = (SELECT max(place) FROM draft_changes WHERE import_id = ?2)
       ORDER BY part`,
      account,
      importId,
    ),
  ]);
  const newest = firstRow(changeRow, results, 0);
  if (!newest) return null;
  const parts = rows(v.object({ before: json(v.array(rowBefore)) }), results, 1);
  return { ...changeOf(newest), reading: newest.reading, rows: parts.flatMap(({ before }) => before) };
}

/** Finds what was changed last in a draft, for a batch. */
export function newestStatement(db: AccountDatabase, account: string, importId: string): D1PreparedStatement {
  return db.sql(
    `SELECT place, about, reading, changed, changed_by, changed_at FROM draft_changes
     WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2) ORDER BY place DESC LIMIT 1`,
    account,
    importId,
  );
}

/** Reads what was changed last out of a result of a batch. */
export function readNewest(results: readonly D1Result[], index: number): KeptChange | null {
  const newest = firstRow(changeRow, results, index);
  return newest && changeOf(newest);
}

/** A change is named by the revision that it made of its draft, which no other has. */
export function changeId(revision: number): string {
  return `chg_${revision}`;
}

function changeOf({ place, about, changed, changed_by, changed_at }: v.InferOutput<typeof changeRow>): KeptChange {
  return { id: changeId(place), about, changed, by: changed_by, at: changed_at };
}

/** 0 for what is the id of no change. */
function placeOf(id: string): number {
  return Number(/^chg_([1-9][0-9]{0,8})$/.exec(id)?.[1] ?? 0);
}
