import { isShortNumber } from "../cells/extension.ts";
import type { ColumnKey } from "../columns.ts";
import type { NoteCode, Params } from "../problems/codes.ts";
import type { Held } from "./check-input.ts";
import type { RowToCheck, WarningFinding } from "./findings.ts";

/** Finds settings that point at nothing: an operator whom nobody is (V3), a caller ID that the account does not have. */
export function findDanglingSettings(
  rows: readonly RowToCheck[],
  held: Held,
  reserved: ReadonlySet<string>,
): readonly WarningFinding[] {
  const asked = new Set(rows.flatMap(({ read }) => read.wanted.extension ?? []));
  const isKnown = (extension: string) =>
    asked.has(extension) || held.extensions.has(extension) || reserved.has(extension);
  return rows.flatMap((row, at) => [...unknownOperator(row, at, isKnown), ...foreignCallerId(row, at, held)]);
}

function unknownOperator(
  row: RowToCheck,
  at: number,
  isKnown: (extension: string) => boolean,
): readonly WarningFinding[] {
  const extension = row.read.wanted.settings.voicemail_operator;
  if (extension === null || !isShortNumber(extension) || isKnown(extension)) return [];
  return [harmless(at, "voicemail_operator", "operator_unknown", { extension })];
}

function foreignCallerId(row: RowToCheck, at: number, held: Held): readonly WarningFinding[] {
  const e164 = row.read.wanted.settings.caller_id;
  if (e164 === null || held.numbers.has(e164)) return [];
  return [harmless(at, "caller_id", "caller_id_not_on_account", { e164 })];
}

function harmless<C extends NoteCode>(at: number, field: ColumnKey, code: C, params: Params[C]): WarningFinding<C> {
  return { code, params, at, field, suggestion: null, parts: null, will_fail: false };
}
