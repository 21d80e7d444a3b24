import { writeCsv } from "../file/write-csv.ts";
import type { Sayer } from "../problems/say.ts";
import type { Report } from "./report.ts";

const HEADERS = ["Row", "Column", "Value", "Problem", "Suggestion", "Kind", "Code"];

/** Writes the errors and warnings of a report as CSV, in the words of a reader, in the order in which they were found (X6). */
export function writeProblemsCsv({ errors, warnings }: Pick<Report, "errors" | "warnings">, say: Sayer): string {
  const kinds = new Map<unknown, string>(errors.map((problem) => [problem, "error"]));
  const rows = [...errors, ...warnings].map((problem) => [
    problem.row === null ? "" : String(problem.row),
    problem.column ?? "",
    problem.value ?? "",
    say.sentence(problem),
    problem.suggestion ?? "",
    kinds.get(problem) ?? "warning",
    problem.code,
  ]);
  return writeCsv([HEADERS, ...rows], ",");
}
