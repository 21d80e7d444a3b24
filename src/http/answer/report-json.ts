import { noticeJson } from "../../domain/check/notice-json.ts";
import type { Blocker, Problem, Question, Report, Warning } from "../../domain/check/report.ts";
import type { Sayer } from "../../domain/problems/say.ts";

/** A report as the API shows it: every problem with its sentence (api.md, "Errors"). */
export function reportJson({ errors, warnings, notices, questions, blockers }: Report, say: Sayer) {
  return {
    errors: errors.map((problem) => problemJson(problem, say)),
    warnings: warnings.map((warning) => warningJson(warning, say)),
    notices: notices.map((notice) => noticeJson(notice, say)),
    questions: questions.map((question) => questionJson(question, say)),
    blockers: blockers.map((blocker) => blockerJson(blocker, say)),
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

/** What is asked of a file, likewise. */
export function questionJson(question: Question, say: Sayer) {
  const message = say.sentence(question);
  switch (question.code) {
    case "encoding_guessed":
      return { code: question.code, message, ...question.params };
    case "cells_shifted":
      return { code: question.code, message, ...question.params };
    default:
      return question satisfies never;
  }
}

/** What stands in the account's way, likewise. */
export function blockerJson(blocker: Blocker, say: Sayer) {
  const message = say.sentence(blocker);
  switch (blocker.code) {
    case "service_not_installed":
      return { code: blocker.code, message, service: blocker.params.service };
    case "import_in_progress":
      return { code: blocker.code, message, running_import: blocker.params.running?.id ?? null };
    case "insufficient_subscriptions":
      return { code: blocker.code, message, ...blocker.params };
    default:
      return blocker satisfies never;
  }
}
