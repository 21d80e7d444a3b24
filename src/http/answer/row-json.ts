import type { ImportRow } from "../../domain/import/import.ts";
import type { Sayer } from "../../domain/problems/say.ts";

/** A row of an import as the API shows it (api.md, "Imports"). */
export function rowJson({ row, outcome, failure, ...shown }: ImportRow, say: Sayer) {
  const message = outcome === "created" ? say.created : failure && say.sentence(failure);
  return { row, outcome, code: failure?.code ?? null, message, ...shown };
}
