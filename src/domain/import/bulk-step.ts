import * as v from "valibot";
import { type ColumnKey, columnKeys } from "../columns.ts";
import { MAX_BULK_STEPS, MAX_BULK_TEXT } from "../limits.ts";
import { ruleName } from "../problems/codes/rules.ts";
import type { Code } from "../problems/codes.ts";
import { codes } from "../problems/say.ts";

/** A column that can be changed as a whole: a PIN is one person's own (I13). */
export type BulkField = Exclude<ColumnKey, "voicemail_pin">;

/** The columns that can be changed as a whole. */
export const bulkFields: readonly BulkField[] = columnKeys.filter(isBulkField);

/** Tells whether a column can be changed as a whole. */
export function isBulkField(key: ColumnKey): key is BulkField {
  return key !== "voicemail_pin";
}

/** What depends on what a check has found: its suggestions, or the rows that have a problem of a kind. */
export type StepByProblems =
  | { readonly do: "accept_suggestions"; readonly code?: Code | undefined; readonly field?: BulkField | undefined }
  /** One of the two at least. */
  | { readonly do: "remove"; readonly code?: Code | undefined; readonly field?: ColumnKey | undefined };

/** Which rows get a value: all, those where the column is blank, or those with a given value. */
export type Where = "all" | "blank" | { readonly value: string };

/** What depends on the texts alone. */
export type StepByTexts =
  | { readonly do: "set"; readonly field: BulkField; readonly value: string; readonly where: Where }
  | { readonly do: "replace"; readonly field: BulkField; readonly find: string; readonly with: string };

/** A step of a bulk change (I13). */
export type BulkStep = StepByProblems | StepByTexts;

const code = v.picklist(codes, ruleName("code"));
const field = v.picklist(bulkFields);
const anyField = v.picklist(columnKeys);
const text = v.pipe(v.string(), v.maxLength(MAX_BULK_TEXT, ruleName("bulk_text")));
const where = v.union([v.picklist(["all", "blank"]), v.strictObject({ value: v.string() })], ruleName("where"));

/** How a step of a bulk change is written, in requests and where it is kept. */
export const bulkStep: v.GenericSchema<unknown, BulkStep> = v.variant("do", [
  strict({ do: v.literal("accept_suggestions"), code: v.optional(code), field: v.optional(field) }),
  strict({ do: v.literal("remove"), code, field: v.optional(anyField) }),
  strict({ do: v.literal("remove"), field: anyField }),
  strict({ do: v.literal("set"), field, value: text, where }),
  strict({ do: v.literal("replace"), field, find: v.pipe(text, v.minLength(1, ruleName("blank"))), with: text }),
]);

function strict<Entries extends v.ObjectEntries>(entries: Entries) {
  return v.strictObject(entries, ruleName("no_member"));
}

/** The steps of a bulk change as a request names them. */
export const bulkSteps = v.pipe(
  v.array(bulkStep),
  v.minLength(1, ruleName("steps")),
  v.maxLength(MAX_BULK_STEPS, ruleName("steps")),
);
