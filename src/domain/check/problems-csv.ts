import { columns } from "../columns.ts";
import { writeCsv } from "../file/write-csv.ts";
import type { Sayer } from "../problems/say.ts";
import type { Question, Report } from "./report.ts";

const HEADERS = ["Row", "Column", "Value", "Problem", "Suggestion", "Kind", "Code"];

/** Writes the errors, warnings and questions of a report as CSV, in the words of a reader, in the order in which they were found (X6). */
export function writeProblemsCsv(
  { errors, warnings, questions }: Pick<Report, "errors" | "warnings" | "questions">,
  say: Sayer,
): string {
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
  return writeCsv([HEADERS, ...rows, ...questions.flatMap((question) => linesOf(question, say))], ",");
}

/** A question has a line for each of its rows, or one for each encoding that may be meant. */
function linesOf(question: Question, say: Sayer): readonly (readonly string[])[] {
  const sentence = say.sentence(question);
  if (question.code === "encoding_guessed") {
    const { encodings } = question.params;
    return encodings.map(({ encoding, values }) => {
      return ["", "", values.join("; "), sentence, encoding, "question", question.code];
    });
  }
  return question.params.rows.map(({ row, values }) => {
    const texts = columns.flatMap(({ key, name }) => (values[key] ? [`${name}: ${values[key]}`] : []));
    return [String(row), "", texts.join("; "), sentence, "", "question", question.code];
  });
}
