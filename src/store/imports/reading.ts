import * as v from "valibot";
import { asItSays, confirmable, type Reading, type ReadingFindings } from "../../domain/import/reading.ts";
import { fileProblem, json, maybeField, maybeText, notice, question, text, whole } from "../columns.ts";

/** How a file is read, as its import keeps it. */
export const reading: v.GenericSchema<unknown, Reading> = v.object({
  encoding: maybeText,
  columns: v.array(v.object({ index: whole, field: maybeField })),
  remembered: v.array(v.object({ header: text, field: maybeField })),
  unknown_columns: v.picklist(["refuse", "ignore"]),
  confirm: v.array(v.picklist(confirmable)),
  removed: v.array(whole),
});

/** What reading a draft has found; the version before keeps nothing of it. */
export const findings: v.GenericSchema<unknown, ReadingFindings> = v.object({
  headers: v.optional(v.array(fileProblem), []),
  questions: v.optional(v.array(question), []),
  notices: v.optional(v.array(notice), []),
  remember: v.optional(v.array(v.object({ key: text, header: text, field: maybeField })), []),
});

/** The columns of an import that say how its file is read. */
export const readingColumns = {
  reading: v.nullable(json(reading)),
  fallback_encoding: text,
};

/** How the file of an import is read. The version before knew nothing but what to read as when the bytes do not tell. */
export function readingOf(record: { readonly reading: Reading | null; readonly fallback_encoding: string }): Reading {
  return record.reading ?? { ...asItSays, encoding: record.fallback_encoding };
}
