import { type FailureCode, statuses } from "../../domain/problems/codes.ts";

/** The HTTP status of a failure, as the codes have it. */
export function statusOf(code: FailureCode): (typeof statuses)[FailureCode] {
  return statuses[code];
}
