import { type Cells, type ColumnKey, columnOf, isMandatory } from "../columns.ts";
import type { Needs } from "../file/reading-options.ts";
import type { Reading, ReadingFindings } from "../import/reading.ts";
import type { Checked } from "./check.ts";
import { openQuestions } from "./open-questions.ts";
import type { FileProblem, Problem, Question } from "./report.ts";

/** A row of a file with what was corrected in it; null for nothing. */
export type CorrectableRow = { readonly row: number; readonly cells: Cells; readonly corrections: Cells | null };

/** A file that was read, as it is checked. */
export type FileRead = {
  readonly rows: readonly CorrectableRow[];
  /** The fields that the file has. */
  readonly fields: readonly ColumnKey[];
  readonly found: ReadingFindings;
  readonly confirm: Reading["confirm"];
};

/**
 * Adds to a check what reading the file had to say: problems of headers, open questions, notices. While
 * headers are wrong, only the columns that are known say what is wrong in their cells.
 */
export function withReading(checked: Checked, file: FileRead, needs: Needs): Checked {
  const { report } = checked;
  const headers = file.found.headers.filter((problem) => isNeeded(problem, needs) && !isFilledIn(problem, file));
  const isKnown = ({ field }: Problem) => headers.length === 0 || field === null || file.fields.includes(field);
  return {
    ...checked,
    report: {
      ...report,
      errors: [...headers, ...report.errors.filter(isKnown)],
      warnings: report.warnings.filter(isKnown),
      notices: [...file.found.notices, ...report.notices],
      questions: stillOpen(file),
    },
  };
}

/** Without CONNECT, or with one licence type, a column is not missed that was missed when the file came (V2). */
function isNeeded({ code, params, field }: FileProblem, needs: Needs): boolean {
  if (code !== "header_missing" || params.header === null || field === null) return true;
  const column = columnOf(field);
  return isMandatory(column, needs.licenseTypes) && (needs.connect || !column.voice);
}

/** A missing column is there as soon as a row was given a value for it; what other rows lack then, their cells say (T2). */
function isFilledIn({ code, params, field }: FileProblem, { rows }: FileRead): boolean {
  if (code !== "header_missing" || params.header === null || field === null) return false;
  return rows.some(({ corrections }) => (corrections?.[field] ?? "") !== "");
}

/** Of rows that were removed, or in which something was corrected, nothing is asked any more (Q2). */
function stillOpen({ rows, found, confirm }: FileRead): readonly Question[] {
  const cells = new Map(rows.flatMap(({ row, cells, corrections }) => (corrections === null ? [[row, cells]] : [])));
  const asked = found.questions.flatMap(({ code, params }) =>
    code === "cells_shifted" ? params.rows.map(({ row }) => row) : [],
  );
  const touched = new Set(asked.filter((row) => !cells.has(row)));
  return openQuestions(found.questions, { confirm, touched }).map((question) => {
    if (question.code !== "cells_shifted") return question;
    return {
      code: question.code,
      params: { rows: question.params.rows.map(({ row }) => ({ row, values: shown(cells.get(row) ?? {}) })) },
    };
  });
}

/** A PIN is never shown. */
function shown({ voicemail_pin: _, ...values }: Cells): Cells {
  return values;
}
