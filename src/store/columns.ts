import * as v from "valibot";
import type { FileProblem, Notice, Problem, Question, Warning } from "../domain/check/report.ts";
import { type Cells, type ColumnKey, columnKeys } from "../domain/columns.ts";
import type { ReadColumn } from "../domain/file/read-columns.ts";
import type { RowFailure, RowKept } from "../domain/import/import.ts";
import { isCode } from "../domain/problems/say.ts";
import { services as allServices, type Settings, type WantedUser } from "../domain/user/user.ts";
import type { RowSchema } from "./decode.ts";

/** The kinds of columns that several tables have. */

export const text = v.string();
export const whole = v.number();
export const maybeText = v.nullable(v.string());
export const maybeWhole = v.nullable(v.number());

/** SQLite has no truth values: 1 and 0 stand for them. */
export const truth = v.pipe(
  v.picklist([0, 1]),
  v.transform((bit) => bit === 1),
);

/** A column that holds JSON. */
export function json<Value>(schema: v.GenericSchema<unknown, Value>) {
  return v.pipe(v.string(), v.parseJson(), schema);
}

export const texts = json(v.array(v.string()));
export const services = json(v.array(v.picklist(allServices)));

const knownKeys: ReadonlySet<string> = new Set(columnKeys);

/** Thousands of rows have them: what each of two dozen members may be is asked by one look. */
export const cells: RowSchema<Cells> = v.custom<Cells>(
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).every((key) => knownKeys.has(key) && typeof Reflect.get(value, key) === "string"),
  "texts by column key",
);

/** A problem is kept as its code and what is to be said with it; each code has its own members there. */
function isCoded(value: unknown): boolean {
  return v.is(
    v.looseObject({ code: v.pipe(v.string(), v.check(isCode)), params: v.record(v.string(), v.unknown()) }),
    value,
  );
}

export const rowFailure: RowSchema<RowFailure> = v.custom<RowFailure>(isCoded, "a problem");
export const rowKept: RowSchema<RowKept> = v.custom<RowKept>(isCoded, "a reason");
/** What a row says of itself: why it failed or was skipped, or why an undo has left its user. */
export const rowReason: RowSchema<RowFailure | RowKept> = v.custom<RowFailure | RowKept>(isCoded, "a reason");
/** A row with why it failed, as the mail of an import's end lists them. */
export const failedRow = v.custom<RowFailure & { readonly row: number }>(
  (value) => isCoded(value) && v.is(v.object({ row: whole }), value),
  "a row with a problem",
);

export const notice: RowSchema<Notice> = v.custom<Notice>(isCoded, "a notice");
export const problem: RowSchema<Problem | Warning> = v.custom<Problem | Warning>(isCoded, "a problem");

export const question: RowSchema<Question> = v.custom<Question>(isCoded, "a question");
export const fileProblem: RowSchema<FileProblem> = v.custom<FileProblem>(isCoded, "a problem of a file");

export const field = v.custom<ColumnKey>((value) => typeof value === "string" && knownKeys.has(value), "a column");
export const maybeField = v.nullable(field);

/** A column of a file, as it was read. */
export const readColumn: RowSchema<ReadColumn> = v.object({
  index: whole,
  header: text,
  field: maybeField,
  values: whole,
  how: v.picklist(["template", "assigned", "remembered", "ignored", "unknown"]),
  suggestion: maybeField,
});

export const settings: v.GenericSchema<unknown, Settings> = v.object({
  time_zone: maybeText,
  time_zone_label: maybeText,
  caller_id: maybeText,
  call_timeout: maybeWhole,
  voicemail_operator: maybeText,
  voicemail_autodelete_days: maybeWhole,
  voicemail_transcription: v.nullable(v.boolean()),
  voicemail_emails: v.array(v.string()),
  voicemail_sms: maybeText,
  fmfm_order: v.nullable(v.picklist(["sequentially", "simultaneously"])),
  fmfm_phones: v.array(v.string()),
  fmfm_timeout: maybeWhole,
});

/** What is kept alike of a user who is wanted and of one who exists. */
export const userTexts = {
  display_name: text,
  email: text,
  license_type: maybeText,
  primary_phone: maybeText,
  extension: maybeText,
  location: maybeText,
  first_name: maybeText,
  last_name: maybeText,
  job_title: maybeText,
  department: maybeText,
};

export const wantedUser: v.GenericSchema<unknown, WantedUser> = v.object({
  ...userTexts,
  additional_phones: v.array(v.string()),
  // Rows that were checked by a version without these have none.
  auto_phone: v.optional(maybeText, null),
  external_id: v.optional(maybeText, null),
  settings,
});
