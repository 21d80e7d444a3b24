import type { Shortfall } from "../../domain/problems/codes/imports.ts";
import type { Failure } from "../../domain/problems/result.ts";
import type { Service } from "../../domain/user/user.ts";

/** What some codes have beside the code and the sentence. */
export type Members = {
  readonly service?: Service;
  readonly running_import?: string | null;
  readonly subscriptions?: readonly Shortfall[];
  readonly rows?: readonly number[];
  readonly allow?: string;
  readonly retry_after?: number;
};

/** Gives what api.md adds to a refusal, for programs. */
export function membersOf(failure: Failure): Members {
  switch (failure.code) {
    case "service_not_installed":
      return "service" in failure.params ? { service: failure.params.service } : {};
    case "import_in_progress":
      return { running_import: failure.params.running?.id ?? null };
    case "insufficient_subscriptions":
    case "row_changed":
    case "method_not_allowed":
      return failure.params;
    case "too_many_requests":
      return { retry_after: failure.params.seconds };
    default:
      return {};
  }
}
