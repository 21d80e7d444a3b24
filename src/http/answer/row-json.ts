import type { ImportRow, Outcome } from "../../domain/import/import.ts";
import type { Sayer } from "../../domain/problems/say.ts";

/** A row of an import as the API shows it (api.md, "Imports"). */
export function rowJson({ row, outcome, failure, ...shown }: ImportRow, say: Sayer) {
  const isTold = failure !== null && outcome !== "skipped";
  const message = isTold ? say.sentence(failure) : sayOutcome(outcome, say);
  return { row, outcome, code: failure?.code ?? null, message, ...shown };
}

function sayOutcome(outcome: Outcome, say: Sayer): string | null {
  if (outcome === "created") return say.created;
  if (outcome === "skipped") return say.skipped;
  return outcome === "undone" ? say.undone : null;
}
