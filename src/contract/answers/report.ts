import * as v from "valibot";
import type { noticeJson } from "../../domain/check/notice-json.ts";
import { columnKeys } from "../../domain/columns.ts";
import type { Code } from "../../domain/problems/codes.ts";
import { services } from "../../domain/user/user.ts";
import type { blockerJson, problemJson, questionJson, reportJson, warningJson } from "../../http/answer/report-json.ts";
import { shows } from "../shows.ts";
import { codeOf, maybeText, whole } from "./kinds.ts";

export const field = v.nullable(v.picklist(columnKeys));
export const service = v.picklist(services);
const message = v.string();

const place = {
  row: v.nullable(whole),
  column: maybeText,
  field,
  value: maybeText,
  code: codeOf<ReturnType<typeof problemJson>["code"]>(),
  message,
  suggestion: maybeText,
};

/** One thing wrong with a cell, or with the file. */
export const problem = shows<ReturnType<typeof problemJson>>()(v.strictObject(place));

/** The same of what does not stop the import. */
export const warning = shows<ReturnType<typeof warningJson>>()(
  v.strictObject({
    ...place,
    code: codeOf<ReturnType<typeof warningJson>["code"]>(),
    will_fail: v.boolean(),
  }),
);

const told = <const C extends Code, Members extends v.ObjectEntries>(code: C, members: Members) =>
  v.strictObject({ code: v.literal(code), message, ...members });

export const subscriptionsShort = v.array(
  v.strictObject({ type: v.string(), needed: whole, available: whole, missing: whole }),
);

/** What is worth knowing of a file. */
export const notice = shows<ReturnType<typeof noticeJson>>()(
  v.variant("code", [
    told("service_not_installed", { service }),
    told("columns_ignored", { columns: v.array(v.string()) }),
    told("column_ignored", { header: maybeText, index: whole, values: whole }),
    told("columns_assigned", { columns: v.array(v.strictObject({ header: v.string(), field })) }),
    told("encoding", { encoding: v.string() }),
    told("numbers_foreseen", { rows: v.array(v.strictObject({ row: whole, e164: v.string() })), more: whole }),
    told("same_file", {
      import: v.string(),
      at: v.string(),
      by: v.string(),
      state: v.string(),
      created: whole,
      rows: whole,
    }),
  ]),
);

/** Texts by column. */
export const texts = v.record(v.picklist(columnKeys), v.string());

/** What is asked before anything is created. */
export const question = shows<ReturnType<typeof questionJson>>()(
  v.variant("code", [
    told("encoding_guessed", {
      encodings: v.array(v.strictObject({ encoding: v.string(), values: v.array(v.string()) })),
    }),
    told("cells_shifted", { rows: v.array(v.strictObject({ row: whole, values: texts })) }),
  ]),
);

/** What stands in the account's way. */
export const blocker = shows<ReturnType<typeof blockerJson>>()(
  v.variant("code", [
    told("service_not_installed", { service }),
    told("import_in_progress", { running_import: maybeText }),
    told("insufficient_subscriptions", { subscriptions: subscriptionsShort }),
  ]),
);

/** Everything that a check has found. */
export const report = shows<ReturnType<typeof reportJson>>()(
  v.strictObject({
    errors: v.array(problem),
    warnings: v.array(warning),
    notices: v.array(notice),
    questions: v.array(question),
    blockers: v.array(blocker),
  }),
);
