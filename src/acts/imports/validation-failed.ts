import type { Report } from "../../domain/check/report.ts";
import type { Import } from "../../domain/import/import.ts";
import { refuse } from "../../domain/problems/result.ts";

/** Refuses a file with errors; its draft is kept and carried along, with everything that the check found (api.md). */
export function validationFailed(draft: Import, { errors, warnings, notices }: Report) {
  const rows = new Set(errors.map(({ row }) => row)).size;
  return refuse("validation_failed", { errors: errors.length, rows }, { errors, warnings, notices, import: draft });
}
