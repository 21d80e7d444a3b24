import * as v from "valibot";
import { type Continues, leftOutcomes } from "../../domain/import/continues.ts";
import { type Import, importStates, type Undo } from "../../domain/import/import.ts";
import { existingWays, passwordRoutes, warningWays } from "../../domain/import/options.ts";
import { mailTimes } from "../../domain/mail/timing.ts";
import { json, maybeText, notice, readColumn, services, text, truth, whole } from "../columns.ts";
import { readingColumns, readingOf } from "./reading.ts";

/** What something has cost. */
export const cost = v.object({ d1_queries: whole, d1_rows_read: whole, d1_rows_written: whole, queue_messages: whole });

/** The version before noted a guessed encoding, which is a question now. */
const notices = v.pipe(
  v.array(notice),
  v.transform((all) => all.filter(({ code }: { readonly code: string }) => code !== "encoding_guessed")),
);

/** What an import is decoded by, out of all its columns. */
export const importRow = v.object({
  id: text,
  account: text,
  state: v.picklist(importStates),
  file_name: text,
  file_bytes: whole,
  file_sha256: text,
  file_encoding: text,
  file_delimiter: v.picklist([",", ";", "\t"]),
  services,
  passwords: v.picklist(passwordRoutes),
  password_recipient: maybeText,
  existing: v.picklist(existingWays),
  on_warnings: v.picklist(warningWays),
  notify_email: maybeText,
  mails: v.picklist(mailTimes),
  mails_at: maybeText,
  mails_released_at: maybeText,
  row_count: whole,
  created: whole,
  failed: whole,
  pending: whole,
  not_attempted: whole,
  skipped: whole,
  undone: whole,
  errors: whole,
  warnings: whole,
  rows_will_fail: whole,
  rows_will_skip: whole,
  notices: json(notices),
  columns: json(v.array(readColumn)),
  ...readingColumns,
  continues: maybeText,
  continues_outcomes: json(v.array(v.picklist(leftOutcomes))),
  started_by: text,
  created_at: text,
  started_at: maybeText,
  settled_at: maybeText,
  finished_at: maybeText,
  undo_started_at: maybeText,
  undo_started_by: maybeText,
  undone_at: maybeText,
  kept: whole,
  purged_at: maybeText,
  dismissed: truth,
  cost: json(cost),
  mail_cost: json(cost),
});
export type ImportRecord = Readonly<v.InferOutput<typeof importRow>>;

/** Makes an import of what is kept of it. */
export function importOf(record: ImportRecord): Import {
  const { encoding, unknown_columns, confirm } = readingOf(record);
  return {
    id: record.id,
    account: record.account,
    state: record.state,
    file: {
      name: record.file_name,
      bytes: record.file_bytes,
      sha256: record.file_sha256,
      encoding: record.file_encoding,
      delimiter: record.file_delimiter,
    },
    options: {
      services: record.services,
      passwords: record.passwords,
      password_recipient: record.password_recipient,
      existing: record.existing,
      warnings: record.on_warnings,
      mails: record.mails,
      mails_at: record.mails_at,
      encoding,
      unknown_columns,
      confirm,
      notify: record.notify_email !== null,
      notify_email: record.notify_email,
    },
    counts: {
      rows: record.row_count,
      created: record.created,
      failed: record.failed,
      pending: record.pending,
      not_attempted: record.not_attempted,
      skipped: record.skipped,
      undone: record.undone,
    },
    problem_counts: {
      errors: record.errors,
      warnings: record.warnings,
      rows_will_fail: record.rows_will_fail,
      rows_will_skip: record.rows_will_skip,
    },
    columns: record.columns,
    notices: record.notices,
    continues: continuesOf(record),
    started_by: record.started_by,
    created_at: record.created_at,
    started_at: record.started_at,
    settled_at: record.settled_at,
    finished_at: record.finished_at,
    undone_at: record.undone_at,
    undo: undoOf(record),
    mails_released_at: record.mails_released_at,
    dismissed: record.dismissed,
    purged: record.purged_at !== null,
    cost: record.cost,
    mail_cost: record.mail_cost,
  };
}

function continuesOf({ continues, continues_outcomes: outcomes }: ImportRecord): Continues | null {
  return continues === null ? null : { import: continues, outcomes };
}

function undoOf({ undo_started_at, undo_started_by, kept }: ImportRecord): Undo | null {
  if (undo_started_at === null || undo_started_by === null) return null;
  return { started_at: undo_started_at, started_by: undo_started_by, kept };
}
