import type { Sayer } from "../../domain/problems/say.ts";
import type { BulkOutcome } from "../../domain/user/bulk/bulk.ts";

/** What a bulk of users came to: why somebody is refused, in the words of whoever asks. */
export function bulkJson({ done, refused }: BulkOutcome, say: Sayer) {
  return {
    done,
    refused: refused.map(({ user, failure }) => ({ user, code: failure.code, message: say.sentence(failure) })),
  };
}
