import { type Cells, type ColumnKey, columnOf } from "../columns.ts";
import { sayCellError } from "../problems/cell.ts";
import { sayWarning } from "../problems/row.ts";
import type { WantedUser } from "../user/user.ts";
import { splitList } from "./list.ts";
import { weaknessOf } from "./pin.ts";
import type { CellNote, CellProblem } from "./reading.ts";

export type Judged = { readonly problems: readonly CellProblem[]; readonly notes: readonly CellNote[] };

/** Judges what the cells of one row mean together (spec 4); what is wrong in itself is no part of it. */
export function judgeRow(cells: Cells, wanted: WantedUser, pin: string | null, voice: boolean): Judged {
  if (!voice) return { problems: [], notes: [] };
  return {
    problems: [...requirePrimary(cells), ...repeatedNumbers(wanted)],
    notes: [...weakPin(pin, wanted.extension), ...incompleteFollowMe(cells)],
  };
}

function requirePrimary(cells: Cells): readonly CellProblem[] {
  if ((cells.primary_phone ?? "") !== "" || isBlankList(cells.additional_phones)) return [];
  const message = sayCellError("primary_required", {});
  return [{ field: "primary_phone", code: "primary_required", message, suggestion: null }];
}

/** On the later one, which is always an additional one. */
function repeatedNumbers({ primary_phone, additional_phones }: WantedUser): readonly CellProblem[] {
  const seen = new Set(primary_phone === null ? [] : [primary_phone]);
  const repeated = new Set<string>();
  for (const e164 of additional_phones) {
    if (seen.has(e164)) repeated.add(e164);
    seen.add(e164);
  }
  return [...repeated].map((e164) => {
    const message = sayCellError("duplicate_in_row", { e164 });
    return { field: "additional_phones", code: "duplicate_in_row", message, suggestion: null };
  });
}

function weakPin(pin: string | null, extension: string | null): readonly CellNote[] {
  const reason = pin === null ? null : weaknessOf(pin, extension);
  if (reason === null) return [];
  return [{ field: "voicemail_pin", code: "weak_pin", message: sayWarning("weak_pin", { reason }), suggestion: null }];
}

const followMe = ["fmfm_order", "fmfm_timeout"] as const satisfies readonly ColumnKey[];

function incompleteFollowMe(cells: Cells): readonly CellNote[] {
  if (!isBlankList(cells.fmfm_phones)) return [];
  return followMe
    .filter((field) => (cells[field] ?? "") !== "")
    .map((field) => {
      const message = sayWarning("fmfm_incomplete", { column: columnOf(field).name });
      return { field, code: "fmfm_incomplete", message, suggestion: null };
    });
}

/** A list of nothing but semicolons is blank too. */
function isBlankList(text = ""): boolean {
  return splitList(text).length === 0;
}
