import type { Report } from "../../../domain/check/report.ts";
import { type CellPlace, cellName } from "../../../views/imports/cell-names.ts";
import { findingsOf, pick, willFail } from "../../../views/imports/findings.ts";
import type { CorrectionsForm } from "./corrections-form.ts";

/**
 * Names the field to go on in after cells of a page were saved (E2): the one that was typed, while it is still wrong,
 * else the next one behind it that has to be put right; null when nothing of the view keeps a user from being created.
 */
export function nextField(report: Report, { view, cells, typed }: CorrectionsForm): string | null {
  const wrong = pick(findingsOf(report), view).shown.flatMap(({ row, field, findings }) =>
    row !== null && field !== null && findings.some(willFail) ? [{ row, field }] : [],
  );
  const last = typed.at(-1);
  const at = last ? cells.findIndex((cell) => isSame(cell, last)) : -1;
  const wished = [...cells.slice(Math.max(at, 0)), ...wrong];
  const next = wished.find((cell) => wrong.some((other) => isSame(cell, other)));
  return next ? cellName("cell", next) : null;
}

function isSame(one: CellPlace, other: CellPlace): boolean {
  return one.row === other.row && one.field === other.field;
}
