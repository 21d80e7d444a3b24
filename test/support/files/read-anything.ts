import { type Checked, checkRows } from "../../../src/domain/check/check.ts";
import { listClaims } from "../../../src/domain/check/claims.ts";
import type { FileProblem, Problem } from "../../../src/domain/check/report.ts";
import { columnKeys } from "../../../src/domain/columns.ts";
import { type ReadFile, readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten } from "../../../src/domain/file/reading-options.ts";
import { said } from "../english.ts";
import { makeFacts, makeHeld } from "./facts.ts";

export type Outcome =
  | { readonly ok: true; readonly file: ReadFile; readonly checked: Checked }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Reads and checks any bytes as an upload of an account that has nothing of what they claim. */
export function readAndCheck(bytes: Uint8Array, facts = makeFacts()): Outcome {
  const read = readFile(bytes, { ...asWritten, licenseTypes: facts.subscriptions.length, connect: true });
  if (!read.ok) return read;
  const { rows, fields: columns } = read.file;
  listClaims(rows);
  const input = { rows, columns, facts, held: makeHeld(), options: { services: null }, runningImport: null };
  return { ok: true, file: read.file, checked: checkRows(input) };
}

/** Names what is wrong with an outcome, whatever the file was; null when it is as it must be (F2, F6, F8, F9, spec 4). */
export function flawOf(outcome: Outcome): string | null {
  if (!outcome.ok) return flawOfProblems(outcome.problems) ?? (outcome.problems.length === 0 ? "no reason" : null);
  const { file, checked } = outcome;
  const { rows } = file;
  if (rows.length === 0 || rows.length > 1_000) return `${rows.length} rows`;
  if (checked.rows.length !== rows.length) return "a row was lost";
  if (rows.some(({ row }, at) => row <= (rows[at - 1]?.row ?? 1))) return "rows are not in order";
  for (const { raw, cells, row } of rows) {
    const texts = Object.values(cells);
    if (texts.length === 0 && raw.every((cell) => cell === "")) return `row ${row} is blank`;
    if (texts.some((text) => text === "" || text !== text.trim())) return `row ${row} has an untrimmed cell`;
  }
  const faulty = new Set(checked.report.errors.map(({ row }) => row));
  const unsound = checked.rows.find(({ row, wanted }) => (wanted === null) !== faulty.has(row));
  if (unsound) return `row ${unsound.row} is wanted and wrong`;
  return flawOfProblems([...checked.report.errors, ...checked.report.warnings]);
}

function flawOfProblems(problems: readonly Problem[]) {
  for (const problem of problems) {
    const { row, field } = problem;
    const sentence = said(problem);
    if (row !== null && !(row >= 1)) return `a problem in row ${row}`;
    if (field !== null && !columnKeys.some((key) => key === field)) return `a problem in ${field}`;
    if (!/^[^\0]{10,700}$/u.test(sentence)) return `a sentence that says ${sentence.slice(0, 80)}`;
  }
  return null;
}
