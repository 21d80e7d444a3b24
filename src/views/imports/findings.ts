import type { Problem, Report, Warning } from "../../domain/check/report.ts";
import { type ColumnKey, columns } from "../../domain/columns.ts";

/** Something that a check has found: an error, or a warning with `will_fail`. */
export type Finding = Problem | Warning;

/** A cell and all that was found in it. What is about no single cell has no field. */
export type FoundCell = {
  readonly row: number | null;
  readonly column: string | null;
  readonly field: ColumnKey | null;
  readonly findings: readonly Finding[];
};

/** A kind of finding that the file has, and how many of them. */
export type Kind = { readonly code: Problem["code"]; readonly many: number };

/** Tells the findings that are worth a look, what prevents users first, each part in the order of the file. */
export function findingsOf({ errors, warnings }: Report): readonly Finding[] {
  return [...errors, ...warnings.filter(willFail), ...warnings.filter((warning) => !willFail(warning))];
}

/** Tells whether a finding keeps its row from being created. */
export function willFail(finding: Finding): boolean {
  return "will_fail" in finding ? finding.will_fail : true;
}

/** Counts findings by kind, in the order in which they are given. */
export function kindsOf(findings: readonly Finding[]): readonly Kind[] {
  const groups = [...Map.groupBy(findings, ({ code }) => code)];
  return groups.map(([code, group]) => ({ code, many: group.length }));
}

/** Lists all cells of a row, in the order of the template; before them what is wrong with the row as a whole. */
export function cellsOfRow(findings: readonly Finding[], row: number): readonly FoundCell[] {
  const found = cellsOf(findings.filter((finding) => finding.row === row));
  const all = columns.map(({ key, name }): FoundCell => {
    return found.find(({ field }) => field === key) ?? { row, column: name, field: key, findings: [] };
  });
  return [...found.filter(({ field }) => field === null), ...all];
}

function cellsOf(findings: readonly Finding[]): readonly FoundCell[] {
  const groups = Map.groupBy(findings, ({ row, field }) => `${row}:${field}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ row: first.row, column: first.column, field: first.field, findings: group }] : [];
  });
}

/** Columns whose values are one user's own: correcting them all alike would only be the next mistake. */
const OWN: ReadonlySet<ColumnKey> = new Set<ColumnKey>([
  ...(["display_name", "email", "first_name", "last_name", "extension", "voicemail_pin", "voicemail_emails"] as const),
  ...(["primary_phone", "additional_phones", "caller_id", "voicemail_sms", "fmfm_phones"] as const),
]);

/** Counts the other cells of a column that are wrong and have the same text: one mistake in many rows is one correction. */
export function countAlike(
  findings: readonly Finding[],
  { row, field, findings: found }: FoundCell,
  textOf: (row: number, field: ColumnKey) => string,
): number {
  if (row === null || field === null || OWN.has(field) || found.length === 0) return 0;
  const here = textOf(row, field);
  const others = findings.flatMap((one) =>
    one.field === field && one.row !== null && one.row !== row ? [one.row] : [],
  );
  return new Set(others.filter((other) => textOf(other, field) === here)).size;
}
