import { shownValue } from "../cells/text.ts";
import type { FileProblem, Notice, Question } from "../check/report.ts";
import { MAX_ROWS } from "../limits.ts";
import { isOfHeaders } from "../problems/codes.ts";
import { askEncoding } from "./ask-encoding.ts";
import { type CsvRow, filledRows } from "./csv.ts";
import { decodeFile } from "./decode.ts";
import { findHeaderRow, readLayout } from "./delimiter.ts";
import { fileProblem } from "./file-problem.ts";
import { type FileRow, malformedRow, readFileRows } from "./file-rows.ts";
import type { Delimiter } from "./format.ts";
import { findHeaderClue } from "./header-clue.ts";
import { judgeHeadings } from "./header-problems.ts";
import { type FileColumn, readHeadings } from "./headings.ts";
import { columnNotices, countValues, type ReadColumn, readColumns } from "./read-columns.ts";
import type { ReadingOptions } from "./reading-options.ts";

export type { FileColumn, FileRow, ReadColumn };

export type ReadFile = {
  /** A label of the Encoding Standard, such as "utf-8". */
  readonly encoding: string;
  readonly delimiter: Delimiter;
  /** Every header cell, as it is in the file. */
  readonly headings: readonly string[];
  /** What became of each of them. */
  readonly columns: readonly ReadColumn[];
  /** The columns that Muster reads, in the file's order. */
  readonly fields: readonly FileColumn[];
  readonly rows: readonly FileRow[];
  /** What is wrong with the header row (T2): nothing is created until it is right, but the draft is kept. */
  readonly headerProblems: readonly FileProblem[];
  /** What is to be answered before anything is created. */
  readonly questions: readonly Question[];
  readonly notices: readonly Notice[];
};

type Reading =
  | { readonly ok: true; readonly file: ReadFile }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Reads an uploaded file, or finds everything that keeps it from being read, the file's own problems first (T1–T3, F2–F9). */
export function readFile(bytes: Uint8Array, options: ReadingOptions): Reading {
  const decoded = decodeFile(bytes, options.encoding);
  if (!decoded.ok) return refused(decoded.problem);
  const { text, delimiter } = readLayout(decoded.text);
  const filled = filledRows(text, delimiter);
  const top = filled.next().value;
  if (!top) return refused(fileProblem("file_empty", {}));
  if (top.fault) return refused(...malformed(top, filled));
  const headings = readHeadings(top, options);
  const body = readFileRows(filled, headings, delimiter, options.corrected);
  const nothing = headings.columns.length === 0 ? [nothingKnown(top, text, options)] : null;
  const values = countValues(body.rows);
  const ofHeader = judgeHeadings(headings, values, options);
  const problems = [...ofHeader.problems, ...body.problems];
  // Headers keep a file from being started, but not from being kept: its columns can be assigned (T4).
  if (!problems.every(isOfHeaders)) return refused(...(nothing ?? problems));
  const { encoding, candidates } = decoded;
  const guessed = candidates && askEncoding(bytes, candidates, { delimiter, fields: headings.columns });
  const shifted = body.shifted.length > 0 ? askShifted(body.shifted) : null;
  const columns = readColumns(headings, values, ofHeader.suggestions);
  const named: readonly Notice[] = encoding === options.encoding ? [{ code: "encoding", params: { encoding } }] : [];
  return {
    ok: true,
    file: {
      encoding,
      delimiter,
      headings: headings.raw,
      columns,
      fields: headings.columns,
      rows: body.rows,
      headerProblems: nothing ?? problems,
      questions: [guessed, shifted].filter((question) => question !== null),
      notices: [...named, ...columnNotices(columns)],
    },
  };
}

/** A first row without any known header says that alone, with what hides them (T2). */
function nothingKnown(top: CsvRow, text: string, { licenseTypes }: ReadingOptions): FileProblem {
  const params = { header: null, below: findHeaderRow(text), clue: findHeaderClue(top.cells, licenseTypes) };
  return fileProblem("header_missing", params, { row: top.row });
}

function refused(...problems: readonly FileProblem[]): Reading {
  return { ok: false, problems };
}

/** With a fault in the header row nothing can be said of the columns. */
function malformed(top: CsvRow, rest: Iterable<CsvRow>): readonly FileProblem[] {
  const problems = [...malformedRow(top)];
  for (const row of rest) {
    if (problems.length < MAX_ROWS) problems.push(...malformedRow(row));
  }
  return problems;
}

/** What each field of the rows would get; a PIN is never shown. */
function askShifted(rows: readonly FileRow[]): Question {
  const shown = rows.map(({ row, cells }) => {
    const values = Object.entries(cells).filter(([key]) => key !== "voicemail_pin");
    return { row, values: Object.fromEntries(values.map(([key, value]) => [key, shownValue(value)])) };
  });
  return { code: "cells_shifted", params: { rows: shown } };
}
