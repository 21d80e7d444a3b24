import { type Cells, isColumnKey } from "../columns.ts";
import { baseName, namedColumn } from "../file/header-names.ts";
import { coded } from "../problems/codes.ts";
import type { Headers } from "./findings.ts";
import type { Problem } from "./report.ts";

type Row = { readonly row: number; readonly cells: Cells };

/** Finds the rows that repeat the header, by their numbers: every value of them is the header of a column (F7). */
export function findRepeatedHeaders(rows: readonly Row[], headers: Headers): ReadonlyMap<number, Problem> {
  return new Map(
    rows.flatMap(({ row, cells }) => {
      const texts = headersIn(cells, headers);
      return texts.length < 2 ? [] : [[row, headerRepeated(row, texts.every(isOwn))] as const];
    }),
  );
}

type Text = { readonly base: string; readonly own: string };

/** The texts of a row with the header of their own column; none as soon as one of them is no header. */
function headersIn(cells: Cells, headers: Headers): readonly Text[] {
  const texts: Text[] = [];
  for (const key of Object.keys(cells)) {
    if (!isColumnKey(key)) continue;
    const text = { base: baseName(cells[key] ?? ""), own: baseName(headers.get(key) ?? "") };
    if (!isOwn(text) && namedColumn(text.base) === null) return [];
    texts.push(text);
  }
  return texts;
}

function isOwn({ base, own }: Text): boolean {
  return base === own;
}

function headerRepeated(row: number, same: boolean): Problem {
  const place = { row, column: null, field: null, value: null, suggestion: null, parts: null };
  return { ...coded("header_repeated", { row, same }), ...place };
}
