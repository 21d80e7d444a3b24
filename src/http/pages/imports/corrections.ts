import type { Context } from "hono";
import { saveCells } from "../../../acts/imports/sheet/save-cells.ts";
import type { Report } from "../../../domain/check/report.ts";
import { type CellPlace, cellName } from "../../../views/imports/cell-names.ts";
import { findingsOf, willFail } from "../../../views/imports/findings.ts";
import { firstView, rowAddress, rowOfView } from "../../../views/sheet/view.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readFields } from "../forms.ts";
import { showFailure } from "../show.tsx";
import { type CorrectionsForm, readCorrections } from "./corrections-form.ts";
import { showDraft } from "./show-draft.tsx";

/** What all cells of a row can come to. */
const MAX_CORRECTIONS_BYTES = 1_048_576;

/** Saves cells that were corrected in the form of a row; what is turned down is shown there again, as it was typed. */
export async function receiveCorrections(c: Context<AppEnv>): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const read = await readFields(c, MAX_CORRECTIONS_BYTES);
  if (!read.ok) return showFailure(c, read.failure);
  const form = readCorrections(read.value);
  const saved = await saveCells(c.var.scene, id, form);
  if (saved.ok) return c.redirect(placeAfter(`/imports/${id}`, form, saved.value.report), 303);
  if (saved.failure.code === "import_not_draft" || saved.failure.code === "not_found")
    return showFailure(c, saved.failure);
  const attempt = { failure: saved.failure, typed: form.typed };
  return showDraft(c, id, { view: { ...firstView, show: form.show }, attempt });
}

/** Where to go on: the next cell that is wrong, the row that was corrected, or the whole file. */
function placeAfter(path: string, form: CorrectionsForm, report: Report): string {
  if (form.next) {
    const next = nextCell(report, form);
    return next ? rowAddress(path, next.row, cellName("cell", next)) : path;
  }
  const row = rowOfView(form);
  return row === null || form.remove !== null ? path : rowAddress(path, row, "main");
}

/**
 * Finds the cell to go on in after cells of a row were saved (E2): the one that was typed, while it is still wrong, else the
 * next one behind it that has to be put right; null when nothing keeps a user from being created.
 */
export function nextCell(report: Report, { cells, typed }: Pick<CorrectionsForm, "cells" | "typed">): CellPlace | null {
  const wrong = findingsOf(report)
    .filter(willFail)
    .flatMap(({ row, field }) => (row !== null && field !== null ? [{ row, field }] : []))
    .toSorted((one, other) => one.row - other.row);
  const last = typed.at(-1);
  const at = last ? cells.findIndex((cell) => isSame(cell, last)) : -1;
  const here = cells[0]?.row ?? 0;
  const wished = [...cells.slice(Math.max(at, 0)), ...wrong.filter(({ row }) => row > here), ...wrong];
  return wished.find((cell) => wrong.some((other) => isSame(cell, other))) ?? null;
}

function isSame(one: CellPlace, other: CellPlace): boolean {
  return one.row === other.row && one.field === other.field;
}
