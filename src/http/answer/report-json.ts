import type { Blocker, Notice, Problem, Question, Report, Warning } from "../../domain/check/report.ts";
import type { Sayer } from "../../domain/problems/say.ts";
import { membersOf } from "./members.ts";

/** A report as the API shows it: every problem with its sentence (api.md, "Errors"). */
export function reportJson({ errors, warnings, notices, questions, blockers }: Report, say: Sayer) {
  return {
    errors: errors.map((problem) => problemJson(problem, say)),
    warnings: warnings.map((warning) => warningJson(warning, say)),
    notices: notices.map((notice) => noticeJson(notice, say)),
    questions: questions.map((question) => noticeJson(question, say)),
    blockers: blockers.map((blocker) => noticeJson(blocker, say)),
  };
}

/** One thing wrong with a cell, or with the file. */
export function problemJson(problem: Problem, say: Sayer) {
  const { row, column, field, value, code, suggestion } = problem;
  return { row, column, field, value, code, message: say.sentence(problem), suggestion };
}

/** The same, with whether the row will fail. */
export function warningJson(warning: Warning, say: Sayer) {
  return { ...problemJson(warning, say), will_fail: warning.will_fail };
}

/** What is worth knowing of a file, is asked of it, or stands in the account's way. */
export function noticeJson(notice: Notice | Blocker | Question, say: Sayer) {
  return { code: notice.code, message: say.sentence(notice), ...membersOf(notice) };
}
