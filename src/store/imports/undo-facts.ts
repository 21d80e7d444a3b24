import * as v from "valibot";
import { type ChunkRange, type ImportState, importStates } from "../../domain/import/import.ts";
import type { CreatedRow, CreatedUser, GivenValues, KeptRow } from "../../domain/import/undo.ts";
import { services } from "../../domain/user/user.ts";
import { json, maybeText, rowKept, settings, text, truth, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { firstRow, rows } from "../decode.ts";

/** Rows of an import that is being undone, with their users as they are now, read in one call. */
export type UndoFacts = {
  readonly state: ImportState;
  readonly epoch: number;
  readonly revision: number;
  readonly rows: readonly CreatedRow[];
};

const given: v.GenericSchema<unknown, GivenValues> = v.object({
  email: text,
  display_name: text,
  services: v.array(v.picklist(services)),
  license_key: maybeText,
  primary_phone: maybeText,
  additional_phones: v.array(v.string()),
  extension: maybeText,
  location_id: maybeText,
  first_name: maybeText,
  last_name: maybeText,
  job_title: maybeText,
  department: maybeText,
  external_id: maybeText,
  settings,
});

const createdRow = v.object({
  row: whole,
  user: text,
  name: text,
  has: v.nullable(json(given)),
  got: v.nullable(json(v.union([given, v.strictObject({})]))),
  signed_in: v.nullable(truth),
});

const runRow = v.object({ state: v.picklist(importStates), epoch: whole, revision: whole });

/** Finds the rows of a range that an undo has not looked at, with their users; null when there is no such import. */
export async function findUndoFacts(
  db: AccountDatabase,
  account: string,
  importId: string,
  range: ChunkRange,
): Promise<UndoFacts | null> {
  const results = await db.batch([
    db.sql(
      `SELECT state, epoch, accounts.revision FROM imports JOIN accounts ON accounts.id = imports.account
       WHERE imports.account = ?1 AND imports.id = ?2`,
      account,
      importId,
    ),
    createdRowsStatement(db, account, importId, range),
  ]);
  const run = firstRow(runRow, results, 0);
  return run && { ...run, rows: rows(createdRow, results, 1).map(rowOf) };
}

/** Lists all rows of an import that an undo would have to look at, with their users as they are now. */
export async function listUndoRows(
  db: AccountDatabase,
  account: string,
  importId: string,
): Promise<readonly CreatedRow[]> {
  const all = { from: 1, to: Number.MAX_SAFE_INTEGER };
  const found = await db.all(createdRow, createdRowsStatement(db, account, importId, all));
  return found.map(rowOf);
}

function rowOf({ row, user, name, has, got, signed_in }: v.InferOutput<typeof createdRow>): CreatedRow {
  const now: CreatedUser | null = has && { has, got, signed_in: signed_in === true };
  return { row, user, name, now };
}

const keptRow = v.object({ row: whole, user: text, name: text, reason: json(rowKept) });

/** Lists the rows whose users an undo has left, and why. */
export async function listKeptRows(
  db: AccountDatabase,
  account: string,
  importId: string,
): Promise<readonly KeptRow[]> {
  return db.all(
    keptRow,
    db.sql(
      `SELECT row, user_id AS user, coalesce(wanted ->> 'display_name', '') AS name,
              json_object('code', code, 'params', json(params)) AS reason
       FROM import_rows
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2)
         AND outcome = 'created' AND code IS NOT NULL
       ORDER BY row`,
      account,
      importId,
    ),
  );
}

/** A password that was ended by the version before stands without its check and without the mark. */
function createdRowsStatement(
  db: AccountDatabase,
  account: string,
  importId: string,
  range: ChunkRange,
): D1PreparedStatement {
  return db.sql(
    `SELECT import_rows.row, import_rows.user_id AS user, coalesce(wanted ->> 'display_name', '') AS name,
            users.as_imported AS got,
            users.signed_in OR (users.password_version > 0 AND users.password_check IS NULL) AS signed_in,
            CASE WHEN users.id IS NOT NULL THEN json_object('email', users.email, 'display_name', users.display_name,
              'services', json(users.services), 'license_key', users.license_key, 'primary_phone', users.primary_phone,
              'additional_phones', json(users.additional_phones), 'extension', users.extension,
              'location_id', users.location_id, 'first_name', users.first_name, 'last_name', users.last_name,
              'job_title', users.job_title, 'department', users.department, 'external_id', users.external_id,
              'settings', json(users.settings)) END AS has
     FROM import_rows LEFT JOIN users ON users.id = import_rows.user_id AND users.account = ?1
     WHERE import_rows.import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2)
       AND import_rows.row BETWEEN ?3 AND ?4 AND import_rows.outcome = 'created' AND import_rows.code IS NULL
     ORDER BY import_rows.row`,
    account,
    importId,
    range.from,
    range.to,
  );
}
