import { readValue } from "../cells/value/read-value.ts";
import type { Report } from "../check/report.ts";
import { type Cells, type ColumnKey, columnKeys } from "../columns.ts";
import { MAX_BULK_TEXT } from "../limits.ts";
import { done, type Result, refuse } from "../problems/result.ts";
import { type BulkStep, isBulkField, type StepByProblems, type StepByTexts, type Where } from "./bulk-step.ts";
import { type DraftRow, withTexts } from "./draft-row.ts";

/** Tells whether a step goes by what a check has found. */
export function goesByProblems(step: BulkStep): step is StepByProblems {
  return step.do === "accept_suggestions" || step.do === "remove";
}

/** Takes the suggestions of a report over, or leaves out the rows of which it says something. */
export function changeByProblems(
  rows: readonly DraftRow[],
  step: StepByProblems,
  { errors, warnings }: Pick<Report, "errors" | "warnings">,
): readonly DraftRow[] {
  const found = [...errors, ...warnings].filter(({ code }) => step.code === undefined || code === step.code);
  if (step.do === "remove") {
    const meant = found.filter(({ field }) => step.field === undefined || field === step.field);
    const named = new Set(meant.map(({ row }) => row));
    return rows.filter(({ row }) => !named.has(row));
  }
  const suggested = new Map<number, { [K in ColumnKey]?: string }>();
  for (const { row, field, suggestion } of found) {
    if (row === null || field === null || suggestion === null || !isBulkField(field)) continue;
    if (step.field !== undefined && field !== step.field) continue;
    const texts = suggested.get(row) ?? {};
    // Of several problems of one cell the first has the word, as on the page.
    texts[field] ??= suggestion;
    suggested.set(row, texts);
  }
  return rows.map((row) => withOtherTexts(row, suggested.get(row.row) ?? {}));
}

/** Sets a column to a value, or replaces a text within it. Texts compare as F9 leaves them, and case matters. */
export function changeByTexts(rows: readonly DraftRow[], step: StepByTexts): Result<readonly DraftRow[]> {
  const { field } = step;
  if (step.do === "set") {
    const isMeant = meantBy(step.where, field);
    return done(rows.map((row) => (isMeant(textOf(row, field)) ? withOtherTexts(row, { [field]: step.value }) : row)));
  }
  const [find, by] = [step.find.normalize("NFC"), step.with.normalize("NFC")];
  const long = rows.find((row) => isTooLong(textOf(row, field), find, by));
  if (long) return refuse("invalid_option", { about: "long_text", row: long.row, most: MAX_BULK_TEXT });
  return done(
    rows.map((row) => {
      const text = textOf(row, field);
      return text.includes(find) ? withOtherTexts(row, { [field]: text.replaceAll(find, () => by) }) : row;
    }),
  );
}

function meantBy(where: Where, field: ColumnKey): (text: string) => boolean {
  if (where === "all") return () => true;
  const wanted = where === "blank" ? "" : readValue(where.value, field);
  return (text) => text === wanted;
}

/** A cell that has the text already is not corrected. */
function withOtherTexts(row: DraftRow, texts: Cells): DraftRow {
  const clean = columnKeys.flatMap((key): (readonly [ColumnKey, string])[] => {
    const text = texts[key];
    if (text === undefined) return [];
    const value = readValue(text, key);
    return value === textOf(row, key) ? [] : [[key, value]];
  });
  return clean.length === 0 ? row : withTexts(row, Object.fromEntries(clean));
}

/** Counted before the text is made, which could be larger than all memory. */
function isTooLong(text: string, find: string, by: string): boolean {
  const times = text.split(find).length - 1;
  return times > 0 && by.length > find.length && text.length + times * (by.length - find.length) > MAX_BULK_TEXT;
}

function textOf({ cells }: DraftRow, field: ColumnKey): string {
  return cells[field] ?? "";
}
