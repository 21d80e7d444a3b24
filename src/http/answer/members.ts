import type { Blocker, Notice, Question } from "../../domain/check/report.ts";
import type { Failure } from "../../domain/problems/result.ts";

/** Gives what api.md adds beside the code and the sentence, for programs. */
export function membersOf(problem: Failure | Blocker | Notice | Question): Readonly<Record<string, unknown>> {
  switch (problem.code) {
    case "service_not_installed":
      return "service" in problem.params ? { service: problem.params.service } : {};
    case "import_in_progress":
      return { running_import: problem.params.running?.id ?? null };
    case "insufficient_subscriptions":
    case "columns_ignored":
    case "column_ignored":
    case "columns_assigned":
    case "encoding_guessed":
    case "cells_shifted":
    case "encoding":
    case "numbers_foreseen":
    case "same_file":
    case "row_changed":
    case "method_not_allowed":
      return problem.params;
    case "too_many_requests":
      return { retry_after: problem.params.seconds };
    default:
      return {};
  }
}
