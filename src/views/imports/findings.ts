import type { Problem, Report, Warning } from "../../domain/report.ts";

/** Something that a check has found: an error, or a warning with `will_fail`. */
export type Finding = Problem | Warning;

/** A kind of finding that the file has, and how many of them. */
export type Kind = {
  readonly code: Problem["code"];
  readonly many: number;
  readonly sample: Finding;
  readonly alike: boolean;
};

/** What a person looks at: findings of one kind, or of all ("") , and which page of them. */
export type FindingsView = { readonly kind: string; readonly page: number };

/** Findings of one page. */
export const FINDINGS_PER_PAGE = 50;

/** Tells the findings that are worth a look, what prevents users first, each part in the order of the file. */
export function findingsOf({ errors, warnings }: Report): readonly Finding[] {
  return [...errors, ...warnings.filter(willFail), ...warnings.filter((warning) => !willFail(warning))];
}

/** Tells whether a finding keeps its row from being created. */
export function willFail(finding: Finding): boolean {
  return "will_fail" in finding ? finding.will_fail : true;
}

/** Counts findings by kind, in the order in which they are given; `alike` when all of a kind say the same. */
export function kindsOf(findings: readonly Finding[]): readonly Kind[] {
  const groups = [...Map.groupBy(findings, ({ code }) => code)];
  return groups.flatMap(([code, group]) => {
    const [sample] = group;
    if (!sample) return [];
    return [{ code, many: group.length, sample, alike: group.every(({ message }) => message === sample.message) }];
  });
}

/** Counts the rows that findings speak of. */
export function rowsOf(findings: readonly Finding[]): number {
  return new Set(findings.map(({ row }) => row)).size;
}

/** Picks the findings of a view; a kind that nothing has, or a page beyond the last, shows what is nearest to it. */
export function pick(findings: readonly Finding[], view: FindingsView) {
  const ofKind = findings.filter(({ code }) => code === view.kind);
  const all = ofKind.length > 0 ? ofKind : findings;
  const pages = Math.max(1, Math.ceil(all.length / FINDINGS_PER_PAGE));
  const page = Math.min(Math.max(1, view.page), pages);
  const shown = all.slice((page - 1) * FINDINGS_PER_PAGE, page * FINDINGS_PER_PAGE);
  return { shown, page, pages, total: all.length, kind: ofKind.length > 0 ? view.kind : "" };
}
