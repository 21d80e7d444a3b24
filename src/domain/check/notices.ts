import { columnKeys, columnOf } from "../columns.ts";
import { given } from "../given.ts";
import { services } from "../user/user.ts";
import type { CheckInput } from "./check-input.ts";
import type { Headers, RowToCheck } from "./findings.ts";
import type { Notice } from "./report.ts";

/**
 * Finds what is worth knowing of the account: that it imported the same file before, services that it lacks, unless they
 * block, and columns that are ignored (V2).
 */
export function findNotices(input: CheckInput, headers: Headers, voice: boolean): readonly Notice[] {
  const wished = input.options.services;
  const leftOut = services
    .filter((service) => !input.facts.account.services.includes(service) && !wished?.includes(service))
    // Whoever wants no service at all misses none.
    .filter(() => wished?.length !== 0)
    .map((service): Notice => ({ code: "service_not_installed", params: { lacking: "nobody", service } }));
  const again: readonly Notice[] = input.sameFile ? [{ code: "same_file", params: input.sameFile }] : [];
  return voice ? [...again, ...leftOut] : [...again, ...leftOut, ...ignoredColumns(input, headers)];
}

function ignoredColumns({ rows }: CheckInput, headers: Headers): readonly Notice[] {
  const columns = columnKeys
    .filter((key) => columnOf(key).voice && rows.some(({ cells }) => (cells[key] ?? "") !== ""))
    .map((key) => headers.get(key) ?? columnOf(key).name);
  if (columns.length === 0) return [];
  return [{ code: "columns_ignored", params: { columns } }];
}

/** A notice names at most so many rows. */
const MOST_FORESEEN = 20;

/** Tells which numbers rows with `auto` would get if the account stayed as it is; `numbers` is by place among the rows (I14). */
export function foreseenNumbers(rows: readonly RowToCheck[], numbers: ReadonlyMap<number, string>): readonly Notice[] {
  if (numbers.size === 0) return [];
  const named = [...numbers].slice(0, MOST_FORESEEN);
  const shown = named.map(([at, e164]) => ({ row: given(rows[at], "a row with auto").row, e164 }));
  return [{ code: "numbers_foreseen", params: { rows: shown, more: numbers.size - shown.length } }];
}
