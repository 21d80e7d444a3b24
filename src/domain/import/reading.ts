import type { FileProblem, Notice, Question } from "../check/report.ts";
import type { ReadColumn, ReadFile } from "../file/read-file.ts";
import type { Assignment, ReadingOptions, Remembered } from "../file/reading-options.ts";
import type { QuestionCode } from "../problems/codes/questions.ts";
import { type HeaderMeaning, headersToRemember } from "./remember.ts";

/** How the file of an import is read: what was named, assigned and answered, so that the same bytes read the same again. */
export type Reading = {
  /** What `encodingNamed` gave; null where nobody has named one. */
  readonly encoding: string | null;
  /** Columns that were assigned by hand. */
  readonly columns: readonly Assignment[];
  /** What the account remembered of this file's headers when it came (T4). */
  readonly remembered: readonly Remembered[];
  readonly unknown_columns: ReadingOptions["unknownColumns"];
  /** Questions that were answered with yes; they hold until the file is read anew. */
  readonly confirm: readonly QuestionCode[];
  /** Rows that somebody has taken out. */
  readonly removed: readonly number[];
};

/** A file that is read as it says itself. */
export const asItSays: Reading = {
  encoding: null,
  columns: [],
  remembered: [],
  unknown_columns: "refuse",
  confirm: [],
  removed: [],
};

/** Questions that are answered with yes; the encoding is answered by naming one. */
export const confirmable = ["cells_shifted"] as const satisfies readonly QuestionCode[];

/** What reading a file has found besides its rows. */
export type ReadingFindings = {
  readonly headers: readonly FileProblem[];
  readonly questions: readonly Question[];
  readonly notices: readonly Notice[];
  /** What the account is to remember of its headers once it is started (T4). */
  readonly remember: readonly HeaderMeaning[];
};

/** What reading a file found that says all of itself. */
export const nothingFound: ReadingFindings = { headers: [], questions: [], notices: [], remember: [] };

/** So many columns of an import are kept and shown; a hostile file may have thousands. */
const MOST_SHOWN = 500;

/** What is kept of a file that was read: its columns, but for those that hold nothing, and what was found besides rows. */
export function describeReading(
  file: ReadFile,
  assigned: readonly Assignment[],
): { readonly columns: readonly ReadColumn[]; readonly found: ReadingFindings } {
  const { headerProblems, questions, notices } = file;
  const columns = file.columns.filter(({ header, values }) => header !== "" || values > 0).slice(0, MOST_SHOWN);
  const remember = headersToRemember(columns, assigned);
  return {
    columns,
    found: { headers: headerProblems, questions: questions.map(withoutValues), notices, remember },
  };
}

/** What rows would get stands in the rows themselves. */
function withoutValues(question: Question): Question {
  if (question.code !== "cells_shifted") return question;
  return { code: question.code, params: { rows: question.params.rows.map(({ row }) => ({ row, values: {} })) } };
}
