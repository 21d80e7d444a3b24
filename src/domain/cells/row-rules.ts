import { type Cells, type ColumnKey, columnOf } from "../columns.ts";
import type { WantedUser } from "../user/user.ts";
import { splitList } from "./list.ts";
import { weaknessOf } from "./pin.ts";
import { type CellNote, type CellProblem, type Fault, fault, note } from "./reading.ts";

export type Judged = { readonly problems: readonly CellProblem[]; readonly notes: readonly CellNote[] };

/** Judges what the cells of one row mean together (spec 4); what is wrong in itself is no part of it. */
export function judgeRow(cells: Cells, wanted: WantedUser, pin: string | null, voice: boolean): Judged {
  if (!voice) return { problems: [], notes: [] };
  return {
    problems: [...requirePrimary(cells), ...repeatedNumbers(wanted)],
    notes: [...weakPin(pin, wanted.extension), ...incompleteFollowMe(cells)],
  };
}

function about(field: ColumnKey, { ok: _, ...problem }: Fault): CellProblem {
  return { field, ...problem };
}

function requirePrimary(cells: Cells): readonly CellProblem[] {
  if ((cells.primary_phone ?? "") !== "" || isBlankList(cells.additional_phones)) return [];
  return [about("primary_phone", fault("primary_required", {}))];
}

/** On the later one, which is always an additional one. */
function repeatedNumbers({ primary_phone, additional_phones }: WantedUser): readonly CellProblem[] {
  const seen = new Set(primary_phone === null ? [] : [primary_phone]);
  const repeated = new Set<string>();
  for (const e164 of additional_phones) {
    if (seen.has(e164)) repeated.add(e164);
    seen.add(e164);
  }
  return [...repeated].map((e164) => about("additional_phones", fault("duplicate_in_row", { e164 })));
}

function weakPin(pin: string | null, extension: string | null): readonly CellNote[] {
  const reason = pin === null ? null : weaknessOf(pin, extension);
  if (reason === null) return [];
  return [{ field: "voicemail_pin", ...note("weak_pin", { reason }) }];
}

const followMe = ["fmfm_order", "fmfm_timeout"] as const satisfies readonly ColumnKey[];

function incompleteFollowMe(cells: Cells): readonly CellNote[] {
  if (!isBlankList(cells.fmfm_phones)) return [];
  return followMe
    .filter((field) => (cells[field] ?? "") !== "")
    .map((field) => ({ field, ...note("fmfm_incomplete", { column: columnOf(field).name }) }));
}

/** A list of nothing but semicolons is blank too. */
function isBlankList(text = ""): boolean {
  return splitList(text).length === 0;
}
