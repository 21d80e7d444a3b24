import * as v from "valibot";
import { importStates, outcomes } from "../../domain/import/import.ts";
import { existingWays, passwordRoutes, warningWays } from "../../domain/import/options.ts";
import { confirmable } from "../../domain/import/reading.ts";
import { mailTimes } from "../../domain/mail/timing.ts";
import { waitingReasons } from "../../domain/mail/waiting.ts";
import type { changeJson, columnJson, undoJson } from "../../http/answer/change-json.ts";
import type { importJson } from "../../http/answer/import-json.ts";
import type { rowJson } from "../../http/answer/row-json.ts";
import { shows } from "../shows.ts";
import { codeOf, maybeText, maybeTime, time, whole } from "./kinds.ts";
import { field, notice, report, service, texts } from "./report.ts";

type Shown = ReturnType<typeof importJson>;

const options = shows<Shown["options"]>()(
  v.strictObject({
    services: v.array(service),
    passwords: v.picklist(passwordRoutes),
    password_recipient: maybeText,
    existing: v.picklist(existingWays),
    warnings: v.picklist(warningWays),
    mails: v.picklist(mailTimes),
    mails_at: maybeTime,
    encoding: maybeText,
    unknown_columns: v.picklist(["refuse", "ignore"]),
    confirm: v.array(v.picklist(["encoding_guessed", ...confirmable])),
    notify: v.boolean(),
    notify_email: maybeText,
  }),
);

const cost = v.strictObject({ d1_queries: whole, d1_rows_read: whole, d1_rows_written: whole, queue_messages: whole });

const column = shows<Shown["columns"][number]>()(
  v.strictObject({
    index: whole,
    header: v.string(),
    field,
    values: whole,
    how: v.picklist(["template", "assigned", "remembered", "ignored", "unknown"]),
    suggestion: field,
  }),
);

const mails = shows<Shown["mails"]>()(
  v.strictObject({
    pending: whole,
    held: whole,
    sent: whole,
    failed: whole,
    bounced: whole,
    cancelled: whole,
    waiting: v.nullable(v.strictObject({ reason: v.picklist(waitingReasons), until: time })),
  }),
);

const members = {
  id: v.string(),
  account: v.string(),
  state: v.picklist(importStates),
  file: v.strictObject({
    name: v.string(),
    bytes: whole,
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    encoding: v.string(),
    delimiter: v.picklist([",", ";", "\t"]),
  }),
  options,
  counts: v.strictObject({
    rows: whole,
    created: whole,
    failed: whole,
    pending: whole,
    not_attempted: whole,
    skipped: whole,
    undone: whole,
  }),
  problem_counts: v.strictObject({ errors: whole, warnings: whole, rows_will_fail: whole, rows_will_skip: whole }),
  columns: v.array(column),
  mails,
  notices: v.array(notice),
  started_by: v.string(),
  created_at: time,
  started_at: maybeTime,
  finished_at: maybeTime,
  undone_at: maybeTime,
  cost,
  mail_cost: cost,
  progress: v.strictObject({
    percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
    rows_per_second: v.nullable(v.number()),
    seconds_left: v.nullable(whole),
  }),
  links: v.strictObject({
    self: v.string(),
    rows: v.string(),
    problems: v.string(),
    not_created: v.string(),
    original: v.string(),
    page: v.string(),
  }),
};

/** An import, from the draft to the result. */
export const shownImport = shows<Shown>()(v.strictObject(members));

/** A draft with all that was found in it. */
export const draft = v.strictObject({ ...members, problems: report });

/** The same after a bulk change, with how many rows it changed. */
export const changedDraft = v.strictObject({ ...members, problems: report, changed: v.exactOptional(whole) });

type Row = ReturnType<typeof rowJson>;

/** A row of an import. */
export const row = shows<Row>()(
  v.strictObject({
    row: whole,
    outcome: v.picklist(outcomes),
    code: v.nullable(codeOf<NonNullable<Row["code"]>>()),
    message: maybeText,
    user: maybeText,
    email: v.string(),
    display_name: v.string(),
    extension: maybeText,
    primary_phone: maybeText,
    values: texts,
    revision: whole,
  }),
);

/** A change of a draft (I12). */
export const change = shows<ReturnType<typeof changeJson>>()(
  v.strictObject({
    id: v.string(),
    kind: v.picklist(["cells", "rows_removed", "columns", "encoding", "bulk"]),
    by: v.string(),
    at: time,
    rows: whole,
  }),
);

type Undone = ReturnType<typeof undoJson>;

/** What an undo would do (I11). */
export const undoPreview = shows<Undone>()(
  v.strictObject({
    removed: whole,
    kept: v.array(v.strictObject({ row: whole, user: v.string(), reason: codeOf<Undone["kept"][number]["reason"]>() })),
  }),
);

/** What the account remembers of a header (T4). */
export const columnMeaning = shows<ReturnType<typeof columnJson>>()(v.strictObject({ header: v.string(), field }));

/** Of a start that was repeated the import alone, of a dry run with what was found. */
export const uploaded = v.strictObject({ ...members, problems: v.exactOptional(report) });

/** What an undo has come to, or what it would do. */
export const undoPreviewOrImport = v.union([undoPreview, shownImport]);

/** How many mails were let go (M9). */
export const released = v.strictObject({ released: whole });
